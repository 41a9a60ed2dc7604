#include "experiments/metrics/metric.h"

namespace reprise {
namespace {

const MetricRegistration registration(Metric{.name = "time",
                                             .unit = "whole tracks",
                                             .help = "time a user listened in all sessions, in tracks",
                                             .better = Better::higher,
                                             .numerator = listened_hundredths,
                                             .denominator = nullptr,
                                             .scale = 0.01});

}  // namespace
}  // namespace reprise
