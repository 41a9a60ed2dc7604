// `reprise cache`: says what the cache keeps, and clears it.
#include <algorithm>
#include <iostream>
#include <optional>

#include <fmt/chrono.h>
#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include "experiments/commands/command.h"
#include "experiments/commands/console.h"
#include "reports/text/number_text.h"
#include "reports/text/text_table.h"
#include "sim/support/files/cache_directory.h"
#include "sim/support/files/cache_kind.h"
#include "sim/support/files/cached_entries.h"
#include "sim/support/number_text.h"
#include "sim/support/suggestion.h"
#include "sim/support/user_error.h"

namespace reprise {
namespace {

namespace po = boost::program_options;

Usage usage() {
  Usage usage{"cache", po::options_description("options")};
  usage.options.add_options()  //
      ("clear", "remove it; files that a run needs again are made again")(
          "keep", po::value<std::string>(),
          "SIZE, such as 2GB: remove what was not used for longest, until so much is left")  //
      ("json", "print one JSON object instead of the table");
  usage.positional.add("kind", -1);
  return usage;
}

struct Unit {
  const char* name;
  double bytes;
};
constexpr Unit kUnits[] = {{"GB", 1e9}, {"MB", 1e6}, {"kB", 1e3}, {"B", 1}};

std::string size_text(std::uint64_t bytes) {
  const auto size = static_cast<double>(bytes);
  for (const Unit& unit : kUnits) {
    if (size < 0.9995 * unit.bytes) continue;  // 999.9 MB are written as 1.0 GB
    const double value = size / unit.bytes;
    return fmt::format("{:.{}f} {}", value, value < 10 && unit.bytes > 1 ? 1 : 0, unit.name);
  }
  return "0 B";
}

std::uint64_t read_size(const std::string& text) {
  constexpr double kMost = 1e18;
  for (const Unit& unit : kUnits) {
    const std::string name = unit.name;
    if (!text.ends_with(name)) continue;
    std::string number = text.substr(0, text.size() - name.size());
    if (number.ends_with(' ')) number.pop_back();
    const std::optional<double> value = number_of_text<double>(number);
    if (!value || !(*value >= 0) || *value * unit.bytes > kMost) break;
    return static_cast<std::uint64_t>(*value * unit.bytes);
  }
  throw UserError({fmt::format("--keep {}", text), 0, 0},
                  "is no size; expected a number with kB, MB or GB, such as 500MB or 2GB");
}

// Returns the kinds that are named, or all.
std::vector<CacheKind> chosen_kinds(const po::variables_map& values) {
  const std::vector<CacheKind>& all = Registered<CacheKind>::instance().all();
  if (values.count("kind") == 0) return all;
  std::vector<CacheKind> chosen;
  for (const std::string& name : values["kind"].as<std::vector<std::string>>()) {
    const CacheKind* kind = Registered<CacheKind>::instance().find(name);
    if (kind == nullptr) {
      std::vector<std::string> known;
      for (const CacheKind& one : all) known.push_back(one.folder);
      throw UserError(fmt::format("the cache keeps no '{}'{}; it keeps {}", name,
                                  did_you_mean(name, known), fmt::join(known, ", ")));
    }
    const bool again = std::any_of(chosen.begin(), chosen.end(), [&](const CacheKind& earlier) {
      return earlier.folder == kind->folder;
    });
    if (!again) chosen.push_back(*kind);
  }
  return chosen;
}

std::uint64_t bytes_of(const std::vector<CachedEntry>& entries) {
  std::uint64_t bytes = 0;
  for (const CachedEntry& entry : entries) bytes += entry.bytes;
  return bytes;
}

std::string day_text(std::chrono::system_clock::time_point time) {
  return fmt::format("{:%Y-%m-%d}", fmt::gmtime(std::chrono::system_clock::to_time_t(time)));
}

// What is kept of one kind.
struct Kept {
  CacheKind kind;
  std::vector<CachedEntry> entries;  // those unused for longest first
};

std::string json_of(const std::filesystem::path& directory, const std::vector<Kept>& kept) {
  nlohmann::ordered_json json;
  json["directory"] = directory.string();
  json["kinds"] = nlohmann::ordered_json::object();
  for (const Kept& one : kept) {
    nlohmann::ordered_json& kind = json["kinds"][one.kind.folder];
    kind["entries"] = one.entries.size();
    kind["bytes"] = bytes_of(one.entries);
    if (!one.entries.empty()) kind["last_used"] = day_text(one.entries.back().used);
  }
  return json.dump(2, ' ', false, nlohmann::json::error_handler_t::replace) + "\n";
}

std::string table_of(const std::vector<Kept>& kept) {
  TextTable table;
  table.columns = {{"kind", Align::left},
                   {"entries"},
                   {"size"},
                   {"last used", Align::left},
                   {"what it is", Align::left}};
  std::size_t entries = 0;
  std::uint64_t bytes = 0;
  for (const Kept& one : kept) {
    entries += one.entries.size();
    bytes += bytes_of(one.entries);
    table.rows.push_back({{one.kind.folder},
                          {count_text(one.entries.size())},
                          {size_text(bytes_of(one.entries))},
                          {one.entries.empty() ? "" : day_text(one.entries.back().used)},
                          {one.kind.what}});
  }
  table.rows.push_back({{"all"}, {count_text(entries)}, {size_text(bytes)}, {}, {}});
  const ConsoleTableOptions options = console_options(false);
  return render(table, options.width, options.colour);
}

// Removes the first of the entries until at most `most` bytes are left; without it, all of them,
// even those of no bytes.
void remove_down_to(std::optional<std::uint64_t> most, const std::vector<CachedEntry>& entries) {
  std::uint64_t left = bytes_of(entries);
  std::uint64_t removed = 0;
  std::size_t n = 0;
  for (const CachedEntry& entry : entries) {
    if (most && left <= *most) break;
    if (!remove_cached(entry)) {
      throw UserError({entry.path.string(), 0, 0},
                      fmt::format("cannot be removed; {} were, before it", size_text(removed)));
    }
    left -= entry.bytes;
    removed += entry.bytes;
    ++n;
  }
  std::cerr << fmt::format("removed {}, {}; {} left\n",
                           n == 1 ? "1 entry" : count_text(n) + " entries", size_text(removed),
                           size_text(left));
}

int cache(const std::vector<std::string>& arguments) {
  po::variables_map values;
  if (!parse_arguments(arguments, usage(), values)) return kOk;
  const bool clear = values.count("clear") != 0;
  if (clear && values.count("keep") != 0) {
    throw UserError("--clear keeps nothing; leave it or --keep out");
  }
  if (values.count("keep") != 0 && values.count("kind") != 0) {
    throw UserError("--keep is of all kinds together; leave the kinds out, or --clear them");
  }
  const std::vector<CacheKind> kinds = chosen_kinds(values);
  const std::filesystem::path directory = cache_directory();
  if (directory.empty()) {
    throw UserError("there is no cache: REPRISE_CACHE, XDG_CACHE_HOME and HOME are not set");
  }
  const auto entries = [&] {
    std::vector<CachedEntry> chosen = cached_entries(directory);
    std::erase_if(chosen, [&](const CachedEntry& entry) {
      return std::none_of(kinds.begin(), kinds.end(),
                          [&](const CacheKind& kind) { return kind.folder == entry.folder; });
    });
    return chosen;
  };
  if (clear) {
    remove_down_to(std::nullopt, entries());
  } else if (values.count("keep") != 0) {
    remove_down_to(read_size(values["keep"].as<std::string>()), entries());
  }
  std::vector<Kept> kept;
  for (const CacheKind& kind : kinds) kept.push_back({kind, {}});
  for (CachedEntry& entry : entries()) {
    for (Kept& one : kept) {
      if (one.kind.folder == entry.folder) one.entries.push_back(std::move(entry));
    }
  }
  if (values.count("json") != 0) {
    std::cout << json_of(directory, kept);
  } else {
    std::cout << directory.string() << "\n\n" << table_of(kept);
  }
  return kOk;
}

const CommandRegistration registration({"cache", "[KIND...] [options]",
                                        "what the cache keeps, and how to clear it", cache});

}  // namespace
}  // namespace reprise
