#include "experiments/metrics/metric.h"

namespace reprise {
namespace {

std::int64_t returned(const Session& session) {
  constexpr double kDays = 7;
  return session.days_to_return().value_or(2 * kDays) <= kDays ? 1 : 0;
}

const MetricRegistration registration(Metric{
    .name = "returned_within_7_days",
    .unit = "share of the sessions",
    .help = "sessions after which the user comes back within 7 days; needs users with "
            "'return: days'",
    .better = Better::higher,
    .numerator = returned,
    .denominator = one_session,
    .scale = 1.0,
    .average = Average::of_users,
    .quantile = 0,
    .needs_days = true});

}  // namespace
}  // namespace reprise
