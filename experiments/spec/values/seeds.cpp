#include "experiments/spec/values/seeds.h"

#include <unordered_set>

#include <fmt/format.h>

namespace reprise {
namespace {

struct SeedRange {
  std::int64_t start = 1;
  std::int64_t count = 1;
};

}  // namespace

Seeds ParameterType<Seeds>::read(const Node& node, const std::string& what) {
  constexpr std::int64_t kMostSeeds = 1'000'000;
  Seeds seeds;
  seeds.values.clear();
  std::unordered_set<std::int64_t> known;
  const auto add = [&](std::int64_t seed, const Node& at) {
    if (seed < 0) throw wrong_type(at, what, "seeds of at least 0");
    if (!known.insert(seed).second) {
      throw UserError(at.place,
                      fmt::format("seed {} is there twice: its sessions would be the same "
                                  "ones again; remove one",
                                  seed));
    }
    seeds.values.push_back(static_cast<std::uint64_t>(seed));
  };
  if (node.is_scalar()) {
    add(ParameterType<std::int64_t>::read(node, what), node);
  } else if (node.is_sequence()) {
    for (const Node& item : node.items) add(ParameterType<std::int64_t>::read(item, what), item);
  } else if (node.is_map()) {
    static const Parameters<SeedRange> range =
        Parameters<SeedRange>("seeds")
            .add("start", &SeedRange::start, "the first seed", {.min = 0})
            .require("count", &SeedRange::count, "how many", {.min = 1, .max = kMostSeeds});
    const SeedRange read = range.read(node);
    if (read.start > std::numeric_limits<std::int64_t>::max() - (read.count - 1)) {
      throw wrong_type(*node.find("start"), "seeds.start",
                       "a first seed that leaves room for the others");
    }
    for (std::int64_t i = 0; i < read.count; ++i) {
      seeds.values.push_back(static_cast<std::uint64_t>(read.start + i));
    }
  }
  if (seeds.values.empty()) throw wrong_type(node, what, name());
  return seeds;
}

}  // namespace reprise
