#include "experiments/fitting/shares/choose_interests.h"

#include <algorithm>
#include <numeric>

#include <tbb/parallel_for.h>

#include "experiments/fitting/shares/truncated_normal.h"

namespace reprise {
namespace {

constexpr std::size_t kMostSessions = 40;  // of a user, to choose interests by
constexpr std::size_t kMostOwn = 40;       // candidates among the user's first tracks
constexpr std::size_t kMostOfOthers = 24;  // candidates among others' interests
constexpr double kLeastLogChance = -12;    // of one step: more surprise than this is another cause

// Interests of all users by the first tracks of their sessions.
struct InterestsByFirst {
  std::vector<std::uint64_t> begin;
  std::vector<TrackId> interests;
};

InterestsByFirst by_first(const FirstTracks& firsts, std::size_t n_tracks) {
  InterestsByFirst result;
  result.begin.assign(n_tracks + 1, 0);
  for (const auto& [interest, first] : firsts) ++result.begin[first + 1];
  std::partial_sum(result.begin.begin(), result.begin.end(), result.begin.begin());
  result.interests.resize(firsts.size());
  std::vector<std::uint64_t> next(result.begin.begin(), result.begin.end() - 1);
  for (const auto& [interest, first] : firsts) result.interests[next[first]++] = interest;
  return result;
}

// The tracks that occur most often, at most `most`, equals by id.
std::vector<TrackId> most_frequent(std::vector<TrackId> tracks, std::size_t most) {
  std::sort(tracks.begin(), tracks.end());
  std::vector<std::pair<std::size_t, TrackId>> counted;
  for (std::size_t i = 0; i < tracks.size();) {
    std::size_t end = i;
    while (end < tracks.size() && tracks[end] == tracks[i]) ++end;
    counted.emplace_back(end - i, tracks[i]);
    i = end;
  }
  std::stable_sort(counted.begin(), counted.end(),
                   [](const auto& a, const auto& b) { return a.first > b.first; });
  if (counted.size() > most) counted.resize(most);
  std::vector<TrackId> result;
  for (const auto& [count, track] : counted) result.push_back(track);
  return result;
}

std::vector<TrackId> candidates_of(const FittingLog& log, std::uint32_t user,
                                   const InterestsByFirst& others) {
  std::vector<TrackId> firsts;
  for (std::uint64_t s = log.sessions_begin[user]; s < log.sessions_begin[user + 1]; ++s) {
    firsts.push_back(log.sessions[s].first_track);
  }
  std::vector<TrackId> candidates = most_frequent(firsts, kMostOwn);
  std::vector<TrackId> of_others;
  for (const TrackId first : candidates) {
    for (std::uint64_t at = others.begin[first]; at < others.begin[first + 1]; ++at) {
      const TrackId interest = others.interests[at];
      if (std::find(candidates.begin(), candidates.end(), interest) == candidates.end()) {
        of_others.push_back(interest);
      }
    }
  }
  for (const TrackId interest : most_frequent(std::move(of_others), kMostOfOthers)) {
    candidates.push_back(interest);
  }
  return candidates;
}

// Log likelihoods: a row per candidate, a column per session.
using Table = std::vector<std::vector<double>>;

double total_with(const std::vector<double>& best, const std::vector<double>& row) {
  double total = 0;
  for (std::size_t i = 0; i < best.size(); ++i) total += std::max(best[i], row[i]);
  return total;
}

void raise(std::vector<double>& best, const std::vector<double>& row) {
  for (std::size_t i = 0; i < best.size(); ++i) best[i] = std::max(best[i], row[i]);
}

std::size_t best_addition(const Table& table, const std::vector<double>& best) {
  std::size_t chosen = 0;
  double most = -INFINITY;
  for (std::size_t c = 0; c < table.size(); ++c) {
    const double total = total_with(best, table[c]);
    if (total > most) {
      most = total;
      chosen = c;
    }
  }
  return chosen;
}

std::vector<std::size_t> medoids(const Table& table, std::size_t most) {
  const std::size_t n_sessions = table.front().size();
  const std::vector<double> nothing(n_sessions, -1e6);
  std::vector<std::size_t> chosen;
  std::vector<double> best = nothing;
  for (std::size_t k = 0; k < std::min({most, table.size(), n_sessions}); ++k) {
    chosen.push_back(best_addition(table, best));
    raise(best, table[chosen.back()]);
  }
  constexpr int kPasses = 3;
  for (int pass = 0; pass < kPasses; ++pass) {
    bool changed = false;
    for (std::size_t k = 0; k < chosen.size(); ++k) {
      std::vector<double> without = nothing;
      for (std::size_t other = 0; other < chosen.size(); ++other) {
        if (other != k) raise(without, table[chosen[other]]);
      }
      const std::size_t better = best_addition(table, without);
      if (better != chosen[k] &&
          total_with(without, table[better]) > total_with(without, table[chosen[k]])) {
        chosen[k] = better;
        changed = true;
      }
    }
    if (!changed) break;
  }
  std::sort(chosen.begin(), chosen.end());
  chosen.erase(std::unique(chosen.begin(), chosen.end()), chosen.end());
  return chosen;
}

// What a user heard, ready to be compared with many interests.
class HeardSteps {
 public:
  HeardSteps(const FittingLog& log, const FittedModel& model, const ShareBounds& bounds,
             std::uint32_t user)
      : model_(model), per_noise_(1 / model.noise) {
    const FittedListener& listener = model.listeners[user];
    for (std::uint64_t s = log.sessions_begin[user]; s < log.sessions_begin[user + 1]; ++s) {
      begins_.push_back(steps_.size());
      for (std::uint64_t i = log.sessions[s].begin; i < log.sessions[s].end; ++i) {
        const FittingStep& step = log.steps[i];
        if (step.use != StepUse::fitted) continue;
        const ScoreInterval scores = score_interval(step, listener, bounds);
        steps_.push_back({step.track, {scores.low * per_noise_, scores.high * per_noise_}});
      }
    }
    begins_.push_back(steps_.size());
  }

