#include "experiments/fitting/trust/heard_ranking.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <functional>
#include <unordered_map>

#include <tbb/parallel_for.h>

#include "sim/random/streams.h"

namespace reprise {
namespace {

constexpr std::size_t kRankings = 5;
constexpr std::array<const char*, kRankings> kNames = {"fitted world", "fitted world and exposure",
                                                       "popularity", "what the user played before",
                                                       "chance"};

// Sessions of one user by which the user is known, and those in which plays are to be told.
struct LaterSession {
  std::uint32_t user = 0;
  std::vector<TrackId> tracks;  // each once, the first one first
};

struct Cut {
  FittingLog early;
  std::vector<LaterSession> late;
};

Cut cut_by_time(const FittingLog& log) {
  Cut cut{catalog_of(log), {}};
  for (std::uint32_t user = 0; user < log.n_users(); ++user) {
    const std::uint64_t begin = log.sessions_begin[user];
    const std::uint64_t n = log.sessions_begin[user + 1] - begin;
    if (n < 3) continue;
    const auto known = static_cast<std::uint32_t>(cut.early.n_users());
    cut.early.user_ids.push_back(log.user_ids[user]);
    cut.early.sessions_begin.push_back(cut.early.sessions.size());
    for (std::uint64_t k = 0; k < n; ++k) {
      const FittingSession& session = log.sessions[begin + k];
      if (k < 2 * n / 3) {
        const std::uint64_t at = cut.early.steps.size();
        cut.early.steps.insert(cut.early.steps.end(),
                               log.steps.begin() + static_cast<std::ptrdiff_t>(session.begin),
                               log.steps.begin() + static_cast<std::ptrdiff_t>(session.end));
        cut.early.sessions.push_back({known, session.first_track, at, cut.early.steps.size()});
        continue;
      }
      LaterSession later{known, {session.first_track}};
      for (std::uint64_t i = session.begin; i < session.end; ++i) {
        if (log.steps[i].use != StepUse::repeated) later.tracks.push_back(log.steps[i].track);
      }
      if (later.tracks.size() > 1) cut.late.push_back(std::move(later));
    }
  }
  cut.early.sessions_begin.push_back(cut.early.sessions.size());
  return cut;
}

// Scores of tracks in one session.
class SessionScores {
 public:
  SessionScores(const HeardFit& users, const HeardFit& world, const LaterSession& session,
                const std::unordered_map<TrackId, std::uint32_t>& played)
      : model_(users.model), world_(world), session_(session), played_(played) {
    const auto& interests = model_.listeners[session.user].interests;
    double most = -INFINITY;
    for (const TrackId interest : interests) {
      weights_.push_back(static_cast<double>(model_.score(interest, session.tracks.front())));
      most = std::max(most, weights_.back());
    }
    double sum = 0;
    for (double& weight : weights_) sum += weight = std::exp(weight - most);
    for (double& weight : weights_) weight /= sum;
  }
  std::array<double, kRankings> of(TrackId track) const {
    double share = 0;
    for (std::size_t k = 0; k < weights_.size(); ++k) {
      const TrackId interest = model_.listeners[session_.user].interests[k];
      share += weights_[k] * model_.share(session_.user, interest, track, 0);
    }
    const auto before = played_.find(track);
    return {share, share * world_.comes_up[track], static_cast<double>(world_.tracks.plays[track]),
            before == played_.end() ? 0.0 : static_cast<double>(before->second), 0.0};
  }

 private:
  const FittedModel& model_;
  const HeardFit& world_;
  const LaterSession& session_;
  const std::unordered_map<TrackId, std::uint32_t>& played_;
  std::vector<double> weights_;
};

struct Points {
  std::array<double, kRankings> of_catalog{};
  std::array<double, kRankings> of_plays{};
  std::array<double, kRankings> found{};
  double duels_of_catalog = 0;
  double duels_of_plays = 0;
  double plays = 0;
  double to_find = 0;

