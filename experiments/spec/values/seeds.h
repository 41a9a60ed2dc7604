// Reads and writes seeds as a config has them: one seed, a list of seeds, or {start, count}.
#pragma once

#include <cstdint>
#include <vector>

#include "sim/support/parameters/parameters.h"

namespace reprise {

/// The seeds are all different.
struct Seeds {
  std::vector<std::uint64_t> values{1};
};

template <>
struct ParameterType<Seeds> {
  static std::string name() { return "integer, 1..5, list, or {start, count}"; }
  static Seeds read(const Node& node, const std::string& what);
  static Node write(const Seeds& seeds) {
    return ParameterType<std::vector<std::int64_t>>::write(
        {seeds.values.begin(), seeds.values.end()});
  }
};

}  // namespace reprise
