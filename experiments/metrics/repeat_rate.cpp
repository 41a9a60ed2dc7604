#include "experiments/metrics/metric.h"

namespace reprise {
namespace {

std::int64_t repeats(const Session& session) { return session.repeats(); }

const MetricRegistration registration(Metric{
    .name = "repeat_rate",
    .unit = "share of the recommendations",
    .help = "recommendations already played in the session",
    .better = Better::lower,
    .numerator = repeats,
    .denominator = recommended_tracks,
    .scale = 1.0,
    .average = Average::of_users,
    .quantile = 0});

}  // namespace
}  // namespace reprise
