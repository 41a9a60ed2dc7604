#include "experiments/statistics/paired.h"

#include "experiments/designs/design.h"

namespace reprise {
namespace {

// Every session is played under every treatment with common random numbers.
class Paired final : public Design {
 public:
  std::vector<std::uint32_t> assignment(const Users&, std::size_t) const override { return {}; }

  Comparison compare(const UserValues& control, const UserValues& treatment,
                     double alpha) const override {
    // All treatments play the same sessions, so the same users are present in both.
    const std::vector<double> c = control.compact();
    const std::vector<double> t = treatment.compact();
    const PairedMoments users = paired_moments(c, t);
    const PairedComparison paired = paired_comparison(users, alpha);
    return {paired.difference, paired_difference(users), paired.variance_reduction};
  }
};

const Registration<DesignPart> registration(
    "every session is played under every treatment with common random numbers; users are compared "
    "with themselves",
    Parameters<NoParameters>("paired"),
    [](const NoParameters&, DesignContext&) { return std::make_unique<Paired>(); });

}  // namespace
}  // namespace reprise
