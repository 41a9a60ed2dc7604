#include "experiments/metrics/metric.h"

namespace reprise {
namespace {

const MetricRegistration registration(Metric{.name = "mean_tracks_per_session",
                                             .unit = "tracks",
                                             .help = "tracks a session lasts, the first included",
                                             .better = Better::higher,
                                             .numerator = played_tracks,
                                             .denominator = one_session,
                                             .scale = 1.0,
                                             .average = Average::of_users,
                                             .quantile = 0});

}  // namespace
}  // namespace reprise
