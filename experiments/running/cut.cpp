#include "experiments/running/cut.h"

#include <algorithm>

namespace reprise {
namespace {

// Small enough to share work evenly, and large enough for all threads of one processor.
constexpr std::uint64_t kPortionEpisodes = 4096;
constexpr std::uint64_t kMostUserPortions = 1024;

// part(k, n, i) to part(k, n, i + 1) is the i-th of n nearly equal parts of k.
std::uint64_t part(std::uint64_t k, std::uint64_t n, std::uint64_t i) {
  return k / n * i + std::min(i, k % n);
}

}  // namespace

Cut::Cut(const ExperimentSpec& spec, std::uint64_t seeds, std::span<const Arm> arms,
         std::size_t n_users)
    : seeds_(seeds),
      days_(static_cast<std::uint64_t>(spec.days)),
      episodes_(static_cast<std::uint64_t>(spec.episodes)) {
  const bool remembers =
      std::any_of(arms.begin(), arms.end(), [](const Arm& arm) { return arm.users_in_order(); });
  const bool changes = spec.between_days.has_value();
  const bool learns = days_ > 1 && std::any_of(arms.begin(), arms.end(), [](const Arm& arm) {
                        return !arm.learners.empty();
                      });
  const bool one_stream = spec.random == RandomSource::numpy;
  whole_seeds_ = learns || changes || one_stream;
  by_user_ = remembers || one_stream;
  user_portions_ = whole_seeds_ ? 1 : std::min<std::uint64_t>(kMostUserPortions, n_users);
}

EpisodeRange Cut::day_episodes(std::uint64_t day) const {
  return {part(episodes_, days_, day), part(episodes_, days_, day + 1)};
}

std::uint64_t Cut::portions(std::uint64_t day) const {
  if (by_user_) return user_portions_;
  const EpisodeRange range = day_episodes(day);
  return (range.end - range.begin + kPortionEpisodes - 1) / kPortionEpisodes;
}

EpisodeRange Cut::episodes(std::uint64_t day, const PortionRange& portions) const {
  EpisodeRange range = day_episodes(day);
  if (by_user_) {
    range.users = {portions.lower(), portions.upper(), user_portions_};
    return range;
  }
  const std::uint64_t first = range.begin;
  range.begin = first + portions.lower() * kPortionEpisodes;
  range.end = std::min(range.end, first + portions.upper() * kPortionEpisodes);
  return range;
}

double Cut::expected_episodes(std::uint64_t day, const PortionRange& portions) const {
  const EpisodeRange range = episodes(day, portions);
  return static_cast<double>(range.end - range.begin) *
         static_cast<double>(range.users.end - range.users.begin) /
         static_cast<double>(range.users.of);
}

PortionSet Cut::of_share(std::uint64_t seed, std::uint64_t day, const Share& share) const {
  // Whole seeds where there are enough of them, so that few are open at a time.
  const bool deal_seeds = whole_seeds_ || seeds_ % share.count == 0 || seeds_ / 4 >= share.count;
  const std::uint64_t all = portions(day);
  PortionSet portions;
  if (deal_seeds) {
    if (seed % share.count == share.index) portions.add(PortionRange(0, all));
  } else {
    portions.add(
        PortionRange(part(all, share.count, share.index), part(all, share.count, share.index + 1)));
  }
  return portions;
}

}  // namespace reprise
