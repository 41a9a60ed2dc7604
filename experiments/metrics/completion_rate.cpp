#include <algorithm>

#include "experiments/metrics/metric.h"

namespace reprise {
namespace {

// A track counts as heard out from this time on, as published shares of listening logs count it.
constexpr Hundredths kHeardOut = 90;

std::int64_t heard_out(const Session& session) {
  const std::span<const Hundredths> times = session.playbacks().times().subspan(1);
  return std::count_if(times.begin(), times.end(),
                       [](Hundredths time) { return time >= kHeardOut; });
}

const MetricRegistration registration(Metric{
    .name = "completion_rate",
    .unit = "share of the recommendations",
    .help = "recommendations of which at least nine tenths were heard",
    .better = Better::higher,
    .numerator = heard_out,
    .denominator = recommended_tracks,
    .scale = 1.0,
    .average = Average::of_users,
    .quantile = 0});

}  // namespace
}  // namespace reprise
