// `evaluate:` of an experiment: the logs from which `reprise evaluate` estimates the treatments,
// before it plays them.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "sim/support/parameters/nested.h"

namespace reprise {

/// What ranking metrics look at: the last half of a log's sessions, or half of its users.
enum class HeldOut { time, users };
inline std::vector<std::string> choices(HeldOut) { return {"time", "users"}; }

struct EvaluationSpec {
  // Names of treatments, each of which plays logs. Empty: the control.
  std::vector<std::string> logging;
  std::vector<std::int64_t> log_sessions{500, 2000};  // sizes of the logs, ascending
  std::int64_t replications = 3;                      // logs per world, size and logging policy
  std::int64_t worlds = 1;  // worlds that differ in their seed (a generated world)
  HeldOut held_out = HeldOut::time;

  static const Parameters<EvaluationSpec>& parameters();
};

}  // namespace reprise
