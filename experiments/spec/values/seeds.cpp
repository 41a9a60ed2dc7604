#include "experiments/spec/values/seeds.h"

#include <optional>
#include <unordered_set>

#include <fmt/format.h>

#include "sim/support/number_text.h"

namespace reprise {
namespace {

struct SeedRange {
  std::int64_t start = 1;
  std::int64_t count = 1;
};

constexpr std::int64_t kMostSeeds = 1'000'000;

// Reads "1..5", the seeds 1 to 5. Returns nothing for other texts.
std::optional<SeedRange> range_text(const Node& node, const std::string& what) {
  const std::size_t dots = node.scalar.find("..");
  const std::size_t dash = node.scalar.find('-', 1);
  const std::string_view text = node.scalar;
  const std::size_t sign = std::min(dots, dash);
  if (sign == std::string::npos) return std::nullopt;
  const auto first = number_of_text<std::int64_t>(text.substr(0, sign));
  const auto last = number_of_text<std::int64_t>(text.substr(sign + (sign == dots ? 2 : 1)));
  if (!first || !last) return std::nullopt;
  const bool in_order = *first >= 0 && *first <= *last && *last - *first < kMostSeeds;
  if (sign != dots || !in_order) {
    throw wrong_type(node, what,
                     in_order ? fmt::format("{0}..{1}, or {{start: {0}, count: {2}}}", *first,
                                            *last, *last - *first + 1)
                              : std::string("a range of seeds that rises, such as 1..5"));
  }
  return SeedRange{*first, *last - *first + 1};
}

}  // namespace

Seeds ParameterType<Seeds>::read(const Node& node, const std::string& what) {
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
  const auto add_range = [&](const SeedRange& range) {
    for (std::int64_t i = 0; i < range.count; ++i) {
      seeds.values.push_back(static_cast<std::uint64_t>(range.start + i));
    }
  };
  if (const auto text = node.is_scalar() ? range_text(node, what) : std::nullopt) {
    add_range(*text);
  } else if (node.is_scalar() && node.scalar.find(',') != std::string::npos) {
    throw wrong_type(node, what, fmt::format("a list in brackets: [{}]", node.scalar));
  } else if (node.is_scalar()) {
    add(ParameterType<std::int64_t>::read(node, what), node);
  } else if (node.is_sequence()) {
    for (const Node& item : node.items) add(ParameterType<std::int64_t>::read(item, what), item);
  } else if (node.is_map()) {
    // Seeds of worlds are written like those of an experiment, so messages name the owner.
    const Parameters<SeedRange> range =
        Parameters<SeedRange>(what)
            .add("start", &SeedRange::start, "the first seed", {.min = 0})
            .require("count", &SeedRange::count, "how many", {.min = 1, .max = kMostSeeds});
    const SeedRange read = range.read(node);
    if (read.start > std::numeric_limits<std::int64_t>::max() - (read.count - 1)) {
      throw wrong_type(*node.find("start"), what + ".start",
                       "a first seed that leaves room for the others");
    }
    add_range(read);
  }
  if (seeds.values.empty()) throw wrong_type(node, what, name());
  return seeds;
}

}  // namespace reprise
