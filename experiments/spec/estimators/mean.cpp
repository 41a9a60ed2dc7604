#include "experiments/spec/estimators/estimator.h"

namespace reprise {
namespace {

class Mean final : public Estimator {
 public:
  Moments of(const UserValues& users) const override { return moments(users.values); }
  PairedMoments of_pair(const UserValues& first, const UserValues& second) const override {
    return paired_moments(first.values, second.values);
  }
};

}  // namespace

std::unique_ptr<Estimator> plain_mean() { return std::make_unique<Mean>(); }

namespace {

const Registration<EstimatorPart> registration(
    "the plain mean over users, as upstream's notebook takes it", Parameters<NoParameters>("mean"),
    [](const NoParameters&, EstimatorContext&) { return plain_mean(); });

}  // namespace
}  // namespace reprise
