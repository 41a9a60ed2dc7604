#include "experiments/metrics/metric.h"

namespace reprise {
namespace {

const MetricRegistration registration(Metric{
    .name = "time",
    .unit = "tracks listened to",
    .help = "time a user listened in all sessions, in tracks",
    .better = Better::higher,
    .numerator = listened_hundredths,
    .denominator = nullptr,
    .scale = 0.01,
    .average = Average::of_users,
    .quantile = 0});

}  // namespace
}  // namespace reprise
