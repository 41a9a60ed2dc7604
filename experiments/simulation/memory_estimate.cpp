#include "experiments/simulation/memory_estimate.h"

#include <algorithm>
#include <cmath>
#include <optional>
#include <set>
#include <string>

#include <fmt/format.h>
#include <tbb/task_arena.h>

#include "recommenders/training/lists_on_demand.h"
#include "sim/support/memory.h"
#include "sim/support/progress_note.h"
#include "sim/support/user_error.h"
#include "sim/world/best_tracks.h"

namespace reprise {
namespace {

// Less than this is not worth a word.
constexpr std::uint64_t kMuch = 1'000'000'000;

std::size_t threads() {
  return static_cast<std::size_t>(std::max(1, tbb::this_task_arena::max_concurrency()));
}

std::uint64_t bytes_of_sums(const Prepared& prepared) {
  const World& world = prepared.world();
  // Each thread has sums of each treatment, and so have a call, a seed and the run.
  const std::uint64_t copies = threads() + 3;
  const std::uint64_t numbers =
      world.users.size() * prepared.observables->size() + world.catalog.n_tracks();
  return prepared.treatments.size() * copies * numbers * sizeof(std::int64_t);
}

// Returns the most that lists of first tracks take. Which these are is not known before the lists
// of interests are there.
std::uint64_t bytes_of_first_tracks(const Prepared& prepared, std::uint64_t& n_lists) {
  std::uint64_t longest = 0;
  for (const Treatment& treatment : prepared.treatments) {
    for (const NearestNeed& need : treatment.nearest_needs) {
      if (need.of == NearestOf::first_tracks)
        longest = std::max<std::uint64_t>(longest, need.count);
    }
  }
  if (longest == 0) return 0;
  const auto starts = static_cast<std::uint64_t>(prepared.spec.episodes) * prepared.seeds.size();
  const std::uint64_t tracks = prepared.world().catalog.n_tracks();
  const std::uint64_t lists = std::min(starts, tracks);
  n_lists += lists;
  return lists * std::min(longest, tracks) * sizeof(TrackId);
}

// Returns what the lists of models take that sessions begin with.
std::uint64_t bytes_of_model_lists(const Prepared& prepared, std::uint64_t& n_lists) {
  const auto starts = static_cast<std::uint64_t>(prepared.spec.episodes) * prepared.seeds.size();
  std::uint64_t bytes = 0;
  std::set<const ListsOnDemand*> counted;
  for (const Treatment& treatment : prepared.treatments) {
    for (const std::shared_ptr<ListsOnDemand>& lists : treatment.model_lists) {
      if (!counted.insert(lists.get()).second) continue;
      const std::uint64_t missing =
          std::min<std::uint64_t>(starts, lists->size() - lists->n_made());
      if (missing == 0) continue;
      n_lists += missing;
      bytes += missing * lists->longest() * (sizeof(TrackId) + sizeof(float));
      bytes += BestTracks::most_bytes({}, lists->longest(), threads());
    }
  }
  return bytes;
}

// Returns the longest sample of each seed under the treatments that want lists down to a floor, as
// ceilings do; 0 without such a treatment.
std::uint64_t sessions_of_ceilings(const Prepared& prepared) {
  std::uint64_t sessions = 0;
  for (const Treatment& treatment : prepared.treatments) {
    for (const NearestNeed& need : treatment.nearest_needs) {
      if (need.floor != nullptr) sessions = std::max(sessions, treatment.episodes);
    }
  }
  return std::min(sessions, static_cast<std::uint64_t>(prepared.spec.episodes));
}

// Returns the largest number of one digit and zeros that is at most `number`, which is at least 1.
std::uint64_t round_down(double number) {
  double digit = 1;
  while (digit * 10 <= number) digit *= 10;
  return static_cast<std::uint64_t>(std::floor(number / digit) * digit);
}

// Says how the memory would be enough. The lists of ceilings are as many as their sessions.
std::string ways_out(const Prepared& prepared, const MemoryEstimate& estimate,
                     std::uint64_t available) {
  const std::uint64_t ceilings = sessions_of_ceilings(prepared);
  if (ceilings > 0 && available > estimate.sums) {
    const double share =
        0.75 * static_cast<double>(available - estimate.sums) / static_cast<double>(estimate.lists);
    const double fitting = share * static_cast<double>(ceilings);
    if (fitting >= 1) {
      return fmt::format(
          "play 'oracle' for a sample of the sessions with 'ceiling_sessions: {}', or leave it out "
          "of the treatments: reports then estimate it from 2000 sessions",
          round_down(fitting));
    }
  }
  return "play fewer 'episodes' or treatments, ask 'nearest' for shorter lists, or write fewer "
         "'metrics'";
}

}  // namespace

MemoryEstimate estimate_memory(const Prepared& prepared) {
  MemoryEstimate estimate;
  estimate.sums = bytes_of_sums(prepared);
  const bool any_order = prepared.spec.random == RandomSource::numpy;
  const MissingLists missing = prepared.nearest().missing(
      nearest_queries(prepared.world(), prepared.treatments, prepared.seeds,
                      static_cast<std::uint64_t>(prepared.spec.episodes), any_order),
      threads());
  estimate.lists = missing.bytes;
  estimate.n_lists = missing.lists;
  estimate.lists += bytes_of_first_tracks(prepared, estimate.n_lists);
  estimate.lists += bytes_of_model_lists(prepared, estimate.n_lists);
  return estimate;
}

void check_memory(const Prepared& prepared, std::optional<std::uint64_t> available,
                  const Progress& progress) {
  const MemoryEstimate estimate = estimate_memory(prepared);
  const std::string parts =
      fmt::format("{} for {} lists, {} for sums of {} treatments", memory_text(estimate.lists),
                  estimate.n_lists, memory_text(estimate.sums), prepared.treatments.size());
  if (available && estimate.all() > *available) {
    throw UserError(
        fmt::format("the experiment would take about {} of memory ({}), and {} are available; {}",
                    memory_text(estimate.all()), parts, memory_text(*available),
                    ways_out(prepared, estimate, *available)));
  }
  if (estimate.all() < kMuch) return;
  note(progress, fmt::format("the experiment takes about {} of memory: {}",
                             memory_text(estimate.all()), parts));
}

}  // namespace reprise
