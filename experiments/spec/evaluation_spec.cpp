#include "experiments/spec/evaluation_spec.h"

#include <algorithm>

#include <fmt/format.h>

#include "sim/support/user_error.h"

namespace reprise {

const Parameters<EvaluationSpec>& EvaluationSpec::parameters() {
  static const Parameters<EvaluationSpec> parameters =
      Parameters<EvaluationSpec>("evaluate")
          .add("logging", &EvaluationSpec::logging,
               "the treatments that play logs; left out, the control")
          .add("log_sessions", &EvaluationSpec::log_sessions,
               "sizes of the logs in sessions, in ascending order")
          .add("replications", &EvaluationSpec::replications,
               "logs of each treatment in each world", {.min = 1, .max = 10'000})
          .add("worlds", &EvaluationSpec::worlds,
               "worlds that differ in their seed, the experiment's own first",
               {.min = 1, .max = 1000})
          .add("held_out", &EvaluationSpec::held_out,
               "ranking metrics look at the last half of a log's sessions (time), or at half of "
               "its users (users)")
          .check([](const EvaluationSpec& spec, const Node& node) {
            for (auto name = spec.logging.begin(); name != spec.logging.end(); ++name) {
              if (std::find(spec.logging.begin(), name, *name) == name) continue;
              throw UserError(
                  node.place,
                  fmt::format("'evaluate.logging' has {} twice; expected each treatment "
                              "once: 'replications' plays more logs of it",
                              *name));
            }
            std::int64_t last = 0;
            for (const std::int64_t size : spec.log_sessions) {
              if (size <= last || size > 10'000'000) {
                throw UserError(node.place,
                                fmt::format("'evaluate.log_sessions' has {} after {}; expected "
                                            "sizes from 1 to 1e7 in ascending order",
                                            size, last));
              }
              last = size;
            }
            if (spec.log_sessions.empty()) {
              throw UserError(node.place,
                              "'evaluate.log_sessions' is an empty list; expected a size at least, "
                              "such as [2000]");
            }
          });
  return parameters;
}

}  // namespace reprise
