#include "experiments/statistics/control_variate.h"

#include "experiments/spec/estimators/estimator.h"

namespace reprise {
namespace {

// A step costs budget with a probability of exactly 1 minus its time. The residual tracks - time -
// budget of a session is therefore due to chance alone, and its mean is 0 under every treatment.
constexpr double kMeanResidual = 0;

class ControlVariate final : public Estimator {
 public:
  Moments of(const UserValues& users) const override {
    return control_variate_moments(users.values, users.budget_residual, kMeanResidual);
  }
  PairedMoments of_pair(const UserValues& first, const UserValues& second) const override {
    return control_variate_paired_moments(first.values, second.values, first.budget_residual,
                                          second.budget_residual, kMeanResidual);
  }
};

const Registration<EstimatorPart> registration(
    "the mean over users, less the part of its noise that the budget residual explains: tracks - "
    "time - session budget, whose mean is known to be 0",
    Parameters<NoParameters>("control_variate"),
    [](const NoParameters&, EstimatorContext&) { return std::make_unique<ControlVariate>(); });

}  // namespace
}  // namespace reprise
