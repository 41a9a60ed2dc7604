#include "experiments/metrics/metric.h"

namespace reprise {
namespace {

std::int64_t recommended_hundredths(const Session& session) { return session.listened(); }

const MetricRegistration registration(Metric{
    .name = "time_per_track",
    .unit = "share of the track",
    .help = "time listened of all recommended tracks over their number, whoever played them",
    .better = Better::higher,
    .numerator = recommended_hundredths,
    .denominator = recommended_tracks,
    .scale = 0.01,
    .average = Average::of_totals,
    .quantile = 0});

}  // namespace
}  // namespace reprise
