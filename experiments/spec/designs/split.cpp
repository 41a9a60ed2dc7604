#include "experiments/spec/designs/split.h"

#include "experiments/spec/designs/design.h"
#include "experiments/spec/designs/murmur3.h"
#include "experiments/statistics/welch.h"

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
    const Moments c = estimator.of(control);
    const Moments t = estimator.of(treatment);
    Comparison comparison{welch(c, t, alpha), split_difference(c, t), std::nullopt, std::nullopt};
    const double plain =
        split_difference(moments(control.values), moments(treatment.values)).difference_variance;
    const double squared_error = comparison.means.difference_variance;
    if (squared_error > 0 && squared_error != plain) {
      comparison.variance_reduction = plain / squared_error;
    }
    return comparison;
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
