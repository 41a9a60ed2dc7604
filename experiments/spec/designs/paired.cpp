#include "experiments/statistics/paired.h"

#include "experiments/spec/designs/design.h"

namespace reprise {
namespace {

// Plays every session under every treatment with common random numbers.
class Paired final : public Design {
 public:
  bool one_treatment_per_user() const override { return false; }

  std::vector<std::uint32_t> assignment(const Users&, std::size_t) const override { return {}; }

  Comparison compare(const UserValues& control, const UserValues& treatment,
                     const Estimator& estimator, double alpha) const override {
    // The users differ when one treatment was dropped while the other played on. Only the users of
    // both treatments are then compared.
    if (control.users != treatment.users) {
      const UserValues c = control.among(treatment.users);
      const UserValues t = treatment.among(control.users);
      return compare(c, t, estimator, alpha);
    }
    const PairedMoments users = estimator.of_pair(control, treatment);
    const PairedComparison paired = paired_comparison(users, alpha);
    Comparison comparison{paired.difference, paired_difference(users), std::nullopt,
                          paired.correlation};
    const double split =
        split_difference(moments(control.values), moments(treatment.values)).difference_variance;
    const double squared_error = comparison.means.difference_variance;
    if (squared_error > 0) comparison.variance_reduction = split / squared_error;
    return comparison;
  }
};

const Registration<DesignPart> registration(
    "every session is played under every treatment with common random numbers; users are compared "
    "with themselves",
    Parameters<NoParameters>("paired"),
    [](const NoParameters&, DesignContext&) { return std::make_unique<Paired>(); });

}  // namespace
}  // namespace reprise
