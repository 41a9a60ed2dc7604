#include "experiments/metrics/metric.h"

namespace reprise {
namespace {

std::int64_t skips(const Session& session) { return session.skips(); }

const MetricRegistration registration(Metric{.name = "skip_rate",
                                             .unit = "share of the recommendations",
                                             .help = "recommendations that cost session budget",
                                             .better = Better::lower,
                                             .numerator = skips,
                                             .denominator = recommended_tracks,
                                             .scale = 1.0,
                                             .average = Average::of_users,
                                             .quantile = 0});

}  // namespace
}  // namespace reprise
