// Defines the headline metrics. The answer of an experiment is about these metrics, because they
// say whether people keep listening.
#pragma once

#include <algorithm>
#include <array>
#include <string_view>

namespace reprise {

/// The most important metric. Code that needs one metric, and was given none, uses this metric.
inline constexpr std::string_view kHeadlineMetric = "mean_time_per_session";

/// All headline metrics, the most important one first.
inline constexpr std::array<std::string_view, 2> kHeadlineMetrics{kHeadlineMetric,
                                                                  "mean_tracks_per_session"};

constexpr bool is_headline_metric(std::string_view metric) {
  return std::find(kHeadlineMetrics.begin(), kHeadlineMetrics.end(), metric) !=
         kHeadlineMetrics.end();
}

}  // namespace reprise
