// Estimates the mean over users from the sessions that were played. Beside the plain mean there are
// estimators that remove noise whose size is known: they estimate the same truth with narrower
// intervals. A new estimator is one new file.
#pragma once

#include <memory>

#include "experiments/metrics/user_values.h"
#include "experiments/statistics/moments.h"
#include "sim/support/parameters/registry.h"
#include "sim/world/user_fields.h"
#include "sim/world/world.h"

namespace reprise {

/// Immutable; threads may share it. The moments of an estimator other than the plain mean stand for
/// its estimate: `mean` is the estimate, variance / n its squared standard error, n - 1 its degrees
/// of freedom.
class Estimator {
 public:
  virtual ~Estimator() = default;

  /// Returns the moments of one treatment.
  virtual Moments of(const UserValues& users) const = 0;
  /// Returns the moments of two treatments that the same users played.
  virtual PairedMoments of_pair(const UserValues& first, const UserValues& second) const = 0;
};

/// Returns the estimator of the plain mean, whatever the experiment's own estimator is.
std::unique_ptr<Estimator> plain_mean();

/// The facts of the world that the makers of estimators need.
struct EstimatorContext {
  const Users& users;
  const UserFields& fields;  // of the users before they were resampled
  Place place;               // of the estimator in the experiment file
};

struct EstimatorPart {
  static constexpr const char* kind = "estimator";
  using Made = std::unique_ptr<Estimator>;
  using Context = EstimatorContext;
};

}  // namespace reprise
