// Counts how well fits find the parameters of worlds whose truth is known.
#pragma once

#include <cstdint>
#include <vector>

#include "experiments/fitting/shares/fit_world.h"
#include "reports/results/fit_summary.h"

namespace reprise {

/// A world that the log might come from, a log played in it, and a world fitted to that log alone.
struct FitTrial {
  FittedModel truth;                 // with the users of `log`
  FittingLog log;                    // of resampled users
  std::vector<std::uint32_t> drawn;  // by user of `log`: which user it is of the log before
  std::vector<TrackId> interest_of;  // by session of `log`, in truth
  WorldFit fit;
};

/// Sums over trials of what was true and what was fitted. Plain values; not safe to use from
/// several threads at once.
class RecoveredParameters {
 public:
  void add(const FitTrial& trial);

  /// Returns how well parameters were recovered: biases, sharpness, fatigue, which tracks users
  /// like (predicted shares of held-out steps), the interests themselves. Coverage counts 95 %
  /// intervals of normal errors, which for biases and sharpness are those given the scores.
  std::vector<FitRecovery> recoveries() const;

  /// Widens the standard errors of users' biases and sharpness in `model` by what fits get wrong
  /// besides: the mean square of their errors in the trials less the stated one. Biases are in
  /// units of the score: what is added to their errors grows by `widening`, too.
  void widen_errors(double widening, FittedModel& model) const;

 private:
  // Sums for the correlation and the error of one kind of parameter.
  struct Sums {
    std::uint64_t n = 0;
    std::uint64_t stated = 0;  // with an interval
    std::uint64_t covered = 0;
    double x = 0, y = 0, xx = 0, yy = 0, xy = 0;
    double squares = 0;         // of fitted minus true
    double stated_squares = 0;  // of standard errors

    void add(double truth, double fitted);
    void add(double truth, double fitted, double error);
    /// Returns the mean square of errors beyond the stated ones, at least 0.
    double beyond_stated() const;
    FitRecovery result(const char* name) const;
  };

  Sums bias_;
  Sums sharpness_;
  Sums discount_;
  Sums shares_;
  std::uint64_t interests_ = 0;
  std::uint64_t found_ = 0;
};

}  // namespace reprise
