// Plays some sessions of a run twice. The same session under the same treatment must have the same
// result.
#pragma once

#include <cstdint>
#include <optional>
#include <vector>

#include "experiments/simulation/prepared.h"

namespace reprise {

struct RepeatedSessions {
  std::uint64_t sessions = 0;          // sessions of each treatment
  std::vector<std::size_t> differing;  // treatments whose two results differ
};

/// Plays the first sessions of the first seed twice, on the threads of the TBB arena. Absent for an
/// experiment whose sessions cannot be repeated, or are not played under every treatment.
std::optional<RepeatedSessions> repeat_sessions(const Prepared& prepared);

}  // namespace reprise
