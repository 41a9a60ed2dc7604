// Some sessions of a run, played twice: the same sessions under the same treatment must be the
// same.
#pragma once

#include <cstdint>
#include <optional>
#include <vector>

#include "experiments/simulation/prepared.h"

namespace reprise {

struct RepeatedSessions {
  std::uint64_t sessions = 0;          // of each treatment
  std::vector<std::size_t> differing;  // treatments whose two plays are not the same
};

/// Plays the first sessions of the first seed twice. Absent for an experiment whose sessions cannot
/// be repeated, or are not played under every treatment. On the threads of the TBB arena.
std::optional<RepeatedSessions> repeat_sessions(const Prepared& prepared);

}  // namespace reprise
