#include "experiments/simulation/models/log_of_file.h"

#include <array>
#include <cmath>
#include <unordered_map>

#include <fmt/format.h>

#include "sim/support/files/csv_rows.h"
#include "sim/support/files/packed_file.h"
#include "sim/support/user_error.h"
#include "sim/world/user_fields.h"

namespace reprise {
namespace {

std::string whole_text(const std::string& path) {
  PackedFile file(path);
  std::string text;
  std::array<char, 65536> block;
  while (const std::size_t size = file.read(block)) text.append(block.data(), size);
  return text;
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
  const auto n_tracks = static_cast<std::int64_t>(world.catalog.n_tracks());
  enum Column : std::size_t { kUser, kTrack, kTime };
  CsvRows rows(path, text, {"user", "track", "time"});
  while (rows.next()) {
    const auto user = index_of_id.find(number_of_user(rows[kUser]));
    if (user == index_of_id.end()) {
      throw UserError(rows.place(),
                      fmt::format("'user' is '{}'; expected a user of the world", rows[kUser]));
    }
    const std::int64_t track = rows.whole_number(kTrack);
    if (track < 0 || track >= n_tracks) {
      throw UserError(rows.place(),
                      fmt::format("'track' is {}; expected a track of the world, 0 to "
                                  "{}",
                                  track, n_tracks - 1));
    }
    const double time = rows.number(kTime);
    if (!(time >= 0 && time <= 1)) {
      throw UserError(rows.place(),
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
