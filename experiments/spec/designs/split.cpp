#include "experiments/spec/designs/split.h"

#include "experiments/spec/designs/independent_comparison.h"
#include "experiments/spec/designs/murmur3.h"

namespace reprise {

std::uint32_t split_index(std::string_view experiment, std::int64_t user,
                          std::uint32_t n_treatments) {
  return murmur3_x86_32(std::to_string(user), murmur3_x86_32(experiment, 0)) % n_treatments;
}

namespace {

// Assigns each user to one treatment, as a live service does.
class Split final : public Design {
 public:
  explicit Split(std::string experiment) : experiment_(std::move(experiment)) {}

  bool one_treatment_per_user() const override { return true; }

  std::vector<std::uint32_t> assignment(const Users& users,
                                        std::size_t n_treatments) const override {
    std::vector<std::uint32_t> treatment_of;
    for (const std::int64_t id : users.ids) {
      treatment_of.push_back(
          split_index(experiment_, id, static_cast<std::uint32_t>(n_treatments)));
    }
    return treatment_of;
  }

  Comparison compare(const UserValues& control, const UserValues& treatment,
                     const Estimator& estimator, double alpha) const override {
    return compare_independent(control, treatment, estimator, alpha);
  }

 private:
  std::string experiment_;
};

const Registration<DesignPart> registration(
    "a user belongs to one treatment, as in a live service (upstream's hash of user and experiment "
    "name); Welch's test over users",
    Parameters<NoParameters>("split"), [](const NoParameters&, DesignContext& context) {
      return std::make_unique<Split>(context.experiment);
    });

}  // namespace
}  // namespace reprise
