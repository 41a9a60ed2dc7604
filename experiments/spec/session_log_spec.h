// `log:` of an experiment: the sessions it plays, written as a service would have logged them.
#pragma once

#include <string>

#include "sim/support/parameters/nested.h"

namespace reprise {

enum class SessionLogFormat { botify };
inline std::vector<std::string> choices(SessionLogFormat) { return {"botify"}; }

struct SessionLogSpec {
  SessionLogFormat format = SessionLogFormat::botify;
  std::string path = "data.json";  // inside of the run's directory, and it stays inside

  static const Parameters<SessionLogSpec>& parameters();
};

}  // namespace reprise
