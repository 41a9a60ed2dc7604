#include "tests/experiments/alternating_design.h"

#include "experiments/spec/designs/design.h"
#include "experiments/spec/designs/independent_comparison.h"

namespace reprise {
namespace {

class Alternating final : public Design {
 public:
  bool one_treatment_per_user() const override { return true; }

  std::vector<std::uint32_t> assignment(const Users& users,
                                        std::size_t n_treatments) const override {
    std::vector<std::uint32_t> treatment_of;
    for (std::size_t user = 0; user < users.size(); ++user) {
      treatment_of.push_back(static_cast<std::uint32_t>(user % n_treatments));
    }
    return treatment_of;
  }

  Comparison compare(const UserValues& control, const UserValues& treatment,
                     const Estimator& estimator, double alpha) const override {
    return compare_independent(control, treatment, estimator, alpha);
  }
};

const Registration<DesignPart> registration("for tests: users in turn",
                                            Parameters<NoParameters>(kAlternating),
                                            [](const NoParameters&, DesignContext&) {
                                              return std::make_unique<Alternating>();
                                            });

}  // namespace
}  // namespace reprise
