#include "sim/world_source/user_defaults.h"

#include "sim/world_source/trait_declarations.h"

namespace reprise {

const Parameters<UserDefaults>& UserDefaults::parameters() {
  static const Parameters<UserDefaults> declared = [] {
    Parameters<UserDefaults> all("defaults");
    const auto add = [&all](const TraitDeclaration& trait, auto field, const char* usual) {
      all.add(trait.name, field, trait.help, trait.limits).otherwise(usual);
    };
    add(kInterestNeighbours, &UserDefaults::interest_neighbours, "10");
    add(kSessionBudget, &UserDefaults::session_budget, "5");
    add(kConsumeBias, &UserDefaults::consume_bias, "5.0");
    add(kConsumeSharpness, &UserDefaults::consume_sharpness, "1.0");
    add(kArtistDiscountGamma, &UserDefaults::artist_discount_gamma, "0.8");
    return all;
  }();
  return declared;
}

UserTraits UserDefaults::traits() const {
  UserTraits traits;
  replace_traits(traits, *this);
  return traits;
}

}  // namespace reprise
