// How well a world fitted to plays ranks what people hear next.
#pragma once

#include <cstdint>
#include <vector>

#include "experiments/fitting/plays/heard_world.h"
#include "reports/results/fit_summary.h"

namespace reprise {

struct HeardRanking {
  std::vector<FitRanking> rankings;  // the fitted world first, then what is simpler
  std::uint64_t plays = 0;           // that were to be told
};

/// `fitted` is the log to which `fit` was fitted, `others` that of other users. Each of these is
/// known by the first two thirds of the sessions; in later ones, each track after the first that
/// was not in the session before is to be told from five tracks of the catalog, and from five plays
/// of the log (so that popularity does not help), of which none is heard in the session. Interests
/// are weighed by how well the session's first track suits them. Users with fewer than three
/// sessions are left out; at most 20 000 plays are looked at, and of 200 sessions, which of their
/// tracks are among the hundred of the whole catalog that rank first. Pure; runs on all threads of
/// the TBB arena.
HeardRanking rank_held_out(const FittingLog& fitted, const HeardFit& fit, const FittingLog& others,
                           const FitSettings& settings);

}  // namespace reprise
