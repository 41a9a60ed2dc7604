#include "experiments/evaluation/off_policy_interval.h"

#include <cmath>

#include "experiments/statistics/student_t.h"

namespace reprise {
namespace {

// `sum_of_squares` is that of the users' influences.
OffPolicyInterval interval(double value, double sum_of_squares, std::size_t users, double alpha) {
  const auto n = static_cast<double>(users);
  const double variance = users > 1 ? sum_of_squares * n / (n - 1) : 0;
  const StudentInterval student = student_interval(value, std::sqrt(variance), n - 1, alpha);
  return {student.estimate, student.standard_error, student.lower, student.upper};
}

}  // namespace

OffPolicyInterval interval_of(const OffPolicyEstimates& estimates, std::size_t i, double alpha) {
  return interval(estimates[i].value, estimates[i].squares, estimates.n_users(), alpha);
}

OffPolicyInterval difference_of(const OffPolicyEstimates& treatment, std::size_t of_treatment,
                                const OffPolicyEstimates& control, std::size_t of_control,
                                double alpha) {
  double squares = 0;
  for (std::size_t user = 0; user < treatment.n_users(); ++user) {
    const double difference =
        treatment.influence(of_treatment, user) - control.influence(of_control, user);
    squares += difference * difference;
  }
  return interval(treatment[of_treatment].value - control[of_control].value, squares,
                  treatment.n_users(), alpha);
}

}  // namespace reprise
