#include "experiments/analysis/courses_of_users.h"

#include <algorithm>
#include <cmath>
#include <limits>
#include <numeric>

#include "experiments/analysis/compare_treatments.h"
#include "experiments/analysis/headline_metric.h"
#include "experiments/statistics/confidence_sequence.h"

namespace reprise {
namespace {

// The confidence sequence is asymptotic, so there is no look before some dozens of users.
constexpr double kFirst = 50;
constexpr int kPoints = 24;

// Returns up to kPoints numbers of users from kFirst to `users`, each about the same multiple of
// the one before.
std::vector<std::size_t> stages(std::size_t users) {
  std::vector<std::size_t> numbers;
  const double all = static_cast<double>(users);
  for (int i = 0; i < kPoints && all > kFirst; ++i) {
    const double part = static_cast<double>(i) / (kPoints - 1);
    const auto n = static_cast<std::size_t>(std::lround(kFirst * std::pow(all / kFirst, part)));
    if (numbers.empty() || n > numbers.back()) numbers.push_back(n);
  }
  return numbers;
}

std::uint64_t sessions_of(const UserValues& users) {
  return static_cast<std::uint64_t>(
      std::accumulate(users.sessions.begin(), users.sessions.end(), 0.0));
}

Course::Point point_of(const Effect& effect, std::uint64_t sessions) {
  constexpr double kUnknown = std::numeric_limits<double>::quiet_NaN();
  const bool bounded = effect.shape == IntervalShape::bounded;
  return {sessions, effect.effect, bounded ? effect.lower : kUnknown,
          bounded ? effect.upper : kUnknown};
}

}  // namespace

std::vector<Course> courses_of_users(const Prepared& prepared, const std::vector<Totals>& totals) {
  const Metric* headline = headline_metric(prepared.spec);
  if (headline == nullptr) return {};
  const Metric& metric = *headline;
  const bool split = !prepared.assignment.empty();
  std::vector<UserIndex> all(prepared.world().users.size());
  std::iota(all.begin(), all.end(), UserIndex{0});
  EffectSettings settings = effect_settings(prepared.spec);
  std::vector<Course> courses;
  for (std::size_t treatment = 1; treatment < prepared.treatments.size(); ++treatment) {
    if (prepared.treatments[treatment].capabilities.observes_latent_state) continue;
    Course course{prepared.treatments[treatment].name, metric.name, {}};
    for (const std::size_t n : stages(all.size())) {
      const std::span<const UserIndex> users = std::span(all).first(n);
      // Compare the first n users. Skip looks at which a treatment has fewer than two users.
      const auto values = [&](std::size_t of) {
        return totals[of].values(metric, *prepared.observables, users);
      };
      const UserValues control = values(0);
      const UserValues treated = values(treatment);
      const std::uint64_t seen = control.users.size() + (split ? treated.users.size() : 0);
      if (control.users.size() < 2 || treated.users.size() < 2) continue;
      settings.estimates.rule.anytime_look =
          AnytimeLook{confidence_sequence_rho2(settings.estimates.rule.alpha, all.size()), seen};
      const TreatmentComparison comparison = compare_users(
          settings, *prepared.design, *prepared.estimator, metric.name,
          {prepared.treatments[0].name, control}, {prepared.treatments[treatment].name, treated});
      course.points.push_back(point_of(build_effects(settings, {comparison}).front(),
                                       sessions_of(control) + (split ? sessions_of(treated) : 0)));
    }
    if (course.points.size() > 1) courses.push_back(std::move(course));
  }
  return courses;
}

}  // namespace reprise
