#include "experiments/fitting/trust/heard_sessions.h"

#include <algorithm>
#include <cmath>
#include <numeric>
#include <unordered_set>

#include <tbb/parallel_for.h>

#include "experiments/fitting/log/heard_log.h"
#include "experiments/fitting/trust/describe_log.h"
#include "sim/random/streams.h"
#include "sim/world/nearest_tracks.h"

namespace reprise {
namespace {

constexpr std::size_t kMostTries = 2'000;  // for one heard track
constexpr std::size_t kMostTracks = 2'000;

double ratio(double part, double whole) { return whole > 0 ? part / whole : 0; }

// The share of plays of the most played hundredth of the tracks that were played at all.
double share_of_top(std::vector<std::uint32_t> plays) {
  std::sort(plays.begin(), plays.end(), std::greater<>());
  const auto played = static_cast<std::size_t>(
      std::lower_bound(plays.begin(), plays.end(), 0u, std::greater<>()) - plays.begin());
  const std::size_t top = std::max<std::size_t>(played / 100, 1);
  double of_top = 0;
  double all = 0;
  for (std::size_t i = 0; i < played; ++i) {
    all += plays[i];
    if (i < top) of_top += plays[i];
  }
  return ratio(of_top, all);
}

std::vector<LogNumber> numbers_of(const FittingLog& log) {
  std::vector<double> lengths;
  std::vector<std::uint32_t> plays(log.n_tracks(), 0);
  std::unordered_set<TrackId> known;
  std::unordered_set<ArtistId> artists;
  double artists_of_sessions = 0;
  double repeated = 0;
  double same_artist = 0;
  double again = 0;
  double distinct = 0;
  for (std::uint32_t user = 0; user < log.n_users(); ++user) {
    known.clear();
    for (std::uint64_t s = log.sessions_begin[user]; s < log.sessions_begin[user + 1]; ++s) {
      const FittingSession& session = log.sessions[s];
      artists.clear();
      lengths.push_back(static_cast<double>(session.end - session.begin + 1));
      const auto hear = [&](TrackId track) {
        ++plays[track];
        artists.insert(log.artist_of[track]);
        if (!known.insert(track).second) again += 1;
      };
      hear(session.first_track);
      for (std::uint64_t i = session.begin; i < session.end; ++i) {
        hear(log.steps[i].track);
        repeated += log.steps[i].use == StepUse::repeated ? 1 : 0;
        same_artist += log.steps[i].earlier > 0 ? 1 : 0;
      }
      artists_of_sessions += static_cast<double>(artists.size());
    }
    distinct += static_cast<double>(known.size());
  }
  std::sort(lengths.begin(), lengths.end());
  const auto sessions = static_cast<double>(lengths.size());
  const double all = std::accumulate(lengths.begin(), lengths.end(), 0.0);
  const auto longer = [&](double than) {
    return ratio(
        static_cast<double>(lengths.end() - std::upper_bound(lengths.begin(), lengths.end(), than)),
        sessions);
  };
  return {{"tracks per session", ratio(all, sessions)},
          {"tracks per session, median", lengths.empty() ? 0 : lengths[lengths.size() / 2]},
          {"sessions longer than 5 tracks", longer(5)},
          {"sessions longer than 20 tracks", longer(20)},
          {"artists per session", ratio(artists_of_sessions, sessions)},
          {"tracks whose artist was played before", ratio(same_artist, all - sessions)},
          {"tracks played before in the session", ratio(repeated, all - sessions)},
          {"tracks that the user had played before", ratio(again, all)},
          {"different tracks of a user", ratio(distinct, static_cast<double>(log.n_users()))},
          {"plays of the top hundredth of tracks", share_of_top(std::move(plays))}};
}

}  // namespace

HeardSessions::HeardSessions(const FittingLog& log, const HeardFit& fit)
    : log_(log), fit_(fit), cumulative_(fit.comes_up.size()) {
  std::partial_sum(fit.comes_up.begin(), fit.comes_up.end(), cumulative_.begin());
}

FittingLog HeardSessions::draw(std::span<const std::uint32_t> users, std::uint64_t seed) const {
  const FittedModel& model = fit_.model;
  const auto neighbours = static_cast<std::uint32_t>(UserTraits{}.interest_neighbours);
  const Embeddings rows = model.rows.view();
  NearestTracks nearest(rows);
  std::vector<NearestQuery> queries;
  std::unordered_set<TrackId> asked;
  for (const std::uint32_t user : users) {
    for (const TrackId interest : model.listeners[user].interests) {
      if (asked.insert(interest).second) queries.push_back({interest, neighbours});
    }
  }
  nearest.require(queries);
  const StreamKey key = stream_key(seed, "fit/heard sessions");
  std::vector<FittingLog> parts(users.size());
  tbb::parallel_for(std::size_t{0}, users.size(), [&](std::size_t at) {
    const std::uint32_t user = users[at];
    const FittedListener& listener = model.listeners[user];
    FittingLog& part = parts[at];
    std::vector<TrackId> heard;
    for (std::uint64_t s = log_.sessions_begin[user]; s < log_.sessions_begin[user + 1]; ++s) {
      Stream stream(key, s);
      const TrackId interest = listener.interests[uniform_index(
          stream, static_cast<std::uint32_t>(listener.interests.size()))];
      const auto near = nearest.of(interest);
      heard.assign(1, near[uniform_index(stream, static_cast<std::uint32_t>(near.size()))]);
      std::int32_t left = fit_.budgets.of_user[user];
      while (left > 0 && heard.size() < kMostTracks) {
        double share = 0;
        std::size_t tries = 0;
        for (; tries < kMostTries; ++tries) {
          const double place = (uniform_unit(stream()) + 0x1p-33) * cumulative_.back();
          const auto track = static_cast<TrackId>(std::min<std::ptrdiff_t>(
              std::lower_bound(cumulative_.begin(), cumulative_.end(), place) - cumulative_.begin(),
              static_cast<std::ptrdiff_t>(cumulative_.size()) - 1));
          if (std::find(heard.begin(), heard.end(), track) != heard.end()) continue;
          const auto earlier = std::count_if(heard.begin(), heard.end(), [&](TrackId before) {
            return log_.artist_of[before] == log_.artist_of[track];
          });
          share = model.share(user, interest, track, static_cast<std::uint32_t>(earlier));
          if (uniform_unit(stream()) >= share) continue;
          heard.push_back(track);
          break;
        }
        if (tries == kMostTries) break;  // nothing is left that this person would hear
        if (uniform_unit(stream()) > share) --left;
      }
      part.sessions.push_back({user, heard.front(), part.steps.size(), 0});
      for (std::size_t k = 1; k < heard.size(); ++k) part.steps.push_back({heard[k], 100, 0, {}});
      part.sessions.back().end = part.steps.size();
    }
  });
  FittingLog result = catalog_of(log_);
  std::vector<TrackId> heard;
  for (std::size_t at = 0; at < users.size(); ++at) {
    result.user_ids.push_back(log_.user_ids[users[at]]);
    result.sessions_begin.push_back(result.sessions.size());
    for (const FittingSession& session : parts[at].sessions) {
      heard.assign(1, session.first_track);
      for (std::uint64_t i = session.begin; i < session.end; ++i) {
        heard.push_back(parts[at].steps[i].track);
      }
      add_heard_session(heard, static_cast<std::uint32_t>(at), result);
    }
  }
  result.sessions_begin.push_back(result.sessions.size());
  return result;
}

std::vector<FitDescription> describe_heard(const FittingLog& log, const HeardFit& fit,
                                           std::size_t n, const Progress& progress) {
  constexpr std::size_t kMostSessions = 20'000;
  std::vector<std::uint32_t> users(log.n_users());
  std::iota(users.begin(), users.end(), 0u);
  const StreamKey key = stream_key(0, "fit/described users");
  for (std::size_t i = users.size(); i > 1; --i) {
    Stream stream(key, i);
    std::swap(users[i - 1], users[uniform_index(stream, static_cast<std::uint32_t>(i))]);
  }
  std::size_t sessions = 0;
  std::size_t taken = 0;
  while (taken < users.size() && (taken < 2 || sessions < kMostSessions)) {
    const std::uint32_t user = users[taken++];
    sessions += log.sessions_begin[user + 1] - log.sessions_begin[user];
  }
  users.resize(taken);
  const HeardSessions people(log, fit);
  std::vector<std::vector<double>> simulated;
  for (std::size_t k = 0; k < n; ++k) {
    std::vector<double>& values = simulated.emplace_back();
    for (const LogNumber& number : numbers_of(people.draw(users, k + 1))) {
      values.push_back(number.value);
    }
    if (progress) progress("simulated logs", k + 1, n);
  }
  std::vector<LogNumber> observed = numbers_of(log_of_users(log, users));
  return with_bands(observed, simulated);
}

}  // namespace reprise
