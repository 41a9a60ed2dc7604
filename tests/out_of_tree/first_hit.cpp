#include "experiments/metrics/metric.h"

namespace {

using namespace reprise;

// The first track of a session is no recommendation; the next one is listened to for hundredths.
std::int64_t first_hit(const Session& session) {
  const auto times = session.playbacks().times();
  return times.size() > 1 && times[1] >= 50 ? 1 : 0;
}

const MetricRegistration registration(Metric{
    .name = "first_hit",
    .unit = "share of the sessions",
    .help = "sessions whose first recommendation was heard for half its length",
    .better = Better::higher,
    .numerator = first_hit,
    .denominator = one_session,
    .scale = 1.0,
    .average = Average::of_users,
    .quantile = 0});

}  // namespace
