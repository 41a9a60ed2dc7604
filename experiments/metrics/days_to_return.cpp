#include <cmath>

#include "experiments/metrics/metric.h"

namespace reprise {
namespace {

bool returns(const Session& session) {
  return session.days_to_return() && std::isfinite(*session.days_to_return());
}
std::int64_t returning(const Session& session) { return returns(session) ? 1 : 0; }
std::int64_t hundredths_of_days(const Session& session) {
  return returns(session) ? std::llround(100 * *session.days_to_return()) : 0;
}

const MetricRegistration registration(Metric{
    .name = "days_to_return",
    .unit = "days",
    .help = "days from a session to the user's next one, among sessions that have a next; "
            "needs users with 'return: days'",
    .better = Better::lower,
    .numerator = hundredths_of_days,
    .denominator = returning,
    .scale = 0.01,
    .average = Average::of_totals,
    .quantile = 0,
    .needs_days = true});

}  // namespace
}  // namespace reprise
