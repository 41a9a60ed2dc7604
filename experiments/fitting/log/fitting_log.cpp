#include "experiments/fitting/log/fitting_log.h"

#include <algorithm>
#include <cmath>

#include <fmt/format.h>

#include "experiments/fitting/log/take_sessions.h"
#include "sim/random/streams.h"
#include "sim/support/user_error.h"

namespace reprise {
namespace {

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
  EarlierPlays tracks;
  EarlierPlays artists;
  const auto add_steps = [&](std::span<const Play> plays, std::span<const TrackId> track_of,
                             FittingLog& to) -> std::optional<FittingSession> {
    FittingSession session;
    session.first_track = track_of[plays.front().track];
    session.begin = to.steps.size();
    tracks.clear();
    artists.clear();
    tracks.add(session.first_track);
    artists.add(to.artist_of[session.first_track]);
    for (const Play& play : plays.subspan(1)) {
      FittingStep step;
      step.track = track_of[play.track];
      // What was heard before counts, whoever chose it.
      const bool repeated = tracks.add(step.track) > 0;
      step.earlier = static_cast<std::uint8_t>(
          std::min<std::uint32_t>(artists.add(to.artist_of[step.track]), 255));
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
      to.steps.push_back(step);
    }
    session.end = to.steps.size();
    if (session.end == session.begin) return std::nullopt;
    return session;
  };
  FittingLog result = take_sessions(log, catalog, rows, add_steps);
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
    if (!log.user_names.empty()) result.user_names.push_back(log.user_names[user]);
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
