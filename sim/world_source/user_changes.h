// Changes to the traits of all users, and their model, as `users:` of a world gives them. They
// answer questions such as: what if sessions were longer, or users tired of an artist sooner?
#pragma once

#include <optional>

#include "sim/support/parameters/nested.h"
#include "sim/user_model/sentence.h"
#include "sim/world/world.h"
#include "sim/world_source/user_filter.h"

namespace reprise {

struct UserChanges {
  std::optional<std::int64_t> interest_neighbours;
  std::optional<std::int64_t> session_budget;
  std::optional<double> consume_bias;
  double consume_bias_shift = 0;
  std::optional<double> consume_sharpness;
  double consume_sharpness_factor = 1;
  std::optional<double> artist_discount_gamma;
  std::optional<UserModelSentence> model;
  std::optional<UserFilter> only;  // who is there; open_world keeps these users alone

  static const Parameters<UserChanges>& parameters();
  /// Returns whether any trait of users is changed.
  bool change_traits() const;
};

/// Returns the world with these changes to every user. Everything else is shared with `world`; the
/// popularity list stays as it was. `given` has users' own values of their model's parameters, or
/// is null. Pure.
World with_user_changes(const World& world, const UserChanges& changes,
                        const GivenUserValues* given = nullptr);

}  // namespace reprise
