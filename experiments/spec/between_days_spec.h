// `between_days:` of an experiment: what is done when a day is over, before its treatments are made
// anew for the next one.
#pragma once

#include <string>

#include "sim/support/parameters/nested.h"

namespace reprise {

struct BetweenDaysSpec {
  std::string command;   // of the shell; empty: none
  bool retrain = false;  // the experiment's models, on the sessions of all days so far

  static const Parameters<BetweenDaysSpec>& parameters();
};

}  // namespace reprise
