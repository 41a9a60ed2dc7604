#include "experiments/analysis/health.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <optional>

#include <fmt/format.h>

#include "experiments/statistics/alarm_level.h"
#include "experiments/statistics/srm.h"
#include "experiments/statistics/student_t.h"

namespace reprise {
namespace {

// Checks that the numbers of users per treatment are as equal as a random assignment makes them.
std::optional<HealthCheck> sample_ratio_check(const Prepared& prepared,
                                              const std::vector<Totals>& totals) {
  if (prepared.assignment.empty() || totals.size() < 2) return std::nullopt;
  std::vector<std::uint64_t> users;
  for (const Totals& treatment : totals) users.push_back(treatment.users(*prepared.observables));
  const SampleRatio ratio = sample_ratio(users, std::vector<double>(users.size(), 1.0));
  return HealthCheck{
      "sample ratio", !ratio.alarm(),
      fmt::format(
          "{} users in the treatments, where equal numbers are expected: p {:.3g}, an alarm "
          "below {:.3g}",
          fmt::join(users, " : "), ratio.p, kAlarmLevel)};
}

// Checks that the mean of tracks - time - budget is 0 under every treatment, as it must be. Where
// sessions do not end by a budget, it is that of tracks - time - skips, for a step is a skip with a
// chance of 1 - time under every user model. Where users are lost, those who stay had the luckier
// sessions, and there is nothing that must be 0.
std::optional<HealthCheck> budget_identity_check(const Prepared& prepared,
                                                 const std::vector<Totals>& totals) {
  const UserModelFacts facts = facts_of(prepared.world());
  if (facts.loses_users) return std::nullopt;
  const char* spent = facts.leaves_otherwise ? "skips" : "budget";
  const Metric sessions = *find_metric("sessions");
  double worst_p = 1;
  double worst = 0;
  std::string who;
  for (std::size_t treatment = 0; treatment < totals.size(); ++treatment) {
    const Moments budget_residual =
        moments(totals[treatment].values(sessions, *prepared.observables).budget_residual);
    if (budget_residual.n < 2) continue;
    const double n = static_cast<double>(budget_residual.n);
    const StudentInterval interval = student_interval(
        budget_residual.mean, std::sqrt(budget_residual.variance / n), n - 1, kAlarmLevel);
    if (who.empty() || interval.p < worst_p) {
      worst_p = interval.p;
      worst = budget_residual.mean;
      who = prepared.treatments[treatment].name;
    }
  }
  if (who.empty()) return std::nullopt;
  // The p value is the smallest of several, so it is multiplied by the number of treatments.
  const double p = std::min(1.0, worst_p * static_cast<double>(totals.size()));
  return HealthCheck{
      fmt::format("tracks - time = {}", spent), p >= kAlarmLevel,
      fmt::format("a session's tracks exceed its time and {} by {:+.4f} on "
                  "average where it is furthest from 0, under {}: p {:.3g}, an alarm "
                  "below {:.3g}",
                  spent, worst, who, p, kAlarmLevel)};
}

// Checks that no effect is found between the control and a treatment that is the same recommender
// under another name.
std::optional<HealthCheck> aa_check(const Prepared& prepared, const std::vector<Effect>& effects) {
  std::optional<double> worst;
  std::string what;
  std::size_t copies = 0;
  for (const Treatment& treatment : prepared.treatments) {
    if (&treatment == &prepared.treatments[0] ||
        treatment.sentence != prepared.treatments[0].sentence) {
      continue;
    }
    ++copies;
    for (const Effect& effect : effects) {
      if (effect.treatment != treatment.name || !std::isfinite(effect.p)) continue;
      if (worst && effect.p >= *worst) continue;
      worst = effect.p;
      what = fmt::format("{} of {}", effect.metric, treatment.name);
    }
  }
  if (!worst) return std::nullopt;
  // The p value is the smallest of so many, so it is multiplied by their number (Bonferroni).
  const double comparisons = static_cast<double>(copies * prepared.spec.metrics.size());
  const double p = std::min(1.0, *worst * comparisons);
  return HealthCheck{"A/A", p >= kAlarmLevel,
                     fmt::format("the control under another name differs from it most in {}: p "
                                 "{:.3g}, adjusted for the number of {}",
                                 what, p, copies > 1 ? "comparisons" : "metrics")};
}

// Checks that sessions that are played again have the same results. If they differ, a treatment
// keeps hidden state of its own, and then no two runs can be compared.
std::optional<HealthCheck> repeat_check(const Prepared& prepared,
                                        const std::optional<RepeatedSessions>& repeated) {
  if (!repeated) return std::nullopt;
  std::vector<std::string> differ;
  for (const std::size_t treatment : repeated->differing) {
    differ.push_back(prepared.treatments[treatment].name);
  }
  return HealthCheck{
      .name = "identical arms",
      .passed = differ.empty(),
      .text = differ.empty()
                  ? fmt::format("{} sessions played again under the same treatments differ by "
                                "exactly 0",
                                repeated->sessions)
                  : fmt::format("{} sessions played again under the same treatment are not the "
                                "same for {}",
                                repeated->sessions, fmt::join(differ, ", "))};
}

}  // namespace

std::vector<HealthCheck> health_checks(const Prepared& prepared, const std::vector<Totals>& totals,
                                       const std::vector<Effect>& effects,
                                       const std::optional<RepeatedSessions>& repeated) {
  std::vector<HealthCheck> checks;
  for (std::optional<HealthCheck>& check :
       std::array{sample_ratio_check(prepared, totals), budget_identity_check(prepared, totals),
                  repeat_check(prepared, repeated), aa_check(prepared, effects)}) {
    if (check) checks.push_back(std::move(*check));
  }
  return checks;
}

}  // namespace reprise
