// Seeds as a config writes them: one, a list of them, or {start, count}.
#pragma once

#include <cstdint>
#include <vector>

#include "sim/support/parameters/parameters.h"

namespace reprise {

/// None is there twice.
struct Seeds {
  std::vector<std::uint64_t> values{1};
};

template <>
struct ParameterType<Seeds> {
  static std::string name() { return "integer, list, or {start, count}"; }
  static Seeds read(const Node& node, const std::string& what);
  static Node write(const Seeds& seeds) {
    return ParameterType<std::vector<std::int64_t>>::write(
        {seeds.values.begin(), seeds.values.end()});
  }
};

}  // namespace reprise
