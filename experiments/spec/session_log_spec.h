// `log:` of an experiment: the sessions of the experiment are also written as a service would log
// them.
#pragma once

#include <string>

#include "sim/support/parameters/nested.h"

namespace reprise {

enum class SessionLogFormat { botify };
inline std::vector<std::string> choices(SessionLogFormat) { return {"botify"}; }

struct SessionLogSpec {
  SessionLogFormat format = SessionLogFormat::botify;
  std::string path = "data.json";  // a path that stays inside the run's directory
  bool propensities = false;       // with the probability of each recommendation

  static const Parameters<SessionLogSpec>& parameters();
};

}  // namespace reprise
