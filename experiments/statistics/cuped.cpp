#include "experiments/statistics/cuped.h"

#include <algorithm>
#include <cmath>

#include "experiments/statistics/welch.h"
#include "sim/support/check.h"

namespace reprise {
namespace {

// Sums of squares and products around each treatment's own mean, added over both treatments.
struct WithinTreatments {
  double xx = 0;
  double xy = 0;
  double yy = 0;

  void add(const PairedMoments& treatment) {
    if (treatment.first.n < 2) return;
    const double df = static_cast<double>(treatment.first.n - 1);
    xx += df * treatment.first.variance;
    xy += df * treatment.covariance;
    yy += df * treatment.second.variance;
  }
};

WithinTreatments within_treatments(const PairedMoments& control, const PairedMoments& treatment) {
  WithinTreatments sums;
  sums.add(control);
  sums.add(treatment);
  return sums;
}

// Returns the moments of y - theta (x - centre). Rounding may push a variance of 0 below 0.
Moments adjusted(const PairedMoments& treatment, double theta, double centre) {
  const double variance = treatment.second.variance -
                          theta * (2 * treatment.covariance - theta * treatment.first.variance);
  return {.n = treatment.second.n,
          .mean = treatment.second.mean - theta * (treatment.first.mean - centre),
          .variance = std::max(0.0, variance)};
}

}  // namespace

double cuped_theta(const PairedMoments& control, const PairedMoments& treatment) {
  const WithinTreatments sums = within_treatments(control, treatment);
  return sums.xx > 0 ? sums.xy / sums.xx : 0;
}

CupedEstimate cuped(const PairedMoments& control, const PairedMoments& treatment, double theta,
                    double alpha) {
  REPRISE_CHECK(std::isfinite(theta), "theta {}", theta);
  const double centre = merged(control.first, treatment.first).mean;
  const Moments of_control = adjusted(control, theta, centre);
  const Moments of_treatment = adjusted(treatment, theta, centre);
  const WithinTreatments sums = within_treatments(control, treatment);
  CupedEstimate estimate{.adjusted = welch(of_control, of_treatment, alpha),
                         .control = of_control.mean,
                         .treatment = of_treatment.mean};
  if (sums.xx > 0 && sums.yy > 0) {
    estimate.r_squared = std::clamp((sums.xy / sums.xx) * (sums.xy / sums.yy), 0.0, 1.0);
  }
  return estimate;
}

}  // namespace reprise
