#include "experiments/metrics/metric.h"

namespace reprise {
namespace {

std::int64_t artists(const Session& session) { return session.playbacks().distinct_artists(); }

const MetricRegistration registration(Metric{
    .name = "artists_per_session",
    .unit = "artists",
    .help = "different artists in a session, the first track's included",
    .better = Better::neither,
    .numerator = artists,
    .denominator = one_session,
    .scale = 1.0,
    .average = Average::of_users,
    .quantile = 0});

}  // namespace
}  // namespace reprise
