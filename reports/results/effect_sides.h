// Tells which two treatments an effect compares. All functions are pure and safe to call from any
// thread.
#pragma once

#include <string>

#include "reports/results/results.h"

namespace reprise {

/// Returns the treatment that the other one is compared with: the control, unless the effect names
/// another one.
inline const std::string& against_of(const Results& results, const Effect& effect) {
  return effect.against.empty() ? results.control : effect.against;
}

/// Returns whether neither of the two treatments is the control.
inline bool is_beside_control(const Results& results, const Effect& effect) {
  return effect.treatment != results.control && against_of(results, effect) != results.control;
}

}  // namespace reprise
