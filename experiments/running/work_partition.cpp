#include "experiments/running/work_partition.h"

#include <algorithm>

namespace reprise {
namespace {

// Small enough to share the work evenly, and large enough for all threads of one processor.
constexpr std::uint64_t kWorkUnitEpisodes = 4096;
constexpr std::uint64_t kMostUserWorkUnits = 1024;

// Returns the beginning of the i-th of n nearly equal parts of k; the part ends at part(k, n, i +
// 1).
std::uint64_t part(std::uint64_t k, std::uint64_t n, std::uint64_t i) {
  return k / n * i + std::min(i, k % n);
}

}  // namespace

WorkPartition::WorkPartition(const ExperimentSpec& spec, std::uint64_t seeds,
                             std::span<const Treatment> treatments, std::size_t n_users)
    : seeds_(seeds),
      days_(static_cast<std::uint64_t>(spec.days)),
      episodes_(static_cast<std::uint64_t>(spec.episodes)) {
  const bool remembers =
      std::any_of(treatments.begin(), treatments.end(),
                  [](const Treatment& treatment) { return treatment.users_in_order(); });
  const bool changes = spec.between_days.has_value();
  const bool learns = days_ > 1 && std::any_of(treatments.begin(), treatments.end(),
                                               [](const Treatment& treatment) {
                                                 return !treatment.learners.empty();
                                               });
  const bool one_stream = spec.random == RandomSource::numpy;
  whole_seeds_ = learns || changes || one_stream;
  by_user_ = remembers || one_stream;
  user_work_units_ = whole_seeds_ ? 1 : std::min<std::uint64_t>(kMostUserWorkUnits, n_users);
}

EpisodeRange WorkPartition::day_episodes(std::uint64_t day) const {
  return {part(episodes_, days_, day), part(episodes_, days_, day + 1)};
}

std::uint64_t WorkPartition::work_units(std::uint64_t day) const {
  if (by_user_) return user_work_units_;
  const EpisodeRange range = day_episodes(day);
  return (range.end - range.begin + kWorkUnitEpisodes - 1) / kWorkUnitEpisodes;
}

EpisodeRange WorkPartition::episodes(std::uint64_t day, const WorkUnitRange& work_units) const {
  EpisodeRange range = day_episodes(day);
  if (by_user_) {
    range.users = {work_units.lower(), work_units.upper(), user_work_units_};
    return range;
  }
  const std::uint64_t first = range.begin;
  range.begin = first + work_units.lower() * kWorkUnitEpisodes;
  range.end = std::min(range.end, first + work_units.upper() * kWorkUnitEpisodes);
  return range;
}

double WorkPartition::expected_episodes(std::uint64_t day, const WorkUnitRange& work_units) const {
  const EpisodeRange range = episodes(day, work_units);
  return static_cast<double>(range.end - range.begin) *
         static_cast<double>(range.users.end - range.users.begin) /
         static_cast<double>(range.users.of);
}

WorkUnitSet WorkPartition::of_share(std::uint64_t seed, std::uint64_t day,
                                    const WorkShare& share) const {
  // Shares get whole seeds when there are enough seeds, so that few seeds are incomplete at a time.
  const bool deal_seeds = whole_seeds_ || seeds_ % share.count == 0 || seeds_ / 4 >= share.count;
  const std::uint64_t all = work_units(day);
  WorkUnitSet work_units;
  if (deal_seeds) {
    if (seed % share.count == share.index) work_units.add(WorkUnitRange(0, all));
  } else {
    work_units.add(WorkUnitRange(part(all, share.count, share.index),
                                 part(all, share.count, share.index + 1)));
  }
  return work_units;
}

}  // namespace reprise
