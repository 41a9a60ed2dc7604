// The relative effect (lift): treatment mean / control mean - 1, and three intervals for it.
// Effects and bounds are fractions (0.05 is +5 %), not percent.
#pragma once

#include <optional>

#include "experiments/statistics/moments.h"
#include "reports/results/results.h"

namespace reprise {

/// A control mean, a difference of means, and the variances of these two estimates (of the means,
/// not of single users). Written by difference rather than by treatment so that nearly equal paired
/// treatments lose no digits: with a, b the variances of the treatments' means and cov their
/// covariance, difference_variance = a + b - 2 cov and covariance = cov - a.
struct MeanDifference {
  double control = 0;
  double difference = 0;           // treatment - control
  double control_variance = 0;     // a
  double difference_variance = 0;  // the absolute test's squared standard error
  double covariance = 0;           // of the difference with the control mean
};

/// Independent treatments (cov = 0), each of at least one user. Pure.
MeanDifference split_difference(const Moments& control, const Moments& treatment);

/// The same users in both treatments, at least one. The covariance is kept inside what the
/// variances allow, so a constant difference has exactly none. Pure.
MeanDifference paired_difference(const PairedMoments& users);

/// A set of relative effects. `two_rays` is everything up to `lower` and from `upper` on (one of
/// them may be infinite, when the set is a single ray); `whole_line` has no numbers (both are 0).
struct RelativeInterval {
  std::optional<double> effect;  // absent when the control mean is 0
  double lower = 0;
  double upper = 0;
  IntervalShape shape = IntervalShape::bounded;

  bool contains(double value) const;
};

/// Fieller's set {L : (difference - L control)^2 <= c^2 Var(difference - L control)} (Fieller 1954,
/// "Some problems in interval estimation"). `critical` > 0 is the absolute test's, so that 0 is in
/// this set exactly when it is in the absolute interval; infinite gives the whole line. Bounded
/// when the control mean differs from 0 by the same test, else two rays or the whole line. Pure.
RelativeInterval fieller_interval(const MeanDifference& means, double critical);

/// The symmetric interval of the delta method: effect +- c * SE(effect) to first order. Whole line
/// when the control mean is 0 or `critical` infinite. Pure.
RelativeInterval delta_interval(const MeanDifference& means, double critical);

/// The absolute interval divided by the control mean, as if that mean were known. This is what the
/// upstream notebook prints; it is here to compare with published tables only, because it is too
/// narrow for large effects (covers 0.87 instead of 0.95 at +100 %). Edges as delta_interval. Pure.
RelativeInterval notebook_interval(const MeanDifference& means, double critical);

}  // namespace reprise
