#include "reports/results/verdict.h"

#include <string>

#include "reports/results/headline_metrics.h"

namespace reprise {

MetricDescription describe_metric(const Results& results, std::string_view metric) {
  for (const MetricDescription& known : results.metrics) {
    if (known.name == metric) return known;
  }
  return {std::string(metric), "", is_headline_metric(metric) ? Better::higher : Better::neither};
}

bool same_in_every_session(const Effect& effect) {
  return effect.difference == 0 && effect.difference_lower == 0 && effect.difference_upper == 0;
}

Verdict verdict_of(const Effect& effect, Better better) {
  // An effect too small to matter is tested first, because with enough sessions every effect is
  // significant.
  if (effect.equivalent || same_in_every_session(effect)) return Verdict::equivalent;
  if (!effect.significant) return Verdict::unclear;
  // The verdict uses the difference, because it has a sign even if the control's mean is 0 and
  // there is no percentage.
  const bool signed_difference =
      effect.difference < 0 || effect.difference > 0;  // neither 0 nor NaN
  if (better == Better::neither || !signed_difference) return Verdict::differs;
  return (effect.difference > 0) == (better == Better::higher) ? Verdict::better : Verdict::worse;
}

Verdict verdict_of(const Results& results, const Effect& effect) {
  return verdict_of(effect, describe_metric(results, effect.metric).better);
}

std::string_view verdict_words(Verdict verdict) {
  switch (verdict) {
    case Verdict::better:
      return "better";
    case Verdict::worse:
      return "worse";
    case Verdict::equivalent:
      return "equivalent";
    case Verdict::differs:
      return "differs";
    case Verdict::unclear:
      return "not yet known";
    case Verdict::none:
      break;
  }
  return "";
}

}  // namespace reprise
