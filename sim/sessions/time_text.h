// Writes times as Python prints them. The JSON of a botify service and the simulator's traces
// contain such times.
#pragma once

#include <string>

#include "sim/sessions/listening.h"

namespace reprise {

/// Returns "0.05", "0.0", "1.0" and the like. Pure.
std::string time_text(Hundredths time);

}  // namespace reprise
