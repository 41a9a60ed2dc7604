#include "experiments/evaluation/reward_features.h"

#include <array>
#include <cmath>

namespace reprise {
namespace {

// A mean counts as if it had been seen so often before.
constexpr double kPrior = 4;

// Returns 1 - 0.8^plays.
double tiredness(std::uint32_t plays) {
  constexpr std::size_t kKnown = 64;
  static const std::array<double, kKnown> known = [] {
    std::array<double, kKnown> values{};
    for (std::size_t i = 0; i < kKnown; ++i) values[i] = 1 - std::pow(0.8, i);
    return values;
  }();
  return plays < kKnown ? known[plays] : 1 - std::pow(0.8, plays);
}

std::uint64_t pair_of(ArtistId first, ArtistId artist) {
  return static_cast<std::uint64_t>(first) << 32U | artist;
}

}  // namespace

RewardFeatures::RewardFeatures(const SessionsOfLog& log, std::size_t n,
                               std::span<const std::uint8_t> half, std::uint8_t of_half,
                               const Catalog& catalog)
    : catalog_(catalog), track_(catalog.n_tracks()) {
  std::vector<Mean> of_track(catalog.n_tracks());
  Mean all;
  for (std::size_t session = 0; session < n; ++session) {
    if (half[session] != of_half) continue;
    const ArtistId first = catalog.artist_of[log.tracks[log.begin[session]]];
    for (std::uint64_t at = log.begin[session] + 1; at < log.begin[session + 1]; ++at) {
      const double time = static_cast<double>(log.times[at]) / kWholeTrack;
      for (Mean* mean : {&all, &of_track[log.tracks[at]],
                         &pairs_[pair_of(first, catalog.artist_of[log.tracks[at]])]}) {
        mean->sum += time;
        mean->n += 1;
      }
    }
  }
  if (all.n > 0) mean_ = all.sum / all.n;
  for (TrackId track = 0; track < track_.size(); ++track) {
    track_[track] =
        static_cast<float>((of_track[track].sum + kPrior * mean_) / (of_track[track].n + kPrior));
  }
}

RewardFeatures::Place RewardFeatures::place(const Playbacks& playbacks) const {
  double sum = 0;
  for (const Hundredths time : playbacks.times()) sum += time;
  return {playbacks, catalog_.artist_of[playbacks.first()], catalog_.artist_of[playbacks.last()],
          static_cast<double>(playbacks.last_time()) / kWholeTrack,
          sum / kWholeTrack / static_cast<double>(playbacks.size())};
}

Features RewardFeatures::of(const Place& place, TrackId track) const {
  const ArtistId artist = catalog_.artist_of[track];
  const double of_track = track_[track];
  double of_pair = of_track;
  if (const auto found = pairs_.find(pair_of(place.first, artist)); found != pairs_.end()) {
    of_pair = (found->second.sum + kPrior * of_track) / (found->second.n + kPrior);
  }
  return {1,
          of_track,
          of_pair,
          place.playbacks.contains(track) ? 1.0 : 0.0,
          tiredness(place.playbacks.plays_of(artist)),
          artist == place.last ? 1.0 : 0.0,
          artist == place.first ? 1.0 : 0.0,
          place.last_time,
          place.mean_time};
}

}  // namespace reprise
