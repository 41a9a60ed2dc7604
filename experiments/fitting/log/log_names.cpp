#include "experiments/fitting/log/log_names.h"

#include <algorithm>
#include <charconv>
#include <limits>
#include <numeric>

#include <fmt/format.h>

#include "sim/support/user_error.h"
#include "sim/world/user_fields.h"

namespace reprise {
namespace {

template <class Number>
bool read_whole(const std::string& text, Number& value) {
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
  return error == std::errc() && end == text.data() + text.size() && !text.empty() &&
         (text.size() == 1 || text[0] != '0') && value >= 0;
}

// Whether the ids of tracks can be their numbers in the world: a catalog from 0 on, of which the
// log shows at least a few in a hundred.
bool ids_are_numbers(const ListeningLog& log) {
  constexpr std::size_t kSmall = 200'000;
  constexpr std::size_t kMostUnseen = 30;  // tracks of the catalog for each one of the log
  const std::size_t limit = std::max(kSmall, kMostUnseen * log.tracks.size());
  return std::all_of(log.tracks.begin(), log.tracks.end(), [limit](const LogTrack& track) {
    std::uint32_t id = 0;
    return read_whole(track.id, id) && id < limit;
  });
}

void take_catalog(const ListeningLog& log, const WorldData& catalog, FittingLog& result,
                  std::vector<TrackId>& track_of) {
  result.artist_of = catalog.artist_of;
  result.artists = catalog.artists;
  result.titles = catalog.titles;
  result.artists_known = true;
  for (const LogTrack& track : log.tracks) {
    std::uint32_t id = 0;
    if (!read_whole(track.id, id) || id >= catalog.artist_of.size()) {
      throw UserError(
          fmt::format("the log has track '{}'; expected a track of the catalog, 0 to {}",
                      track.id.empty() ? track.title : track.id, catalog.artist_of.size() - 1));
    }
    track_of.push_back(id);
  }
}

void take_tracks_of_log(const ListeningLog& log, FittingLog& result,
                        std::vector<TrackId>& track_of) {
  const bool numbers = ids_are_numbers(log);
  std::size_t n_tracks = log.tracks.size();
  for (std::size_t i = 0; i < log.tracks.size(); ++i) {
    std::uint32_t id = static_cast<std::uint32_t>(i);
    if (numbers) {
      read_whole(log.tracks[i].id, id);
      n_tracks = std::max(n_tracks, std::size_t{id} + 1);
    }
    track_of.push_back(id);
  }
  result.artists_known = std::any_of(log.tracks.begin(), log.tracks.end(), [](const LogTrack& t) {
    return t.artist != LogTrack::kNoArtist;
  });
  result.titles.assign(n_tracks, "");
  result.artist_of.assign(n_tracks, std::numeric_limits<ArtistId>::max());
  result.artists = log.artists;
  for (std::size_t i = 0; i < log.tracks.size(); ++i) {
    const LogTrack& track = log.tracks[i];
    const TrackId id = track_of[i];
    result.titles[id] = !numbers && track.title.empty() ? track.id : track.title;
    if (track.artist != LogTrack::kNoArtist) result.artist_of[id] = track.artist;
  }
  // Tracks without an artist have one of their own, so that nothing is taken for fatigue.
  for (ArtistId& artist : result.artist_of) {
    if (artist != std::numeric_limits<ArtistId>::max()) continue;
    artist = static_cast<ArtistId>(result.artists.size());
    result.artists.push_back(fmt::format("unknown artist {}", &artist - result.artist_of.data()));
  }
}

}  // namespace

std::vector<TrackId> take_tracks(const ListeningLog& log, const WorldData& catalog,
                                 FittingLog& result) {
  std::vector<TrackId> track_of;
  if (catalog.artist_of.empty()) {
    take_tracks_of_log(log, result, track_of);
  } else {
    take_catalog(log, catalog, result, track_of);
  }
  return track_of;
}

UserIds ids_of_users(const ListeningLog& log) {
  UserIds users;
  for (const LogListener& user : log.users) {
    users.ids.push_back(number_of_user(user.name));
    if (user.name != std::to_string(users.ids.back())) users.are_text = true;
  }
  std::vector<std::int64_t> sorted = users.ids;
  std::sort(sorted.begin(), sorted.end());
  if (std::adjacent_find(sorted.begin(), sorted.end()) == sorted.end()) return users;
  throw UserError(
      "the log has users whose ids are one number, such as 7 and 07; rename one of them");
}

}  // namespace reprise
