// The metrics that the answer of an experiment is about: they say whether people keep listening.
#pragma once

#include <algorithm>
#include <array>
#include <string_view>

namespace reprise {

/// The metric above all. Whatever needs one metric and was told none takes this one.
inline constexpr std::string_view kHeadlineMetric = "mean_time_per_session";

/// All headline metrics, the first above all.
inline constexpr std::array<std::string_view, 2> kHeadlineMetrics{kHeadlineMetric,
                                                                  "mean_tracks_per_session"};

constexpr bool is_headline_metric(std::string_view metric) {
  return std::find(kHeadlineMetrics.begin(), kHeadlineMetrics.end(), metric) !=
         kHeadlineMetrics.end();
}

}  // namespace reprise
