#include <cmath>

#include "sim/support/parameters/nested.h"
#include "sim/user_model/parts.h"

namespace reprise {
namespace {

constexpr Limits kGamma{.min = 0, .max = 1};

struct ArtistParameters {
  std::optional<UserValue> gamma;
};

class Artist final : public Cloned<Fatigue, Artist> {
 public:
  Artist(ValueOfUser gamma, bool own) : gamma_(std::move(gamma)), own_(own) {}

  void begin(const Moment& moment) override {
    trait_ = moment.world.users.discounts_of(moment.start.user);
    gamma_now_ = gamma_(moment.user);
  }
  double factor(const OfferedTrack& offered, const Playbacks&) const override {
    const std::uint32_t plays = offered.earlier.of_artist;
    if (!own_) return trait_.after(plays);
    return plays == 0 ? 1.0 : std::pow(gamma_now_, plays);
  }

 private:
  ValueOfUser gamma_;
  bool own_;
  Discounts trait_;
  double gamma_now_ = 1;
};

const Registration<FatiguePart> registration(
    "the factor gamma^(playbacks of the artist in the session); source: botify",
    Parameters<ArtistParameters>("artist")
        .add("gamma", &ArtistParameters::gamma, "factor for each playback; 1: no fatigue", kGamma)
        .short_form()
        .otherwise("the user's artist_discount_gamma"),
    [](const ArtistParameters& parameters, UserModelBuild& build) {
      return std::make_unique<Artist>(
          build.values(parameters.gamma.value_or(1.0), "artist.gamma", kGamma),
          parameters.gamma.has_value());
    });

}  // namespace
}  // namespace reprise
