#include "experiments/simulation/models/log_of_file.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <cmath>
#include <string_view>
#include <unordered_map>

#include <fmt/format.h>

#include "sim/support/files/packed_file.h"
#include "sim/support/suggestion.h"
#include "sim/support/user_error.h"

namespace reprise {
namespace {

std::string whole_text(const std::string& path) {
  PackedFile file(path);
  std::string text;
  std::array<char, 65536> block;
  while (const std::size_t size = file.read(block)) text.append(block.data(), size);
  return text;
}

std::vector<std::string_view> fields_of(std::string_view line) {
  std::vector<std::string_view> fields;
  for (;;) {
    const std::size_t comma = line.find(',');
    std::string_view field = line.substr(0, comma);
    if (field.size() >= 2 && field.front() == '"' && field.back() == '"') {
      field = field.substr(1, field.size() - 2);
    }
    fields.push_back(field);
    if (comma == std::string_view::npos) return fields;
    line.remove_prefix(comma + 1);
  }
}

template <class Number>
Number number(std::string_view text, const char* column, const Place& place) {
  Number value{};
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
  if (error != std::errc() || end != text.data() + text.size()) {
    throw UserError(place, fmt::format("'{}' is '{}'; expected a number", column, text));
  }
  return value;
}

}  // namespace

std::vector<UserRows> read_log_of_file(const std::string& path, const World& world) {
  const std::string text = whole_text(path);
  std::unordered_map<std::int64_t, UserIndex> index_of_id;
  for (UserIndex user = 0; user < world.users.size(); ++user) {
    index_of_id.emplace(world.users.ids[user], user);
  }
  std::vector<UserRows> users;
  std::unordered_map<UserIndex, std::size_t> place_of;
  constexpr std::array kColumns = {"user", "track", "time"};
  std::array<std::size_t, 3> column{};
  int line_number = 0;
  for (std::string_view rest = text; !rest.empty();) {
    const std::size_t newline = rest.find('\n');
    std::string_view line = rest.substr(0, newline);
    rest.remove_prefix(newline == std::string_view::npos ? rest.size() : newline + 1);
    ++line_number;
    if (line.ends_with('\r')) line.remove_suffix(1);
    if (line.empty()) continue;
    const Place place{path, line_number, 0};
    const std::vector<std::string_view> fields = fields_of(line);
    if (line_number == 1) {
      for (std::size_t i = 0; i < kColumns.size(); ++i) {
        const auto found = std::find(fields.begin(), fields.end(), kColumns[i]);
        if (found == fields.end()) {
          throw UserError(
              place,
              fmt::format("the header has no column '{}'{}; expected user, track and time",
                          kColumns[i], did_you_mean(kColumns[i], {fields.begin(), fields.end()})));
        }
        column[i] = static_cast<std::size_t>(found - fields.begin());
      }
      continue;
    }
    if (fields.size() <= *std::max_element(column.begin(), column.end())) {
      throw UserError(place, fmt::format("has {} fields, fewer than the header", fields.size()));
    }
    const auto id = number<std::int64_t>(fields[column[0]], "user", place);
    const auto user = index_of_id.find(id);
    if (user == index_of_id.end()) {
      throw UserError(place, fmt::format("'user' is {}; expected a user of the world", id));
    }
    const auto track = number<std::int64_t>(fields[column[1]], "track", place);
    const auto n_tracks = static_cast<std::int64_t>(world.catalog.n_tracks());
    if (track < 0 || track >= n_tracks) {
      throw UserError(place, fmt::format("'track' is {}; expected a track of the world, 0 to {}",
                                         track, n_tracks - 1));
    }
    const auto time = number<double>(fields[column[2]], "time", place);
    if (!(time >= 0 && time <= 1)) {
      throw UserError(place,
                      fmt::format("'time' is {}; expected the share listened to, 0 to 1", time));
    }
    const auto [at, fresh] = place_of.emplace(user->second, users.size());
    if (fresh) users.push_back({user->second, {}, {}});
    users[at->second].tracks.push_back(static_cast<TrackId>(track));
    users[at->second].times.push_back(static_cast<Hundredths>(std::lrint(100 * time)));
  }
  if (users.empty()) {
    throw UserError({path, 0, 0}, "holds no rows; expected a header with user, track and time");
  }
  return users;
}

}  // namespace reprise
