// The traits of users whose file does not say them.
#pragma once

#include <optional>

#include "sim/support/parameters/nested.h"
#include "sim/world/world.h"

namespace reprise {

struct UserDefaults {
  std::optional<std::int64_t> interest_neighbours;
  std::optional<std::int64_t> session_budget;
  std::optional<double> consume_bias;
  std::optional<double> consume_sharpness;
  std::optional<double> artist_discount_gamma;

  static const Parameters<UserDefaults>& parameters();
  /// Returns the simulator's own defaults with these in their place.
  UserTraits traits() const;
};

}  // namespace reprise
