// A metric's value for each user of a treatment: what designs compare.
#pragma once

#include <algorithm>
#include <cstdint>
#include <vector>

namespace reprise {

/// Users without a session have no value. Both vectors have one entry per user of the world.
struct UserValues {
  std::vector<double> value;
  std::vector<std::uint8_t> present;

  bool any() const { return std::find(present.begin(), present.end(), 1) != present.end(); }

  /// The values of the users who have one, in order.
  std::vector<double> compact() const {
    std::vector<double> values;
    for (std::size_t user = 0; user < value.size(); ++user) {
      if (present[user] != 0) values.push_back(value[user]);
    }
    return values;
  }
};

}  // namespace reprise
