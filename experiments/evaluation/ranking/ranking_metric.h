// The registry of ranking metrics: offline numbers from how a policy ranks the tracks that people
// listened to. A ranking metric is one new file.
#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <tuple>
#include <vector>

#include "recommenders/propensities.h"
#include "sim/support/registered.h"
#include "sim/world/world.h"

namespace reprise {

/// The length of the lists that ranking metrics look at.
inline constexpr std::uint32_t kRankedTracks = 10;

/// A policy's ranking of the catalog at a step of the log whose track was listened to for half or
/// more: by propensity, the most probable track first. Tracks of equal propensity are in random
/// order; metrics are expectations over it.
struct RankedStep {
  TrackId track = 0;   // the one that was listened to
  double above = 0;    // number of tracks with larger propensities
  double ties = 0;     // number of tracks with the same one, itself included
  bool named = false;  // its propensity is above 0; else it is in no list of the policy
  const Propensities& propensities;
  const Catalog& catalog;
  std::span<const double> popularity;  // by track: share of the sessions before that played it
};

struct RankingMetric {
  static constexpr const char* kind = "ranking metric";

  std::string name;
  int place = 0;
  std::string help;
  bool larger_is_better = true;
  // One of these is given. The metric is the mean of of_step over steps, or of_catalog of the
  // number of tracks that were among the kRankedTracks most probable ones of any step. Pure.
  double (*of_step)(const RankedStep& step) = nullptr;
  double (*of_catalog)(double shown, double n_tracks) = nullptr;

  std::tuple<int, const std::string&> order() const { return {place, name}; }
};

using RankingMetricRegistration = EntryRegistration<RankingMetric>;

/// Returns all ranking metrics, by place.
inline const std::vector<RankingMetric>& ranking_metrics() {
  return Registered<RankingMetric>::instance().all();
}

}  // namespace reprise
