#include <cmath>

#include "experiments/metrics/metric_part.h"

namespace {

using namespace reprise;

struct FirstHitParameters {
  double above = 0.5;
};

// The first track of a session is no recommendation; the next one is listened to for hundredths.
Metric first_hit(const FirstHitParameters& parameters, MetricContext&) {
  const auto least = static_cast<Hundredths>(std::lround(100 * parameters.above));
  return {.name = "first_hit",
          .unit = "share of the sessions",
          .help = "sessions whose first recommendation was heard for long enough",
          .better = Better::higher,
          .numerator = Observable::with_parameters([least](const Session& session) {
            const auto times = session.playbacks().times();
            return times.size() > 1 && times[1] >= least ? 1 : 0;
          }),
          .denominator = one_session,
          .scale = 1.0,
          .average = Average::of_users,
          .quantile = 0};
}

const Registration<MetricPart> registration(
    "sessions whose first recommendation was heard for long enough",
    Parameters<FirstHitParameters>("first_hit")
        .add("above", &FirstHitParameters::above, "the share of the track that is long enough",
             {.min = 0, .max = 1})
        .short_form(),
    first_hit);

}  // namespace
