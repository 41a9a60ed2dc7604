#include "sim/numerics/exponential.h"
#include "sim/support/parameters/nested.h"
#include "sim/user_model/parts.h"
#include "sim/user_model/repeats/tracks_since.h"

namespace reprise {
namespace {

constexpr Limits kFactor{.min = 0, .max = 1};
constexpr Limits kTracks{.min = 0.01, .max = 1e6};

struct DiscountParameters {
  UserValue discount = 0.6;
  std::optional<UserValue> recovery;
};

class Discount final : public Cloned<Repeat, Discount> {
 public:
  Discount(ValueOfUser discount, ValueOfUser recovery, bool recovers)
      : discount_(std::move(discount)), recovery_(std::move(recovery)), recovers_(recovers) {}

  void begin(const Moment& moment) override {
    discount_now_ = discount_(moment.user);
    recovery_now_ = recovery_(moment.user);
  }

  Effect of(const OfferedTrack& offered, const Playbacks& playbacks) const override {
    if (offered.earlier.of_track == 0) return {};
    if (!recovers_) return {1, discount_now_};
    const auto since = static_cast<double>(tracks_since(playbacks, offered.track));
    return {1, 1 - (1 - discount_now_) * exponential(-(since - 1) / recovery_now_)};
  }

 private:
  ValueOfUser discount_;
  ValueOfUser recovery_;
  bool recovers_;
  double discount_now_ = 0;
  double recovery_now_ = 1;
};

const Registration<RepeatPart> registration(
    "a track again in the session has the factor 1 - (1 - discount) exp(-(d - 1) / recovery), d "
    "tracks after its last play; discount 0 without recovery is 'never'; source: boredom that "
    "passes, Benson et al. 2016",
    Parameters<DiscountParameters>("discount")
        .add("discount", &DiscountParameters::discount, "the factor when it follows itself",
             kFactor)
        .short_form()
        .add("recovery", &DiscountParameters::recovery,
             "tracks after which 1 / e of the discount is left", kTracks)
        .otherwise("it never recovers"),
    UserModelFacts{.reacts = true},
    [](const DiscountParameters& parameters, UserModelBuild& build) {
      return std::make_unique<Discount>(
          build.values(parameters.discount, "discount.discount", kFactor),
          build.values(parameters.recovery.value_or(1.0), "discount.recovery", kTracks),
          parameters.recovery.has_value());
    });

}  // namespace
}  // namespace reprise
