// `between_days:` of an experiment: the actions at the end of a day, before the treatments are made
// anew for the next day.
#pragma once

#include <string>

#include "sim/support/parameters/nested.h"

namespace reprise {

struct BetweenDaysSpec {
  std::string command;   // a shell command; empty: none
  bool retrain = false;  // train the models anew on the sessions of all days so far

  static const Parameters<BetweenDaysSpec>& parameters();
};

}  // namespace reprise
