#include "experiments/metrics/metric.h"

namespace reprise {
namespace {

const MetricRegistration registration(Metric{.name = "sessions",
                                             .unit = "sessions",
                                             .help = "sessions of a user",
                                             .better = Better::neither,
                                             .numerator = one_session,
                                             .denominator = nullptr,
                                             .scale = 1.0,
                                             .average = Average::of_users,
                                             .quantile = 0});

}  // namespace
}  // namespace reprise
