#include "experiments/simulation/engine/simulate.h"

#include <algorithm>
#include <deque>
#include <exception>
#include <iterator>
#include <mutex>
#include <numeric>
#include <optional>
#include <unordered_map>

#include <fmt/format.h>
#include <tbb/blocked_range.h>
#include <tbb/enumerable_thread_specific.h>
#include <tbb/parallel_for.h>
#include <tbb/task_group.h>

#include "recommenders/training/lists_on_demand.h"
#include "sim/support/check.h"

namespace reprise {
namespace {

// The number of episodes between two barriers. It is large enough to keep all threads busy, and
// small enough for the episodes to fit in memory.
constexpr std::uint64_t kChunk = 65'536;
// The number of episodes of one task.
constexpr std::size_t kTask = 512;
// The number of episodes of one task of a ceiling, whose sessions are long.
constexpr std::size_t kCeilingTask = 64;
// The number of episodes of one task of a treatment that asks a service. It is small, because each
// step waits for the service: with many tasks, many threads wait at the same time.
constexpr std::size_t kServiceTask = 16;
// The number of episodes that a treatment with `asked_at_once` plays between two reports of its
// progress, as a multiple of the requests that it is asked at once. The last steps before a report
// ask for few.
constexpr std::size_t kWideRounds = 4;

Totals empty_totals(const Simulation& simulation, std::size_t treatment) {
  return Totals(simulation.world.users.size(), simulation.observables.size(),
                simulation.world.catalog.n_tracks(), simulation.treatments[treatment]);
}

// The objects of one thread. Those of a treatment are made when the thread first plays the
// treatment.
struct Worker {
  std::vector<std::optional<SessionSlots>> slots;
  std::vector<Totals> totals;

  explicit Worker(std::size_t n_treatments) : slots(n_treatments), totals(n_treatments) {}

