#include "experiments/logs/log_results.h"

#include <algorithm>
#include <cmath>
#include <ctime>
#include <numeric>
#include <unordered_map>

#include <fmt/chrono.h>
#include <fmt/format.h>

#include "experiments/analysis/compare_treatments.h"
#include "experiments/analysis/course_of_sessions.h"
#include "experiments/analysis/effects_by_segment.h"
#include "experiments/analysis/treatment_result.h"
#include "experiments/logs/log_alarms.h"
#include "experiments/running/version.h"
#include "sim/support/suggestion.h"

namespace reprise {
namespace {

// Returns the indices of the treatments in the order of the results: the control first.
std::vector<std::size_t> ordered(const ReadLog& log, const std::string& control) {
  const auto found = std::find(log.treatments.begin(), log.treatments.end(), control);
  if (found == log.treatments.end()) {
    throw UserError(
        fmt::format("no user of {} has the control '{}'{}; its treatments are {}: say by --control "
                    "which is the control",
                    log.experiment, control, did_you_mean(control, log.treatments),
                    fmt::join(log.treatments, ", ")));
  }
  std::vector<std::size_t> order(log.treatments.size());
  std::iota(order.begin(), order.end(), std::size_t{0});
  const auto place = found - log.treatments.begin();
  std::rotate(order.begin(), order.begin() + place, order.begin() + place + 1);
  return order;
}

UserValues values(const LogTreatment& treatment, const LogMetric& metric) {
  UserValues values;
  for (std::size_t i = 0; i < treatment.users.size(); ++i) {
    const LogUser& user = treatment.users[i];
    if (user.sessions == 0) continue;
    values.users.push_back(static_cast<UserIndex>(i));
    values.values.push_back(metric.value(user));
    values.sessions.push_back(static_cast<double>(user.sessions));
    values.budget_residual.push_back(0);  // a log has no session budget
  }
  return values;
}

TreatmentResult treatment_result(const std::string& name, const LogTreatment& treatment,
                                 const LogView& view) {
  TreatmentResult result;
  result.name = name;
  result.control = name == view.control;
  result.users = static_cast<std::uint64_t>(
      std::count_if(treatment.users.begin(), treatment.users.end(),
                    [](const LogUser& user) { return user.sessions > 0; }));
  result.sessions = treatment.sessions();
  result.recommendations = treatment.recommendations();
  for (const LogMetric* metric : view.metrics) {
    result.metrics.push_back(metric_estimate(metric->description.name, values(treatment, *metric),
                                             *plain_mean(), {1 - view.confidence, std::nullopt}));
  }
  const IntervalRule rule{1 - view.confidence, std::nullopt};
  add_lengths(result, treatment.lengths, rule);
  add_times_by_step(result, treatment.steps, treatment.time_by_step, rule);
  return result;
}

std::string moment_text(double milliseconds) {
  // Years 0 to 9999. Numbers beyond are no times, and no calendar has them.
  constexpr double kFirst = -62167219200e3;
  constexpr double kLast = 253402300799e3;
  if (!(milliseconds >= kFirst && milliseconds <= kLast)) return fmt::format("{}", milliseconds);
  const auto seconds = static_cast<std::time_t>(std::floor(milliseconds / 1000));
  return fmt::format("{:%Y-%m-%d %H:%M:%S} UTC", fmt::gmtime(seconds));
}

// Adds the effects among the users who are alike in a field. As in a run they are on the time per
// session, or on the first metric.
void add_segments(const ReadLog& log, const LogView& view, const std::vector<std::size_t>& order,
                  const EffectSettings& settings, const Design& design, Results& results) {
  const LogMetric* metric = view.metrics.front();
  for (const LogMetric* one : view.metrics) {
    if (one->description.name == "mean_time_per_session") metric = one;
  }
  Users users;
  users.ids = view.users->ids;
  const std::vector<UserCut> cuts = field_cuts(users, view.users->fields);
  std::vector<std::string> names;
  std::vector<UserValues> all;
  std::vector<std::unordered_map<std::int64_t, std::size_t>> place_of;
  for (const std::size_t treatment : order) {
    const LogTreatment& of_log = log.totals.treatments[treatment];
    names.push_back(log.treatments[treatment]);
    all.push_back(values(of_log, *metric));
    auto& places = place_of.emplace_back();
    for (std::size_t i = 0; i < all.back().users.size(); ++i) {
      places.emplace(of_log.users[all.back().users[i]].user, i);
    }
  }
  const auto of_segment = [&](std::size_t treatment, const UserSegment& segment) {
    UserValues some;
    for (const UserIndex user : segment.users) {
      const auto at = place_of[treatment].find(users.ids[user]);
      if (at == place_of[treatment].end()) continue;
      some.users.push_back(user);
      some.values.push_back(all[treatment].values[at->second]);
      some.sessions.push_back(all[treatment].sessions[at->second]);
      some.budget_residual.push_back(0);
    }
    return some;
  };
  results.groups = effects_in_cuts(cuts, {.settings = settings,
                                          .design = design,
                                          .metric = metric->description.name,
                                          .treatments = std::move(names),
                                          .values = of_segment});
  for (const UserCut& cut : cuts) {
    const bool there = std::any_of(results.groups.begin(), results.groups.end(),
                                   [&](const SegmentEffect& one) { return one.trait == cut.name; });
    if (there) results.traits.push_back({cut.name, cut.meaning});
  }
}

}  // namespace

Results log_results(const ReadLog& log, const LogView& view) {
  // Compare the treatments as an experiment of the design 'split' does.
  const std::vector<std::size_t> order = ordered(log, view.control);
  DesignContext context{log.experiment};
  const Recipe<DesignPart> split =
      ParameterType<Recipe<DesignPart>>::read(Node::make_scalar("split"), "design");
  const std::unique_ptr<Design> design = split.make(context);
  EffectSettings settings;
  settings.design = split.name;
  settings.interval = view.interval;
  settings.estimates.rule.alpha = 1 - view.confidence;
  // The upstream notebook does not adjust treatments for each other.
  if (view.interval == IntervalKind::notebook) settings.multiplicity = Multiplicity::none;

  // Describe the run, as far as a log knows it.
  Results results;
  results.program = version_text();
  results.experiment = log.experiment;
  results.design = split.name;
  results.interval = choices(IntervalKind{})[static_cast<std::size_t>(view.interval)];
  results.estimator = "mean";
  results.confidence = view.confidence;
  results.multiplicity = choices(Multiplicity{})[static_cast<std::size_t>(settings.multiplicity)];
  results.control = view.control;
  LogSummary& summary = results.log.emplace();
  summary.files = log.inputs.size();
  summary.rows = log.totals.rows;
  summary.first = moment_text(log.totals.first);
  summary.last = moment_text(log.totals.last);
  summary.fingerprint = log.fingerprint();
  summary.command = view.command;
  // Estimate each treatment, then compare each with the control.
  for (const LogMetric* metric : view.metrics) results.metrics.push_back(metric->description);
  const std::vector<LogTreatment>& treatments = log.totals.treatments;
  for (const std::size_t i : order) {
    results.treatments.push_back(treatment_result(log.treatments[i], treatments[i], view));
  }
  std::vector<TreatmentComparison> comparisons;
  for (const std::size_t i : std::span(order).subspan(1)) {
    for (const LogMetric* metric : view.metrics) {
      comparisons.push_back(
          compare_users(settings, *design, *plain_mean(), metric->description.name,
                        {view.control, values(treatments[order.front()], *metric)},
                        {log.treatments[i], values(treatments[i], *metric)}));
    }
  }
  results.effects = build_effects(settings, comparisons);
  results.warnings = log_alarms(log, view.budget);
  if (view.users != nullptr) {
    add_segments(log, view, order, settings, *design, results);
    if (view.users->unknown > 0) {
      results.warnings.push_back(fmt::format(
          "{} of {} users of the log are not in {}; in segments they stand under '{}'",
          view.users->unknown, view.users->ids.size(), view.users->file, kNoValueGiven));
    }
  }
  return results;
}

}  // namespace reprise
