#include "experiments/statistics/interval_rule.h"

#include "experiments/statistics/confidence_sequence.h"

namespace reprise {

StudentInterval IntervalRule::interval(double estimate, double standard_error,
                                       double degrees_of_freedom, double level) const {
  StudentInterval interval = student_interval(estimate, standard_error, degrees_of_freedom, level);
  if (!anytime_look || degrees_of_freedom <= 0) return interval;
  const AnytimeInterval anytime = confidence_sequence(
      estimate, standard_error, anytime_look->sessions, anytime_look->rho2, level);
  interval.lower = anytime.lower;
  interval.upper = anytime.upper;
  interval.p = anytime.p;
  interval.critical =
      confidence_sequence_critical(anytime_look->sessions, anytime_look->rho2, level);
  return interval;
}

StudentInterval IntervalRule::again(const StudentInterval& at_some_level, double level) const {
  const bool known = at_some_level.degrees_of_freedom > 0;
  return interval(at_some_level.estimate, known ? at_some_level.standard_error : 0,
                  at_some_level.degrees_of_freedom, level);
}

}  // namespace reprise
