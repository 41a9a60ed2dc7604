#include "experiments/spec/designs/split.h"

#include "experiments/spec/designs/independent_comparison.h"
#include "experiments/spec/designs/murmur3.h"

namespace reprise {

std::uint32_t split_index(std::string_view experiment, std::int64_t user,
                          std::uint32_t n_treatments) {
  return split_index(experiment, std::string_view(std::to_string(user)), n_treatments);
}

std::uint32_t split_index(std::string_view experiment, std::string_view user,
                          std::uint32_t n_treatments) {
  return murmur3_x86_32(user, murmur3_x86_32(experiment, 0)) % n_treatments;
}

namespace {

// Assigns each user to one treatment, as a live service does.
class Split final : public Design {
 public:
  Split(std::string experiment, std::vector<std::string> user_ids)
      : experiment_(std::move(experiment)), user_ids_(std::move(user_ids)) {}

  bool one_treatment_per_user() const override { return true; }

  std::vector<std::uint32_t> assignment(const Users& users,
                                        std::size_t n_treatments) const override {
    std::vector<std::uint32_t> treatment_of;
    const auto n = static_cast<std::uint32_t>(n_treatments);
    // Resampled users have numbers of their own.
    const bool texts = users.original.empty() && user_ids_.size() == users.size();
    for (UserIndex user = 0; user < users.size(); ++user) {
      treatment_of.push_back(texts ? split_index(experiment_, std::string_view(user_ids_[user]), n)
                                   : split_index(experiment_, users.ids[user], n));
    }
    return treatment_of;
  }

  Comparison compare(const UserValues& control, const UserValues& treatment,
                     const Estimator& estimator, double alpha) const override {
    return compare_independent(control, treatment, estimator, alpha);
  }

 private:
  std::string experiment_;
  std::vector<std::string> user_ids_;
};

const Registration<DesignPart> registration(
    "a user belongs to one treatment, as in a live service (upstream's hash of user and experiment "
    "name); Welch's test over users",
    Parameters<NoParameters>("split"), [](const NoParameters&, DesignContext& context) {
      return std::make_unique<Split>(context.experiment, context.user_ids);
    });

}  // namespace
}  // namespace reprise
