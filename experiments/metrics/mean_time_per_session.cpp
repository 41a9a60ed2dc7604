#include "experiments/metrics/metric.h"

namespace reprise {
namespace {

const MetricRegistration registration(Metric{
    .name = "mean_time_per_session",
    .unit = "tracks listened to",
    .help = "time listened in a session, in tracks, the first included",
    .better = Better::higher,
    .numerator = listened_hundredths,
    .denominator = one_session,
    .scale = 0.01,
    .average = Average::of_users,
    .quantile = 0});

}  // namespace
}  // namespace reprise
