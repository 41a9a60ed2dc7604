#include "experiments/spec/between_days_spec.h"

namespace reprise {

const Parameters<BetweenDaysSpec>& BetweenDaysSpec::parameters() {
  static const Parameters<BetweenDaysSpec> parameters =
      Parameters<BetweenDaysSpec>("between_days")
          .add("command", &BetweenDaysSpec::command,
               "a command of the shell, such as one that writes new lists; `reprise run` has to be "
               "told --allow-commands")
          .add("retrain", &BetweenDaysSpec::retrain,
               "train the models anew on the sessions of all days so far, under all treatments")
          .check([](const BetweenDaysSpec& spec, const Node& node) {
            if (spec.command.empty() && !spec.retrain) {
              throw wrong_type(node, "between_days", "a command, or retrain: true");
            }
          });
  return parameters;
}

}  // namespace reprise
