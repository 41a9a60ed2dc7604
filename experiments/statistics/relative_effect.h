// Computes the relative effect (lift), treatment mean / control mean - 1, and three intervals for
// it. Effects and bounds are fractions (0.05 is +5 %), not percent.
#pragma once

#include <optional>

#include "experiments/statistics/moments.h"
#include "reports/results/results.h"

namespace reprise {

/// A control mean, a difference of means, and the variances of these two estimates (of the means,
/// not of single users). The struct holds the difference rather than the treatment's mean, so that
/// nearly equal paired treatments lose no digits. With a, b the variances of the two means and cov
/// their covariance, difference_variance = a + b - 2 cov and covariance = cov - a.
struct MeanDifference {
  double control = 0;
  double difference = 0;           // treatment - control
  double control_variance = 0;     // a, of the control mean
  double difference_variance = 0;  // squared standard error of the absolute test
  double covariance = 0;           // of the difference with the control mean
};

/// Returns the difference of independent treatments (cov = 0), each of at least one user. Pure.
MeanDifference split_difference(const Moments& control, const Moments& treatment);

/// Returns the difference of treatments that share their users, at least one user. The covariance
/// is clamped to the range that the variances allow, so a constant difference has a covariance of
/// exactly 0. Pure.
MeanDifference paired_difference(const PairedMoments& users);

/// A set of relative effects. `two_rays` is everything up to `lower` and from `upper` on (one of
/// the two may be infinite, when the set is a single ray). `whole_line` has no bounds (both fields
/// are 0).
struct RelativeInterval {
  std::optional<double> effect;  // absent when the control mean is 0
  double lower = 0;
  double upper = 0;
  IntervalShape shape = IntervalShape::bounded;

  bool contains(double value) const;
};

/// Returns Fieller's set {L : (difference - L control)^2 <= c^2 Var(difference - L control)}
/// (Fieller 1954, "Some problems in interval estimation"). `critical` > 0 is the critical value of
/// the absolute test, so that 0 is in this set exactly when 0 is in the absolute interval; an
/// infinite value gives the whole line. The set is bounded when the same test says that the control
/// mean differs from 0, else it is two rays or the whole line. Pure.
RelativeInterval fieller_interval(const MeanDifference& means, double critical);

/// Returns the symmetric interval of the delta method: effect +- c * SE(effect) to first order. The
/// whole line when the control mean is 0 or `critical` is infinite. Pure.
RelativeInterval delta_interval(const MeanDifference& means, double critical);

/// Returns the absolute interval divided by the control mean, as if that mean were known. The
/// upstream notebook prints this interval, and it is here only to compare with published tables: it
/// is too narrow for large effects (covers 0.87 instead of 0.95 at +100 %). The edge cases are
/// those of delta_interval. Pure.
RelativeInterval notebook_interval(const MeanDifference& means, double critical);

}  // namespace reprise
