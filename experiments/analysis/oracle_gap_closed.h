// Computes the oracle gap closed: the share of the way from random to the oracle that a treatment
// has gone, on the scale of log time per session.
#pragma once

#include <optional>

namespace reprise {

/// The two ends of the scale: mean_time_per_session of `random` and of `oracle`.
struct OracleScale {
  double random = 0;
  double oracle = 0;
};

/// Returns log(time / random) / log(oracle / random): 0 is random, 1 is the oracle. Absent when the
/// two ends are equal or when one of the three times is not positive. Pure.
std::optional<double> oracle_gap_closed(double time, const OracleScale& scale);

}  // namespace reprise
