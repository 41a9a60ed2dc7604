// What a service can know of a track before it recommends it, as numbers from which rewards are
// predicted by linear models.
#pragma once

#include <array>
#include <cstdint>
#include <unordered_map>
#include <vector>

#include "experiments/evaluation/played_log.h"
#include "sim/world/world.h"

namespace reprise {

inline constexpr std::size_t kFeatures = 9;
using Features = std::array<double, kFeatures>;

/// Means of listening times in one half of a log, and the features that are made with them:
/// a constant; the track's mean time, drawn towards that of all; the mean time of its artist after
/// first tracks of the session's first artist, drawn towards the track's; whether the track was
/// played in this session; 1 - 0.8^plays of its artist; whether its artist is the previous track's,
/// and the first one's; the previous time; the session's mean time so far. Immutable.
class RewardFeatures {
 public:
  /// Learns from the sessions (of the log's first `n`) whose `half` is `of_half`.
  RewardFeatures(const SessionsOfLog& log, std::size_t n, std::span<const std::uint8_t> half,
                 std::uint8_t of_half, const Catalog& catalog);

  /// What a session has come to, as far as features need it. `playbacks` must outlive it unchanged.
  struct Place {
    const Playbacks& playbacks;
    ArtistId first;
    ArtistId last;
    double last_time;  // in tracks, as the next
    double mean_time;
  };
  Place place(const Playbacks& playbacks) const;

  /// Returns the features of a track as the next one of a session.
  Features of(const Place& place, TrackId track) const;

 private:
  struct Mean {
    double sum = 0;
    double n = 0;
  };

  const Catalog& catalog_;
  double mean_ = 0.5;
  std::vector<float> track_;                       // drawn towards mean_
  std::unordered_map<std::uint64_t, Mean> pairs_;  // by first artist and artist
};

}  // namespace reprise