  // The log likelihood of the fitted steps of the user's session with this number.
  double log_likelihood(TrackId interest, std::uint64_t session) const {
    double total = 0;
    for (std::size_t i = begins_[session]; i < begins_[session + 1]; ++i) {
      const double score = static_cast<double>(model_.score(interest, steps_[i].track));
      total += std::max(steps_[i].interval.log_chance(score * per_noise_), kLeastLogChance);
    }
    return total;
  }

 private:
  struct Step {
    TrackId track;
    MovedInterval interval;  // of scores, in units of the noise
  };

  const FittedModel& model_;
  double per_noise_;
  std::vector<Step> steps_;
  std::vector<std::size_t> begins_;  // by session of the user, and the end
};

}  // namespace

double first_track_log_likelihood(const FittedModel& model, TrackId interest, TrackId first) {
  const double below = model.first_track_score - static_cast<double>(model.score(interest, first));
  const double spread = std::max(1.0, model.noise);
  return below <= 0 ? 0 : -below * below / (2 * spread * spread);
}

FirstTracks choose_interests(const FittingLog& log, FittedModel& model, const ShareBounds& bounds,
                             std::size_t most, const FirstTracks& firsts,
                             std::span<TrackId> interest_of) {
  const InterestsByFirst others = by_first(firsts, log.n_tracks());
  tbb::parallel_for(std::size_t{0}, log.n_users(), [&](std::size_t index) {
    const auto user = static_cast<std::uint32_t>(index);
    FittedListener& listener = model.listeners[user];
    const std::uint64_t begin = log.sessions_begin[user];
    const std::uint64_t n = log.sessions_begin[user + 1] - begin;
    if (n == 0) return;
    const HeardSteps heard(log, model, bounds, user);
    const auto log_likelihood = [&](TrackId interest, std::uint64_t session) {
      return heard.log_likelihood(interest, session) +
             first_track_log_likelihood(model, interest, log.sessions[begin + session].first_track);
    };
    const std::vector<TrackId> candidates = candidates_of(log, user, others);
    const std::uint64_t n_looked_at = std::min<std::uint64_t>(n, kMostSessions);
    Table table(candidates.size());
    for (std::size_t c = 0; c < candidates.size(); ++c) {
      for (std::uint64_t k = 0; k < n_looked_at; ++k) {
        table[c].push_back(log_likelihood(candidates[c], k * n / n_looked_at));
      }
    }
    listener.interests.clear();
    for (const std::size_t c : medoids(table, most)) listener.interests.push_back(candidates[c]);
    for (std::uint64_t k = 0; k < n; ++k) {
      double best = -INFINITY;
      for (const TrackId interest : listener.interests) {
        const double own = log_likelihood(interest, k);
        if (own <= best) continue;
        best = own;
        interest_of[begin + k] = interest;
      }
    }
  });
  FirstTracks found;
  for (std::size_t s = 0; s < log.sessions.size(); ++s) {
    found.emplace_back(interest_of[s], log.sessions[s].first_track);
  }
  std::sort(found.begin(), found.end());
  found.erase(std::unique(found.begin(), found.end()), found.end());
  return found;
}

}  // namespace reprise
