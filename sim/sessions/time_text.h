// Times as Python prints them: what a botify service's JSON and the simulator's traces have.
#pragma once

#include <string>

#include "sim/sessions/listening.h"

namespace reprise {

/// "0.05", "0.0", "1.0". Pure.
std::string time_text(Hundredths time);

}  // namespace reprise
