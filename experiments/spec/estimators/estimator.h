// How the mean over users is estimated from what was played. Beside the plain mean there are
// estimators that take out luck whose size is known: the same truth in narrower intervals. Adding
// one is one new file.
#pragma once

#include <memory>

#include "experiments/metrics/user_values.h"
#include "experiments/statistics/moments.h"
#include "sim/support/parameters/registry.h"
#include "sim/world/world.h"

namespace reprise {

/// Immutable; safe to share by threads. Moments of an estimator other than the plain mean stand for
/// it: `mean` is the estimate, variance / n its squared standard error, n - 1 its degrees of
/// freedom.
class Estimator {
 public:
  virtual ~Estimator() = default;

  virtual Moments of(const UserValues& users) const = 0;
  /// Of the same users under two treatments.
  virtual PairedMoments of_pair(const UserValues& first, const UserValues& second) const = 0;
};

/// The plain mean, whatever an experiment's estimator is.
std::unique_ptr<Estimator> plain_mean();

/// What makers of estimators need to know of the world.
struct EstimatorContext {
  const Users& users;
  Place place;  // of the estimator in the file
};

struct EstimatorPart {
  static constexpr const char* kind = "estimator";
  using Made = std::unique_ptr<Estimator>;
  using Context = EstimatorContext;
};

}  // namespace reprise