  void add(const Points& other) {
    for (std::size_t k = 0; k < kRankings; ++k) {
      of_catalog[k] += other.of_catalog[k];
      of_plays[k] += other.of_plays[k];
      found[k] += other.found[k];
    }
    duels_of_catalog += other.duels_of_catalog;
    duels_of_plays += other.duels_of_plays;
    plays += other.plays;
    to_find += other.to_find;
  }
};

void compare(const std::array<double, kRankings>& heard, const std::array<double, kRankings>& other,
             std::array<double, kRankings>& points) {
  for (std::size_t k = 0; k < kRankings; ++k) {
    points[k] += heard[k] > other[k] ? 1 : heard[k] == other[k] ? 0.5 : 0;
  }
}

TrackId play_of(const FittingLog& log, Stream& stream) {
  return log.steps[uniform_index(stream, static_cast<std::uint32_t>(log.steps.size()))].track;
}

}  // namespace

HeardRanking rank_held_out(const FittingLog& fitted, const HeardFit& fit, const FittingLog& others,
                           const FitSettings& settings) {
  constexpr std::size_t kMostPlays = 20'000;
  constexpr std::size_t kListed = 200;  // sessions for which the whole catalog is ranked
  constexpr std::size_t kFirst = 100;
  constexpr int kOthers = 5;
  HeardRanking result;
  Cut cut = cut_by_time(others);
  if (cut.late.empty()) return result;
  const HeardFit users = fit_heard_users(cut.early, settings, fit);
  std::vector<std::unordered_map<TrackId, std::uint32_t>> played(cut.early.n_users());
  for (const FittingSession& session : cut.early.sessions) {
    ++played[session.user][session.first_track];
    for (std::uint64_t i = session.begin; i < session.end; ++i) {
      ++played[session.user][cut.early.steps[i].track];
    }
  }
  // Sessions of all users alike, where not all can be looked at.
  std::size_t plays = 0;
  for (const LaterSession& session : cut.late) plays += session.tracks.size() - 1;
  const std::size_t every = (plays + kMostPlays - 1) / kMostPlays;
  std::vector<std::size_t> looked_at;
  for (std::size_t i = 0; i < cut.late.size(); i += every) looked_at.push_back(i);
  const std::size_t listed_every = (looked_at.size() + kListed - 1) / kListed;
  const StreamKey key = stream_key(0, "fit/ranked plays");
  const auto n_tracks = static_cast<std::uint32_t>(fitted.n_tracks());
  std::vector<Points> points(looked_at.size());
  tbb::parallel_for(std::size_t{0}, looked_at.size(), [&](std::size_t at) {
    const LaterSession& session = cut.late[looked_at[at]];
    const SessionScores scores(users, fit, session, played[session.user]);
    Points& own = points[at];
    Stream stream(key, looked_at[at]);
    const auto heard = [&](TrackId track) {
      return std::find(session.tracks.begin(), session.tracks.end(), track) != session.tracks.end();
    };
    for (std::size_t k = 1; k < session.tracks.size(); ++k) {
      const auto score = scores.of(session.tracks[k]);
      own.plays += 1;
      for (int other = 0; other < kOthers; ++other) {
        const TrackId of_catalog = uniform_index(stream, n_tracks);
        const TrackId of_plays = play_of(fitted, stream);
        if (!heard(of_catalog)) {
          compare(score, scores.of(of_catalog), own.of_catalog);
          own.duels_of_catalog += 1;
        }
        if (!heard(of_plays)) {
          compare(score, scores.of(of_plays), own.of_plays);
          own.duels_of_plays += 1;
        }
      }
    }
    if (at % listed_every != 0) return;
    std::array<std::vector<std::pair<double, std::uint32_t>>, kRankings> ranked;
    for (TrackId track = 0; track < n_tracks; ++track) {
      if (track == session.tracks.front()) continue;
      const auto score = scores.of(track);
      // Equal tracks come in an order of chance.
      const auto chance = static_cast<std::uint32_t>(stream());
      for (std::size_t k = 0; k < kRankings; ++k) ranked[k].emplace_back(score[k], chance);
    }
    std::array<std::pair<double, std::uint32_t>, kRankings> last;
    for (std::size_t k = 0; k < kRankings; ++k) {
      const std::size_t n = std::min(kFirst, ranked[k].size()) - 1;
      const auto nth = ranked[k].begin() + static_cast<std::ptrdiff_t>(n);
      std::nth_element(ranked[k].begin(), nth, ranked[k].end(), std::greater<>());
      last[k] = *nth;
    }
    for (std::size_t i = 1; i < session.tracks.size(); ++i) {
      const auto score = scores.of(session.tracks[i]);
      own.to_find += 1;
      for (std::size_t k = 0; k < kRankings; ++k) {
        // Of tracks that are equal to the last of the hundred, the expected part is among them.
        if (score[k] > last[k].first) {
          own.found[k] += 1;
        } else if (score[k] == last[k].first) {
          double above = 0;
          double equal = 0;
          for (const auto& [value, chance] : ranked[k]) {
            above += value > score[k] ? 1 : 0;
            equal += value == score[k] ? 1 : 0;
          }
          own.found[k] += std::clamp((kFirst - above) / equal, 0.0, 1.0);
        }
      }
    }
  });
  Points all;
  for (const Points& one : points) all.add(one);
  result.plays = static_cast<std::uint64_t>(all.plays);
  for (std::size_t k = 0; k < kRankings; ++k) {
    result.rankings.push_back({.name = kNames[k],
                               .chance = all.of_catalog[k] / std::max(all.duels_of_catalog, 1.0),
                               .chance_alike = all.of_plays[k] / std::max(all.duels_of_plays, 1.0),
                               .recall = all.found[k] / std::max(all.to_find, 1.0)});
  }
  return result;
}

}  // namespace reprise
