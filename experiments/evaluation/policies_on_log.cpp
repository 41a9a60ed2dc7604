#include "experiments/evaluation/policies_on_log.h"

#include <algorithm>
#include <atomic>
#include <functional>
#include <memory>
#include <mutex>

#include <tbb/enumerable_thread_specific.h>
#include <tbb/parallel_for.h>

#include "experiments/evaluation/ranking/ranking_metric.h"

namespace reprise {
namespace {

// A mean over more choices than these is taken over a sample of so many, spread evenly over the
// choices' probabilities.
constexpr std::size_t kSample = 256;

// One policy, as one thread asks it.
struct Asked {
  Asked(const Treatment& of_policy, const World& world, const Playbacks& playbacks)
      : policy(of_policy) {
    for (const auto& make : policy.scratch) scratch.push_back(make());
    for (const auto& learner : policy.learners) {
      learned.push_back({std::vector<std::int64_t>(learner->size()), 0});
    }
    request = std::make_unique<Request>(Request{.world = world,
                                                .user = 0,
                                                .playbacks = playbacks,
                                                .history = nullptr,
                                                .hidden = nullptr,
                                                .draws = draws,
                                                .tally = tally,
                                                .scratch = scratch,
                                                .learned_counts = learned});
  }

  void begin(UserIndex user, const UserHistory& history) {
    request->user = user;
    request->history = policy.capabilities.reads_history ? &history : nullptr;
    for (const std::unique_ptr<Scratch>& one : scratch) one->clear();
  }
  void tell(Propensities& propensities) {
    propensities.clear();
    policy.recommender->tell(*request, 1, propensities);
  }

  const Treatment& policy;
  Stream draws{StreamKey{}, 0};
  SourceTally tally;
  std::vector<std::unique_ptr<Scratch>> scratch;
  std::vector<LearnedCounts> learned;
  std::unique_ptr<Request> request;
};

// The memory of one thread.
struct Walker {
  Walker(const WalkedLog& log, const Treatment* of_logging,
         std::span<const Treatment* const> policies)
      : told(log.world.catalog.n_tracks()), of_log(log.world.catalog.n_tracks()) {
    if (of_logging != nullptr) {
      logging = std::make_unique<Asked>(*of_logging, log.world, playbacks);
    }
    for (const Treatment* policy : policies) {
      asked.push_back(std::make_unique<Asked>(*policy, log.world, playbacks));
    }
  }

