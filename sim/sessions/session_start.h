// The start of a session.
#pragma once

#include "sim/world/ids.h"

namespace reprise {

/// The start of a session. All that is random about it was drawn before.
struct SessionStart {
  UserIndex user = 0;
  TrackId interest = 0;
  TrackId first_track = 0;
};

}  // namespace reprise
