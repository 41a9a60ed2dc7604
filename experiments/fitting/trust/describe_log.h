// Describes a log by a few numbers, which simulated logs should have, too.
#pragma once

#include <vector>

#include "experiments/fitting/shares/fit_world.h"
#include "reports/results/fit_summary.h"

namespace reprise {

struct LogNumber {
  const char* name = "";
  double value = 0;
};

/// Returns how long sessions are, how much of the tracks is heard at which place in the session,
/// and how often tracks and artists come again. The names are the same for every log. Pure.
std::vector<LogNumber> describe_log(const FittingLog& log);

/// Returns the numbers beside those of simulated logs (at least two, each with all numbers). A band
/// holds 95 % of simulated logs: the mean and two and a half standard deviations on each side,
/// which is Student's factor for some ten logs, and never less than 0.2 % of the value, below which
/// no one would call two logs different. Pure.
std::vector<FitDescription> with_bands(const std::vector<LogNumber>& observed,
                                       const std::vector<std::vector<double>>& simulated);

/// Returns the numbers of the log beside those of `n` logs (at least 2) that are replayed in the
/// fitted world.
std::vector<FitDescription> describe(const FittingLog& log, const WorldFit& fit,
                                     std::int32_t budget, std::size_t n, const Progress& progress);

}  // namespace reprise
