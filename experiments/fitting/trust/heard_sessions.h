// People of a world fitted to plays, who choose what they hear by themselves: what such a log is
// compared with.
#pragma once

#include <cstdint>
#include <span>
#include <vector>

#include "experiments/fitting/plays/heard_world.h"
#include "reports/results/fit_summary.h"

namespace reprise {

/// Draws sessions of users who choose by themselves, as the log's do.
class HeardSessions {
 public:
  /// `fit` is the fit to `log`; both must outlive this object.
  HeardSessions(const FittingLog& log, const HeardFit& fit);

  /// Draws as many sessions of these users as the log has. A session has one of the user's
  /// interests and begins with a track near to it; then tracks come up, and each is heard with the
  /// chance of its share (as the world's user hears it: with fatigue, and nothing twice); with the
  /// chance of the unheard part a heard track costs budget. What comes up and is not heard leaves
  /// no trace, since logs of plays do not have it. Equal for any number of threads.
  FittingLog draw(std::span<const std::uint32_t> users, std::uint64_t seed) const;

 private:
  const FittingLog& log_;
  const HeardFit& fit_;
  std::vector<double> cumulative_;  // of HeardFit::comes_up
};

/// Returns the numbers of the log of some users (at most 20 000 sessions) beside those of `n`
/// drawn ones (at least 2): plays and artists of sessions, repeats, concentration. Bands are those
/// of describe().
std::vector<FitDescription> describe_heard(const FittingLog& log, const HeardFit& fit,
                                           std::size_t n, const Progress& progress);

}  // namespace reprise