  SessionSlots& lanes_of(std::size_t treatment, const Simulation& simulation) {
    if (!slots[treatment]) {
      slots[treatment].emplace(simulation.world, simulation.treatments[treatment],
                               simulation.max_steps, simulation.resampled_users,
                               simulation.sink != nullptr && simulation.sink->wants_propensities());
      totals[treatment] = empty_totals(simulation, treatment);
    }
    return *slots[treatment];
  }
};

// Visits the interests and first tracks that can come up: visit(user, interest, number of
// neighbours, first rank, last rank + 1). If the order of the draws is known and the episodes are
// few, these are the starts of the episodes. Otherwise these are all interests of all users.
template <class Visit>
void for_each_start(const World& world, std::span<const std::uint64_t> seeds,
                    std::uint64_t episodes, bool any_order, Visit visit) {
  const std::uint64_t all = world.users.interests_flat.size();
  const auto n_tracks = static_cast<std::uint32_t>(world.catalog.n_tracks());
  if (!any_order && episodes <= 4 * all / seeds.size()) {
    for (const std::uint64_t seed : seeds) {
      const StreamDraws draws(world, seed);
      for (std::uint64_t episode = 0; episode < episodes; ++episode) {
        const StartDraw start = draws.start(episode);
        visit(start.user, start.interest, start.neighbours, start.rank, start.rank + 1);
      }
    }
    return;
  }
  for (UserIndex user = 0; user < world.users.size(); ++user) {
    const std::uint32_t neighbours = std::min(
        static_cast<std::uint32_t>(world.users.traits[user].interest_neighbours), n_tracks);
    for (const TrackId interest : world.users.interests(user)) {
      visit(user, interest, neighbours, 0u, neighbours);
    }
  }
}

// Returns the length of the longest list that any treatment needs for tracks of this kind.
std::uint32_t longest_need(std::span<const Treatment> treatments, NearestOf of) {
  std::uint32_t longest = 0;
  for (const Treatment& treatment : treatments) {
    for (const NearestNeed& need : treatment.nearest_needs) {
      if (need.of == of) longest = std::max(longest, need.count);
    }
  }
  return longest;
}

// Returns the indices of the starts whose users are in `users`. The indices are ascending or, if
// `by_user` is true, sorted by user, and ascending for each user.
std::vector<std::uint32_t> places_of(std::span<const StartDraw> starts, const UserSubset& users,
                                     std::size_t n_users, bool by_user) {
  std::vector<std::uint32_t> places;
  for (std::uint32_t i = 0; i < starts.size(); ++i) {
    if (users.holds(starts[i].user)) places.push_back(i);
  }
  if (!by_user) return places;
  std::vector<std::uint32_t> next(n_users + 1);
  for (const std::uint32_t place : places) ++next[starts[place].user + 1];
  std::partial_sum(next.begin(), next.end(), next.begin());
  std::vector<std::uint32_t> ordered(places.size());
  for (const std::uint32_t place : places) ordered[next[starts[place].user]++] = place;
  return ordered;
}

// Returns the episodes in [begin, begin + n) whose users are in `users`, with their first tracks.
std::vector<Episode> start_episodes(const Simulation& simulation, const StreamDraws& draws,
                                    std::uint64_t begin, std::uint64_t n, const UserSubset& users) {
  using Range = tbb::blocked_range<std::size_t>;
  std::vector<StartDraw> starts(n);
  tbb::parallel_for(Range(0, n, kTask), [&](const Range& range) {
    draws.starts(begin + range.begin(), std::span(starts).subspan(range.begin(), range.size()));
  });
  // Without a sink the episodes are sorted by user. Sums do not depend on the order, and the data
  // and counts of a user stay in the caches while all sessions of the user are played. A sink looks
  // at single sessions, so with a sink the episodes stay in their order.
  const std::vector<std::uint32_t> places =
      places_of(starts, users, simulation.world.users.size(), simulation.sink == nullptr);
  std::vector<Episode> episodes(places.size());
  tbb::parallel_for(Range(0, places.size(), kTask), [&](const Range& range) {
    constexpr std::size_t kAhead = 8;
    for (std::size_t i = range.begin(); i < range.end(); ++i) {
      if (i + 2 * kAhead < places.size()) {
        simulation.nearest.prefetch(starts[places[i + 2 * kAhead]].interest);
        const StartDraw& sooner = starts[places[i + kAhead]];
        __builtin_prefetch(simulation.nearest.of(sooner.interest).data() + sooner.rank);
      }
      episodes[i] = {begin + places[i], start_of(starts[places[i]], simulation.nearest)};
    }
  });
  return episodes;
}

// Cuts the episodes into blocks of about `task` episodes each. All episodes of a user are in one
// block. This is for treatments that remember users: one task then plays all sessions of a user, in
// their order.
std::vector<std::vector<Episode>> user_blocks(std::span<const Episode> episodes, std::size_t task,
                                              std::size_t n_users) {
  std::vector<std::vector<Episode>> blocks((episodes.size() + task - 1) / task);
  for (const Episode& episode : episodes) {
    blocks[episode.start.user * blocks.size() / n_users].push_back(episode);
  }
  return blocks;
}

// Cuts the episodes into groups that have no two episodes of the same user. Earlier sessions of a
// user are in earlier groups.
std::vector<std::vector<Episode>> one_per_user(std::span<const Episode> episodes) {
  std::unordered_map<UserIndex, std::uint32_t> seen;
  std::vector<std::vector<Episode>> groups;
  for (const Episode& episode : episodes) {
    const std::uint32_t group = seen[episode.start.user]++;
    if (group == groups.size()) groups.emplace_back();
    groups[group].push_back(episode);
  }
  return groups;
}

// Does `here` in this thread, and `others` in the other threads of the arena, or in this one when
// `here` is done. Returns when both are. Throws the first exception of `here`, else one of
// `others`.
template <class Others, class Here>
void run_meanwhile(const Others& others, const Here& here) {
  tbb::task_group group;
  group.run(others);
  std::exception_ptr error;
  try {
    here();
  } catch (...) {
    error = std::current_exception();
    group.cancel();
  }
  try {
    group.wait();
  } catch (...) {
    if (!error) throw;
  }
  if (error) std::rethrow_exception(error);
}

// Returns the expected number of sessions in the range under a treatment. The true number is known
// only after the users have been drawn.
std::uint64_t expected_episodes(const EpisodeRange& range, const Treatment& treatment) {
  const UserSubset& users = range.users;
  const double share = static_cast<double>(users.end - users.begin) / static_cast<double>(users.of);
  const std::uint64_t end = std::clamp(treatment.episodes, range.begin, range.end);
  return static_cast<std::uint64_t>(share * static_cast<double>(end - range.begin));
}

// Returns the expected number of sessions in the range under all treatments.
std::uint64_t expected_sessions(const Simulation& simulation, const EpisodeRange& range) {
  std::uint64_t sessions = 0;
  for (const Treatment& treatment : simulation.treatments) {
    sessions += expected_episodes(range, treatment);
  }
  return simulation.assignment.empty() ? sessions : sessions / simulation.treatments.size();
}

// Returns the episodes with numbers below `end`.
std::vector<Episode> episodes_below(std::uint64_t end, std::span<const Episode> episodes) {
  std::vector<Episode> below;
  std::copy_if(episodes.begin(), episodes.end(), std::back_inserter(below),
               [end](const Episode& episode) { return episode.number < end; });
  return below;
}

}  // namespace

std::vector<NearestQuery> nearest_queries(const World& world, std::span<const Treatment> treatments,
                                          std::span<const std::uint64_t> seeds,
                                          std::uint64_t episodes, bool any_order) {
  std::vector<NearestQuery> queries;
  for_each_start(
      world, seeds, episodes, any_order,
      [&](UserIndex, TrackId interest, std::uint32_t neighbours, std::uint32_t, std::uint32_t) {
        queries.push_back({interest, neighbours});
      });
  for (const Treatment& treatment : treatments) {
    for (const NearestNeed& need : treatment.nearest_needs) {
      if (need.of != NearestOf::interests) continue;
      for_each_start(
          world, seeds, std::min(episodes, treatment.episodes), any_order,
          [&](UserIndex user, TrackId interest, std::uint32_t, std::uint32_t, std::uint32_t) {
            queries.push_back({interest, need.count});
            if (need.floor == nullptr) return;
            queries.back().floor = need.floor(world.users.traits[user]);
            queries.back().most = need.most;
          });
    }
  }
  // A recommender that needs one interest of a user may need all interests of the user.
  const std::uint32_t of_users = longest_need(treatments, NearestOf::user_interests);
  for (const TrackId interest : world.users.interests_flat) {
    if (of_users > 0) queries.push_back({interest, of_users});
  }
  const std::uint32_t of_all = longest_need(treatments, NearestOf::all_tracks);
  for (TrackId track = 0; of_all > 0 && track < world.catalog.n_tracks(); ++track) {
    queries.push_back({track, of_all});
  }
  return queries;
}

std::vector<NearestQuery> first_track_queries(const World& world, const NearestTracks& nearest,
                                              std::span<const Treatment> treatments,
                                              std::span<const std::uint64_t> seeds,
                                              std::uint64_t episodes, bool any_order) {
  const std::uint32_t count = longest_need(treatments, NearestOf::first_tracks);
  std::vector<NearestQuery> queries;
  if (count == 0) return queries;
  for_each_start(
      world, seeds, episodes, any_order,
      [&](UserIndex, TrackId interest, std::uint32_t, std::uint32_t first, std::uint32_t last) {
        for (std::uint32_t rank = first; rank < last; ++rank) {
          queries.push_back({nearest.of(interest)[rank], count});
        }
      });
  return queries;
}

void require_model_lists(const World& world, const NearestTracks& nearest,
                         std::span<const Treatment> treatments,
                         std::span<const std::uint64_t> seeds, std::uint64_t episodes,
                         bool any_order, const Progress& progress) {
  for (const Treatment& treatment : treatments) {
    for (const std::shared_ptr<ListsOnDemand>& lists : treatment.model_lists) {
      std::vector<bool> wanted(lists->size());
      for_each_start(world, seeds, std::min(episodes, treatment.episodes), any_order,
                     [&](UserIndex user, TrackId interest, std::uint32_t, std::uint32_t first,
                         std::uint32_t last) {
                       if (lists->list_of() == ListOf::users) {
                         wanted[user] = true;
                         return;
                       }
                       for (std::uint32_t rank = first; rank < last; ++rank) {
                         wanted[nearest.of(interest)[rank]] = true;
                       }
                     });
      std::vector<std::uint32_t> contexts;
      for (std::uint32_t context = 0; context < wanted.size(); ++context) {
        if (wanted[context]) contexts.push_back(context);
      }
      lists->require(contexts, progress);
    }
  }
}

std::vector<TreatmentState> fresh_states(const Simulation& simulation) {
  std::vector<TreatmentState> states;
  for (const Treatment& treatment : simulation.treatments)
    states.emplace_back(treatment, simulation.world.users.size());
  return states;
}

std::vector<Totals> simulate(const Simulation& simulation, std::uint64_t seed,
                             EpisodeRange episodes, std::vector<TreatmentState>& states,
                             const Progress& progress) {
  const World& world = simulation.world;
  const std::size_t n_treatments = simulation.treatments.size();
  const StreamDraws draws(world, seed);
  tbb::enumerable_thread_specific<Worker> workers([n_treatments] { return Worker(n_treatments); });

  std::uint64_t next_block = 0;
  std::mutex progress_mutex;
  std::uint64_t played = 0;
  const std::uint64_t total = expected_sessions(simulation, episodes);
  // A task plays its groups one after the other, and all episodes of a group at the same time.
  struct Task {
    std::size_t treatment;
    std::vector<std::span<const Episode>> groups;
    std::uint64_t number;  // the number of its block for the sink
  };
  // Plays a task on the current thread, and adds its sessions to this thread's totals.
  const auto run = [&](const Task& task) {
    check_stop(simulation.stop);
    Worker& worker = workers.local();
    SessionSlots& slots = worker.lanes_of(task.treatment, simulation);
    std::uint64_t done = 0;
    const auto report = [&] {
      if (!progress) return;
      const std::lock_guard lock(progress_mutex);
      played += std::exchange(done, 0);
      progress("sessions", std::min(played, total), total);
    };
    std::unique_ptr<SessionSink::Block> block;
    if (simulation.sink != nullptr) block = simulation.sink->open(task.treatment);
    for (const std::span<const Episode> group : task.groups) {
      slots.play(group, seed, draws, simulation.observables, states[task.treatment],
                 worker.totals[task.treatment], block.get(), simulation.stop);
      done += group.size();
      if (simulation.treatments[task.treatment].asked_at_once > 0) report();
    }
    if (block != nullptr) simulation.sink->close(task.number, std::move(block));
    report();
  };

  for (std::uint64_t begin = episodes.begin; begin < episodes.end; begin += kChunk) {
    // Draw the starts of the chunk. If each user has one treatment, sort the episodes by treatment.
    const std::vector<Episode> chunk = start_episodes(
        simulation, draws, begin, std::min(kChunk, episodes.end - begin), episodes.users);
    std::vector<std::vector<Episode>> of_treatment(simulation.assignment.empty() ? 0
                                                                                 : n_treatments);
    for (const Episode& episode : chunk) {
      if (!of_treatment.empty())
        of_treatment[simulation.assignment[episode.start.user]].push_back(episode);
    }
    // Cut the episodes of each treatment into tasks.
    std::vector<Task> tasks;
    std::vector<Task> wide_tasks;
    std::deque<std::vector<Episode>> rounds;  // memory of groups that are no part of the chunk
    for (std::size_t treatment = 0; treatment < n_treatments; ++treatment) {
      if (!simulation.plays(treatment)) continue;
      std::span<const Episode> all = of_treatment.empty() ? chunk : of_treatment[treatment];
      const std::uint64_t end = simulation.treatments[treatment].episodes;
      if (end < begin + kChunk) all = rounds.emplace_back(episodes_below(end, all));
      const std::size_t at_once = simulation.treatments[treatment].asked_at_once;
      if (at_once > 0) {
        // One task, because the narrow steps at the end of each task cost as much as wide ones.
        if (all.empty()) continue;
        Task task{treatment, {}, 0};
        if (simulation.treatments[treatment].users_in_order()) {
          for (std::vector<Episode>& round : one_per_user(all)) {
            task.groups.push_back(rounds.emplace_back(std::move(round)));
          }
        } else {
          const std::size_t part = kWideRounds * at_once;
          for (std::size_t at = 0; at < all.size(); at += part) {
            task.groups.push_back(all.subspan(at, std::min(part, all.size() - at)));
          }
        }
        wide_tasks.push_back(std::move(task));
        continue;
      }
      if (!simulation.treatments[treatment].users_in_order()) {
        const bool is_ceiling = simulation.treatments[treatment].capabilities.observes_latent_state;
        const std::size_t size = is_ceiling ? kCeilingTask : kTask;
        for (std::size_t at = 0; at < all.size(); at += size) {
          tasks.push_back({treatment, {all.subspan(at, std::min(size, all.size() - at))}, 0});
        }
        continue;
      }
      const std::size_t size = simulation.treatments[treatment].service ? kServiceTask : kTask;
      for (const std::vector<Episode>& block : user_blocks(all, size, world.users.size())) {
        Task task{treatment, {}, 0};
        for (std::vector<Episode>& round : one_per_user(block)) {
          task.groups.push_back(rounds.emplace_back(std::move(round)));
        }
        tasks.push_back(std::move(task));
      }
    }
    // Play all tasks. The end of parallel_for is the barrier.
    for (Task& task : tasks) task.number = next_block++;
    for (Task& task : wide_tasks) task.number = next_block++;
    const auto run_narrow = [&] {
      tbb::parallel_for(std::size_t{0}, tasks.size(), [&](std::size_t i) { run(tasks[i]); });
    };
    wide_tasks.empty() ? run_narrow() : run_meanwhile(run_narrow, [&] {
      for (const Task& task : wide_tasks) run(task);
    });
    if (simulation.sink != nullptr) simulation.sink->flush();
  }

  std::vector<Totals> totals;
  for (std::size_t treatment = 0; treatment < n_treatments; ++treatment)
    totals.push_back(empty_totals(simulation, treatment));
  // Add up the totals of the threads.
  for (Worker& worker : workers) {
    for (std::size_t treatment = 0; treatment < n_treatments; ++treatment) {
      if (!worker.slots[treatment]) continue;
      worker.totals[treatment].count_recent_plays();
      totals[treatment] += worker.totals[treatment];
    }
  }
  return totals;
}

std::vector<Totals> simulate_numpy(const Simulation& simulation, std::uint32_t seed,
                                   EpisodeRange episodes, NumpyDraws& draws,
                                   std::vector<TreatmentState>& states, const Progress& progress) {
  REPRISE_CHECK(simulation.assignment.size() == simulation.world.users.size(), "{} of {} assigned",
                simulation.assignment.size(), simulation.world.users.size());
  REPRISE_CHECK(episodes.users.of == 1, "one stream for a share of {} users", episodes.users.of);
  Worker worker(simulation.treatments.size());
  for (std::size_t treatment = 0; treatment < simulation.treatments.size(); ++treatment)
    worker.lanes_of(treatment, simulation);
  for (std::uint64_t episode = episodes.begin; episode < episodes.end; ++episode) {
    // Draw the start, and play the session under the treatment of its user.
    const SessionStart start = start_of(draws.start(), simulation.nearest);
    const std::uint32_t treatment = simulation.assignment[start.user];
    std::unique_ptr<SessionSink::Block> block;
    if (simulation.sink != nullptr) block = simulation.sink->open(treatment);
    worker.slots[treatment]->play_sequential({episode, start}, seed, draws, simulation.observables,
                                             states[treatment], worker.totals[treatment],
                                             block.get());
    // Hand the session to the sink. Flush the sink as often as `simulate` does.
    if (block != nullptr) {
      simulation.sink->close(episode - episodes.begin, std::move(block));
      if ((episode + 1) % kChunk == 0 || episode + 1 == episodes.end) simulation.sink->flush();
    }
    // Once in kTask episodes, look at the stop flag and report the progress.
    if (episode % kTask != 0) continue;
    check_stop(simulation.stop);
    if (progress) {
      progress("sessions", episode - episodes.begin, episodes.end - episodes.begin);
    }
  }
  for (Totals& totals : worker.totals) totals.count_recent_plays();
  return std::move(worker.totals);
}

}  // namespace reprise
