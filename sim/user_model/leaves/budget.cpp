#include <cmath>

#include "sim/support/parameters/nested.h"
#include "sim/user_model/parts.h"

namespace reprise {
namespace {

constexpr Limits kSkips{.min = 1, .max = 1e9};

struct BudgetParameters {
  std::optional<UserValue> skips;
};

class Budget final : public Cloned<Leave, Budget> {
 public:
  Budget(ValueOfUser skips, bool own) : skips_(std::move(skips)), own_(own) {}

  std::int32_t begin(const Moment& moment, ModelStream&) override {
    if (!own_) return moment.world.users.traits[moment.start.user].session_budget;
    return static_cast<std::int32_t>(std::lround(skips_(moment.user)));
  }
  bool spends_budget() const override { return true; }
  bool leaves(const HeardTrack&, ModelStream&) override { return false; }

 private:
  ValueOfUser skips_;
  bool own_;
};

const Registration<LeavePart> registration(
    "a session ends with its last allowed skip; source: botify",
    Parameters<BudgetParameters>("budget")
        .add("skips", &BudgetParameters::skips, "that end a session; values are rounded", kSkips)
        .short_form()
        .otherwise("the user's session_budget"),
    [](const BudgetParameters& parameters, UserModelBuild& build) {
      return std::make_unique<Budget>(
          build.values(parameters.skips.value_or(1.0), "budget.skips", kSkips),
          parameters.skips.has_value());
    });

}  // namespace
}  // namespace reprise
