#include "experiments/fitting/fitting_log.h"

#include <algorithm>
#include <charconv>
#include <cmath>
#include <limits>
#include <numeric>
#include <unordered_map>

#include <fmt/format.h>

#include "sim/random/streams.h"
#include "sim/support/user_error.h"

namespace reprise {
namespace {

template <class Number>
bool read_whole(const std::string& text, Number& value) {
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
  return error == std::errc() && end == text.data() + text.size() && !text.empty() &&
         (text.size() == 1 || text[0] != '0') && value >= 0;
}

// The tracks of the world, and where the log's tracks are among them.
struct NumberedTracks {
  std::vector<TrackId> track_of;  // by track of the log
};

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
                  NumberedTracks& numbered) {
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
    numbered.track_of.push_back(id);
  }
}

void take_tracks_of_log(const ListeningLog& log, FittingLog& result, NumberedTracks& numbered) {
  const bool numbers = ids_are_numbers(log);
  std::size_t n_tracks = log.tracks.size();
  for (std::size_t i = 0; i < log.tracks.size(); ++i) {
    std::uint32_t id = static_cast<std::uint32_t>(i);
    if (numbers) {
      read_whole(log.tracks[i].id, id);
      n_tracks = std::max(n_tracks, std::size_t{id} + 1);
    }
    numbered.track_of.push_back(id);
  }
  result.artists_known = std::any_of(log.tracks.begin(), log.tracks.end(), [](const LogTrack& t) {
    return t.artist != LogTrack::kNoArtist;
  });
  result.titles.assign(n_tracks, "");
  result.artist_of.assign(n_tracks, std::numeric_limits<ArtistId>::max());
  result.artists = log.artists;
  for (std::size_t i = 0; i < log.tracks.size(); ++i) {
    const LogTrack& track = log.tracks[i];
    const TrackId id = numbered.track_of[i];
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

// Users keep their numbers where all names are numbers, each once; else they are numbered by the
// log.
std::vector<std::int64_t> ids_of_users(const ListeningLog& log) {
  std::vector<std::int64_t> ids(log.users.size());
  bool numbers = true;
  for (std::size_t i = 0; i < ids.size() && numbers; ++i) {
    numbers = read_whole(log.users[i].name, ids[i]);
  }
  std::vector<std::int64_t> sorted = ids;
  std::sort(sorted.begin(), sorted.end());
  if (!numbers || std::adjacent_find(sorted.begin(), sorted.end()) != sorted.end()) {
    std::iota(ids.begin(), ids.end(), std::int64_t{0});
  }
  return ids;
}

// Counts the earlier plays in one session; sessions are short, so a list is faster than a table.
class EarlierPlays {
 public:
  void clear() { counts_.clear(); }
  std::uint32_t add(std::uint32_t key) {
    for (auto& [known, count] : counts_) {
      if (known == key) return count++;
    }
    counts_.emplace_back(key, 1);
    return 0;
  }

 private:
  std::vector<std::pair<std::uint32_t, std::uint32_t>> counts_;
};

}  // namespace

FittingLog make_fitting_log(const ListeningLog& log, const TrackLengths& lengths,
                            const WorldData& catalog, FittingRows& rows) {
  FittingLog result;
  NumberedTracks numbered;
  if (catalog.artist_of.empty()) {
    take_tracks_of_log(log, result, numbered);
  } else {
    take_catalog(log, catalog, result, numbered);
  }
  const std::vector<std::int64_t> ids = ids_of_users(log);
  rows.plays = log.plays.size();
  EarlierPlays tracks;
  EarlierPlays artists;
  std::uint32_t last_user = std::numeric_limits<std::uint32_t>::max();
  for (std::size_t i = 0; i < log.plays.size();) {
    std::size_t end = i + 1;
    while (end < log.plays.size() && !log.plays[end].begins_session &&
           log.plays[end].user == log.plays[i].user && !log.plays[end - 1].session_ends) {
      ++end;
    }
    FittingSession session;
    session.first_track = numbered.track_of[log.plays[i].track];
    session.begin = result.steps.size();
    tracks.clear();
    artists.clear();
    tracks.add(session.first_track);
    artists.add(result.artist_of[session.first_track]);
    for (std::size_t k = i + 1; k < end; ++k) {
      const Play& play = log.plays[k];
      FittingStep step;
      step.track = numbered.track_of[play.track];
      // What was heard before counts, whoever chose it.
      const bool repeated = tracks.add(step.track) > 0;
      step.earlier = static_cast<std::uint8_t>(
          std::min<std::uint32_t>(artists.add(result.artist_of[step.track]), 255));
      if (play.choice == Choice::own) {
        ++rows.own_choice;
        continue;
      }
      const double share = played_share(play, lengths);
      if (share < 0) {
        ++rows.unknown_share;
        continue;
      }
      step.share = static_cast<std::uint8_t>(std::lrint(100 * std::min(share, 1.0)));
      if (repeated) step.use = StepUse::repeated;
      result.steps.push_back(step);
    }
    session.end = result.steps.size();
    if (session.end == session.begin) {
      ++rows.empty_sessions;
    } else {
      if (log.plays[i].user != last_user) {
        last_user = log.plays[i].user;
        result.user_ids.push_back(ids[last_user]);
        result.sessions_begin.push_back(result.sessions.size());
      }
      session.user = static_cast<std::uint32_t>(result.user_ids.size() - 1);
      result.sessions.push_back(session);
    }
    i = end;
  }
  result.sessions_begin.push_back(result.sessions.size());
  rows.sessions = result.sessions.size();
  rows.steps = result.steps.size();
  if (result.steps.empty()) {
    throw UserError(fmt::format(
        "none of {} plays was recommended and says which share of the track was heard; a world is "
        "fitted to botify's logs, or to a table with a played_share (or played and length)",
        rows.plays));
  }
  return result;
}

FittingLog catalog_of(const FittingLog& log) {
  FittingLog result;
  result.artist_of = log.artist_of;
  result.artists = log.artists;
  result.titles = log.titles;
  result.artists_known = log.artists_known;
  return result;
}

FittingLog part_of(const FittingLog& log, const std::vector<std::uint8_t>& belongs) {
  std::vector<std::uint32_t> users;
  for (std::uint32_t user = 0; user < log.n_users(); ++user) {
    if (belongs[user] != 0) users.push_back(user);
  }
  return log_of_users(log, users);
}

FittingLog log_of_users(const FittingLog& log, std::span<const std::uint32_t> drawn) {
  FittingLog result = catalog_of(log);
  for (const std::uint32_t user : drawn) {
    result.sessions_begin.push_back(result.sessions.size());
    for (std::uint64_t s = log.sessions_begin[user]; s < log.sessions_begin[user + 1]; ++s) {
      FittingSession session = log.sessions[s];
      const std::uint64_t begin = result.steps.size();
      result.steps.insert(result.steps.end(),
                          log.steps.begin() + static_cast<std::ptrdiff_t>(session.begin),
                          log.steps.begin() + static_cast<std::ptrdiff_t>(session.end));
      session.user = static_cast<std::uint32_t>(result.user_ids.size());
      session.end = begin + (session.end - session.begin);
      session.begin = begin;
      result.sessions.push_back(session);
    }
    result.user_ids.push_back(log.user_ids[user]);
  }
  result.sessions_begin.push_back(result.sessions.size());
  return result;
}

void hold_out(FittingLog& log, std::uint64_t every) {
  const StreamKey key = stream_key(0, "fit/held out");
  for (std::size_t i = 0; i < log.steps.size(); ++i) {
    FittingStep& step = log.steps[i];
    if (step.use == StepUse::repeated) continue;
    Stream stream(key, i);
    step.use = every > 0 && stream() % every == 0 ? StepUse::held_out : StepUse::fitted;
  }
}

}  // namespace reprise