  Playbacks playbacks;
  Propensities told;
  Propensities of_log;
  std::unique_ptr<Asked> logging;
  std::vector<std::unique_ptr<Asked>> asked;
};

Features mean_features(const RewardFeatures& features, const Playbacks& playbacks,
                       const Propensities& told) {
  Features mean{};
  const RewardFeatures::Place place = features.place(playbacks);
  const auto add = [&](TrackId track, double weight) {
    const Features one = features.of(place, track);
    for (std::size_t i = 0; i < kFeatures; ++i) mean[i] += weight * one[i];
  };
  if (told.candidates() <= kSample) {
    told.for_each(add);
    return mean;
  }
  const double step = 1.0 / kSample;
  double next = step / 2;
  double sum = 0;
  told.for_each([&](TrackId track, double propensity) {
    sum += propensity;
    double weight = 0;
    for (; next < sum; next += step) weight += step;
    if (weight > 0) add(track, weight);
  });
  return mean;
}

// Returns the share of the told choices that the logging policy never makes here.
double unsupported_share(const Propensities& told, const Propensities& of_log) {
  if (of_log.candidates() == of_log.n_tracks()) return 0;
  double share = 0;
  told.for_each([&](TrackId track, double propensity) {
    if (of_log.of(track) == 0) share += propensity;
  });
  return share;
}

double unsupported_share(const Propensities& told, const std::vector<TrackId>& candidates) {
  double supported = 0;
  for (const TrackId track : candidates) supported += told.of(track);
  return std::max(0.0, 1 - supported);
}

RankedStep rank(const WalkedLog& log, const Propensities& told, TrackId track) {
  RankedStep step{.track = track,
                  .propensities = told,
                  .catalog = log.world.catalog,
                  .popularity = log.popularity};
  const double own = told.of(track);
  step.named = own > 0;
  // Equal chances that were added up in different orders differ in their last digits.
  const double tolerance = 1e-9 * own;
  told.for_each([&](TrackId, double propensity) {
    if (propensity > own + tolerance) {
      step.above += 1;
    } else if (propensity >= own - tolerance) {
      step.ties += 1;
    }
  });
  return step;
}

// Marks the tracks that are among the most probable ones; all those that share the last place.
void mark_shown(const Propensities& told, std::vector<std::uint8_t>& shown) {
  std::vector<double> all;
  told.for_each([&](TrackId, double propensity) { all.push_back(propensity); });
  double least = 0;
  if (all.size() > kRankedTracks) {
    std::nth_element(all.begin(), all.begin() + (kRankedTracks - 1), all.end(),
                     std::greater<double>());
    least = all[kRankedTracks - 1] * (1 - 1e-9);
  }
  told.for_each([&](TrackId track, double propensity) {
    // Several threads may mark the same track.
    if (propensity >= least) {
      std::atomic_ref<std::uint8_t>(shown[track]).store(1, std::memory_order_relaxed);
    }
  });
}

void walk_session(const WalkedLog& log, std::size_t session, const UserHistory& history,
                  Walker& walker, std::vector<PolicyOnLog>& found) {
  const SessionsOfLog& sessions = log.sessions;
  const Catalog& catalog = log.world.catalog;
  const UserIndex user = sessions.user[session];
  const RewardFeatures& features = *log.features[1 - log.half[session]];
  if (walker.logging) walker.logging->begin(user, history);
  for (const auto& asked : walker.asked) asked->begin(user, history);
  std::size_t k = sessions.first_step(session);
  for (std::uint64_t at = sessions.begin[session]; at + 1 < sessions.begin[session + 1];
       ++at, ++k) {
    const TrackId track = sessions.tracks[at];
    walker.playbacks.append(track, catalog.artist_of[track], sessions.times[at]);
    const TrackId next = sessions.tracks[at + 1];
    const bool ranked = log.held_out[session] != 0 && sessions.times[at + 1] >= kWholeTrack / 2;
    if (walker.logging) walker.logging->tell(walker.of_log);
    for (std::size_t i = 0; i < found.size(); ++i) {
      PolicyOnLog& policy = found[i];
      walker.asked[i]->tell(walker.told);
      policy.target[k] = walker.told.of(next);
      policy.expected[k] = mean_features(features, walker.playbacks, walker.told);
      if (walker.logging) {
        policy.unsupported[k] = static_cast<float>(unsupported_share(walker.told, walker.of_log));
      } else if (!policy.unsupported.empty()) {
        policy.unsupported[k] =
            static_cast<float>(unsupported_share(walker.told, sessions.candidates[k]));
      }
      if (!ranked) continue;
      const RankedStep step = rank(log, walker.told, next);
      mark_shown(walker.told, policy.shown);
      const std::vector<RankingMetric>& metrics = ranking_metrics();
      for (std::size_t metric = 0; metric < metrics.size(); ++metric) {
        if (metrics[metric].of_step == nullptr) continue;
        policy.ranking[metric][log.logged.user[session]] += metrics[metric].of_step(step);
      }
    }
  }
}

// Appends the whole session to the user's history.
void remember(const WalkedLog& log, std::size_t session, UserHistory& history) {
  Playbacks whole;
  for (std::uint64_t at = log.sessions.begin[session]; at < log.sessions.begin[session + 1]; ++at) {
    const TrackId track = log.sessions.tracks[at];
    whole.append(track, log.world.catalog.artist_of[track], log.sessions.times[at]);
  }
  history.append(whole);
}

std::vector<std::vector<std::size_t>> sessions_of_users(const LoggedSessions& logged) {
  std::vector<std::vector<std::size_t>> of(logged.n_users);
  for (std::size_t session = 0; session < logged.n_sessions(); ++session) {
    of[logged.user[session]].push_back(session);
  }
  return of;
}

}  // namespace

std::string unwalkable(const Treatment& policy) {
  if (policy.capabilities.observes_latent_state) {
    return "it sees the hidden session, which no log has";
  }
  if (policy.untold.empty()) return {};
  return "its probabilities cannot be told: " + policy.untold.front().why;
}

std::vector<PolicyOnLog> walk(const WalkedLog& log, const Treatment* logging,
                              std::span<const Treatment* const> policies, const StopFlag* stop,
                              const Progress& progress) {
  const std::size_t n_steps = log.logged.n_steps();
  std::vector<PolicyOnLog> found(policies.size());
  const bool knows_support = logging != nullptr || !log.sessions.candidates.empty();
  bool reads_history = logging != nullptr && logging->capabilities.reads_history;
  for (std::size_t i = 0; i < policies.size(); ++i) {
    found[i].target.resize(n_steps);
    found[i].expected.resize(n_steps);
    found[i].unsupported.resize(knows_support ? n_steps : 0);
    found[i].ranking.assign(ranking_metrics().size(), std::vector<double>(log.logged.n_users));
    found[i].shown.resize(log.world.catalog.n_tracks());
    reads_history |= policies[i]->capabilities.reads_history;
  }
  const auto of_users = sessions_of_users(log.logged);
  tbb::enumerable_thread_specific<std::unique_ptr<Walker>> walkers;
  std::mutex progress_mutex;
  std::size_t asked_sessions = 0;
  const auto of_user = [&](std::size_t user) {
    check_stop(stop);
    std::unique_ptr<Walker>& walker = walkers.local();
    if (walker == nullptr) walker = std::make_unique<Walker>(log, logging, policies);
    UserHistory history;
    for (const std::size_t session : of_users[user]) {
      walker->playbacks.clear();
      walk_session(log, session, history, *walker, found);
      if (reads_history) remember(log, session, history);
    }
    if (!progress) return;
    const std::lock_guard lock(progress_mutex);
    asked_sessions += of_users[user].size();
    progress("sessions asked about", asked_sessions, log.logged.n_sessions());
  };
  if (progress) progress("sessions asked about", 0, log.logged.n_sessions());
  // Code of the user's is asked in the thread that called, as `simulate` asks it.
  const auto in_this_thread = [](const Treatment* policy) { return policy->asked_at_once > 0; };
  if (std::any_of(policies.begin(), policies.end(), in_this_thread) ||
      (logging != nullptr && in_this_thread(logging))) {
    for (std::size_t user = 0; user < of_users.size(); ++user) of_user(user);
  } else {
    tbb::parallel_for(std::size_t{0}, of_users.size(), of_user);
  }
  return found;
}

std::vector<Features> features_of_log(const WalkedLog& log) {
  std::vector<Features> features(log.logged.n_steps());
  tbb::parallel_for(std::size_t{0}, log.n_sessions, [&](std::size_t session) {
    const SessionsOfLog& sessions = log.sessions;
    const RewardFeatures& of_half = *log.features[1 - log.half[session]];
    Playbacks playbacks;
    std::size_t k = sessions.first_step(session);
    for (std::uint64_t at = sessions.begin[session]; at + 1 < sessions.begin[session + 1];
         ++at, ++k) {
      const TrackId track = sessions.tracks[at];
      playbacks.append(track, log.world.catalog.artist_of[track], sessions.times[at]);
      features[k] = of_half.of(of_half.place(playbacks), sessions.tracks[at + 1]);
    }
  });
  return features;
}

}  // namespace reprise
