#include "sim/world_source/user_changes.h"

#include <fmt/format.h>

#include "sim/support/fingerprint.h"
#include "sim/world_source/trait_declarations.h"

namespace reprise {

const Parameters<UserChanges>& UserChanges::parameters() {
  static const Parameters<UserChanges> declared = [] {
    Parameters<UserChanges> all("users");
    const auto add = [&all](const TraitDeclaration& trait, auto field) {
      all.add(trait.name, field, trait.help, trait.limits);
    };
    add(kInterestNeighbours, &UserChanges::interest_neighbours);
    add(kSessionBudget, &UserChanges::session_budget);
    add(kConsumeBias, &UserChanges::consume_bias);
    all.add("consume_bias_shift", &UserChanges::consume_bias_shift,
            "added to each user's bias: above 0, users are harder to please",
            {.min = -1e9, .max = 1e9});
    add(kConsumeSharpness, &UserChanges::consume_sharpness);
    all.add("consume_sharpness_factor", &UserChanges::consume_sharpness_factor,
            "multiplies each user's sharpness", {.min = 0, .max = 1e9});
    add(kArtistDiscountGamma, &UserChanges::artist_discount_gamma);
    all.add("model", &UserChanges::model, "how users respond, a sentence of parts")
        .otherwise("botify");
    all.add("only", &UserChanges::only,
            "the users to keep, by fields of users.json and traits: {country: [DE, FR], age: "
            "{from: 18, to: 30}}");
    return all;
  }();
  return declared;
}

bool UserChanges::change_traits() const {
  return interest_neighbours || session_budget || consume_bias || consume_bias_shift != 0 ||
         consume_sharpness || consume_sharpness_factor != 1 || artist_discount_gamma;
}

namespace {

World with_changed_traits(const World& world, const UserChanges& changes) {
  std::vector<UserTraits> traits(world.users.traits.begin(), world.users.traits.end());
  for (UserTraits& user : traits) {
    replace_traits(user, changes);
    user.consume_bias += changes.consume_bias_shift;
    user.consume_sharpness *= changes.consume_sharpness_factor;
  }
  return with_traits(world, std::move(traits));
}

// Names the values of their own that users of the world have: worlds that differ in them alone play
// other sessions.
std::string text_of(const GivenUserValues& given, const World& world) {
  std::string values;
  for (const auto& [name, of_user] : given.of) {
    for (const std::int64_t user : world.users.ids) {
      const auto found = of_user.find(user);
      if (found == of_user.end()) continue;
      values += fmt::format("{} {} {}\n", name, user, found->second.value);
    }
  }
  return values.empty() ? values : fmt::format(" and values {}", fingerprint128(values));
}

}  // namespace

World with_user_changes(const World& world, const UserChanges& changes,
                        const GivenUserValues* given) {
  // A change of nothing makes a world of its own, too, as it did before there were models.
  const bool empty = !changes.model && !changes.only;
  const World changed =
      changes.change_traits() || empty ? with_changed_traits(world, changes) : world;
  if (!changes.model) return changed;
  std::shared_ptr<const UserModel> model = make_user_model(*changes.model, changed, given);
  if (model == nullptr) return changed;
  std::string sentence = model->sentence();
  if (given != nullptr) sentence += text_of(*given, changed);
  return with_user_model(changed, std::move(model), sentence);
}

}  // namespace reprise
