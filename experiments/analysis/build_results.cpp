#include "experiments/analysis/build_results.h"

#include <algorithm>
#include <map>
#include <utility>

#include <fmt/format.h>

#include "experiments/analysis/compare_treatments.h"
#include "experiments/analysis/courses_of_users.h"
#include "experiments/analysis/effects_by_segment.h"
#include "experiments/analysis/health.h"
#include "experiments/analysis/oracle_gap_closed.h"
#include "experiments/analysis/required_sessions.h"
#include "experiments/analysis/sequential_rule.h"
#include "experiments/analysis/treatment_result.h"
#include "experiments/running/version.h"
#include "experiments/simulation/metric_estimates.h"
#include "experiments/spec/double_use.h"
#include "recommenders/sentence.h"
#include "reports/results/headline_metrics.h"
#include "sim/support/parameters/input_file.h"
#include "sim/world/user_traits.h"

namespace reprise {
namespace {

// A treatment gets a warning when a smaller share than this of the lists that it asked for exists.
constexpr double kFewLists = 0.9;

ModelResult model_result(const TrainingReport& report) {
  ModelResult model;
  model.name = report.name;
  model.kind = report.kind;
  model.loss = report.loss;
  model.sessions = report.sessions;
  model.pairs = report.pairs;
  for (const TrainingStep& step : report.steps) {
    model.steps.push_back({step.step, step.learning_rate, step.train, step.validation});
  }
  model.best_step = report.best_step;
  model.stopped = report.stopped;
  model.test = report.test;
  model.test_of_mean = report.test_of_mean;
  model.test_of_random = report.test_of_random;
  return model;
}

// Makes the results of a run from its totals:
//
//   for each treatment: its means and catalogue values                       (compare)
//   for each treatment except the control, for each metric:
//     compare the users' values, or the quantiles of sessions, with the control's
//   adjust the comparisons on each metric for each other                     (build_effects)
//   do the same for every pair of treatments, if the experiment asks for it
//   segments, health checks, courses, seeds and days                         (describe)
//   warnings                                                                 (warn)
//
// Threads: one thread makes all calls. Only the bootstrap of quantiles uses the threads of the TBB
// arena, and its result does not depend on their number.
class ResultsBuilder {
 public:
  ResultsBuilder(const Prepared& prepared, const RunState& run_state, const SideRuns& side_runs)
      : prepared_(prepared),
        spec_(prepared.spec),
        treatments_(prepared.treatments),
        run_state_(run_state),
        side_runs_(side_runs),
        settings_(effect_settings(spec_)) {
    settings_.estimates.rule = interval_rule(spec_, run_state.partition().seeds());
  }

  Results build() {
    compare();
    describe();
    warn();
    return std::move(results_);
  }

 private:
  void compare() {
    for (std::size_t treatment = 0; treatment < treatments_.size(); ++treatment) {
      results_.treatments.push_back(treatment_result(treatments_[treatment], totals()[treatment],
                                                     *prepared_.observables, spec_,
                                                     *prepared_.estimator, settings_));
    }
    for (const Metric* metric : spec_.metrics) {
      if (metric->average == Average::of_sessions) continue;
      for (std::size_t treatment = 0; treatment < treatments_.size(); ++treatment) {
        values_[{treatment, metric}] = totals()[treatment].values(*metric, *prepared_.observables);
      }
    }
    // Compare each treatment with the control.
    std::vector<TreatmentComparison> with_control;
    std::vector<TreatmentComparison> pairs;
    for (std::size_t treatment = 1; treatment < treatments_.size(); ++treatment) {
      compare_metrics(0, treatment, with_control);
    }
    results_.effects = build_effects(settings_, with_control);
    for (Effect& effect : results_.effects) {
      const auto control = values_.find({0, find_metric(effect.metric)});
      if (control == values_.end()) continue;  // a quantile, of which users have no values
      set_required_sessions(effect, prepared_, control->second,
                            values_.at({index_of(effect.treatment), control->first.second}));
    }
    // Compare every pair of treatments.
    for (std::size_t one = 0; spec_.every_pair && one < treatments_.size(); ++one) {
      for (std::size_t other = one + 1; other < treatments_.size(); ++other) {
        compare_metrics(one, other, pairs);
      }
    }
    results_.pairs = build_effects(settings_, pairs);
    // Place each treatment on the scale from random to the oracle.
    const OracleScale scale{.random = random_time().mean, .oracle = oracle_time().mean};
    for (std::size_t treatment = 0; treatment < treatments_.size(); ++treatment) {
      const MetricEstimate time = time_estimate(totals()[treatment]);
      TreatmentResult& result = results_.treatments[treatment];
      result.divergence = side_runs_.divergence[treatment];
      result.oracle_gap_closed = oracle_gap_closed(time.mean, scale);
      result.oracle_gap_closed_lower = oracle_gap_closed(time.lower, scale);
      result.oracle_gap_closed_upper = oracle_gap_closed(time.upper, scale);
    }
  }

  void compare_metrics(std::size_t against, std::size_t treatment,
                       std::vector<TreatmentComparison>& comparisons) const {
    for (const Metric* metric : spec_.metrics) {
      const Metric& of = *metric;
      const auto sessions = [&](std::size_t one) {
        return totals()[one].distributions(of, *prepared_.observables);
      };
      comparisons.push_back(
          of.average == Average::of_sessions
              ? compare_session_quantiles(settings_, of, prepared_.assignment.empty(),
                                          treatments_[against].name, sessions(against),
                                          treatments_[treatment].name, sessions(treatment))
              : compare_users(settings_, *prepared_.design, *prepared_.estimator, of.name,
                              {treatments_[against].name, values_.at({against, metric})},
                              {treatments_[treatment].name, values_.at({treatment, metric})}));
      comparisons.back().ceiling = treatments_[against].capabilities.observes_latent_state ||
                                   treatments_[treatment].capabilities.observes_latent_state;
    }
  }

  void describe() {
    // The experiment and its settings.
    results_.program = version_text();
    results_.experiment = spec_.experiment;
    results_.config_hash = spec_.hash;
    results_.config = write_yaml(spec_.resolved);
    results_.design = spec_.design.name;
    results_.random = choices(RandomSource{})[static_cast<std::size_t>(spec_.random)];
    results_.interval = choices(IntervalKind{})[static_cast<std::size_t>(spec_.interval)];
    results_.estimator = flow_yaml(spec_.estimator.resolved);
    results_.confidence = spec_.confidence;
    results_.multiplicity = choices(Multiplicity{})[static_cast<std::size_t>(spec_.multiplicity)];
    results_.margin = spec_.margin.percent;
    results_.control = spec_.control;
    results_.episodes = static_cast<std::uint64_t>(spec_.episodes);
    results_.seeds.assign(
        spec_.seeds.values.begin(),
        spec_.seeds.values.begin() + static_cast<std::ptrdiff_t>(run_state_.partition().seeds()));
    // The world, the metrics and the models.
    const Catalog& catalog = prepared_.world().catalog;
    results_.world = {.description = prepared_.shared->open.description,
                      .fingerprint = prepared_.world().fingerprint,
                      .tracks = catalog.n_tracks(),
                      .artists = catalog.n_artists(),
                      .users = prepared_.world().users.size(),
                      .dim = catalog.embeddings.dim()};
    for (const Metric* metric : reported_metrics(spec_)) {
      results_.metrics.push_back({metric->name, metric->unit, metric->better});
    }
    for (const TrainingReport& report : prepared_.trained.reports) {
      results_.models.push_back(model_result(report));
    }
    // The segments.
    results_.groups = effects_by_segment(prepared_, run_state_);
    for (const UserCut& cut : user_cuts(prepared_.world().users, prepared_.shared->open.fields)) {
      const bool there =
          std::any_of(results_.groups.begin(), results_.groups.end(),
                      [&cut](const SegmentEffect& group) { return group.trait == cut.name; });
      if (there) results_.traits.push_back({cut.name, cut.meaning});
    }
    // The health checks, and the course of the run.
    results_.health = health_checks(prepared_, totals(), results_.effects, side_runs_.repeated);
    if (spec_.stop) results_.stopping = stopping_of(prepared_, run_state_);
    if (spec_.select) results_.selected = selected_of(prepared_, run_state_);
    results_.courses = spec_.sequential() ? courses_of_looks(prepared_, run_state_)
                                          : courses_of_users(prepared_, totals());
    for (const auto& [seed, means] : run_state_.seeds()) {
      if (spec_.seeds.values.size() > 1 && !spec_.sequential()) {
        results_.replications.push_back({spec_.seeds.values[seed], means});
      }
    }
    for (std::vector<TreatmentMeans>& means : run_state_.days()) {
      results_.days.push_back({results_.days.size() + 1, std::move(means)});
    }
  }

  // Returns true when the name says that the treatment uses something that no service knows.
  static bool says_privileged(const std::string& name) {
    return name.find("nearest") != std::string::npos || name.find("oracle") != std::string::npos;
  }

  void warn() {
    std::vector<std::string>& warnings = results_.warnings;
    warnings = prepared_.trained.warnings;
    for (std::string& warning : double_uses(spec_)) warnings.push_back(std::move(warning));
    // Warn about each treatment.
    std::vector<std::string> unsaid;
    for (std::size_t treatment = 0; treatment < treatments_.size(); ++treatment) {
      const std::string& name = treatments_[treatment].name;
      for (const std::string& warning : treatments_[treatment].warnings) {
        warnings.push_back(fmt::format("{}: {}", name, warning));
      }
      if (totals()[treatment].sessions == 0) {
        warnings.push_back(fmt::format("{}: no user of the sampled sessions belongs to it", name));
      }
      if (totals()[treatment].cut_off > 0) {
        warnings.push_back(
            fmt::format("{}: {} sessions were cut off after {} steps (max_steps); its "
                        "means are too low",
                        name, totals()[treatment].cut_off, spec_.max_steps));
      }
      if (treatments_[treatment].episodes < static_cast<std::uint64_t>(spec_.episodes)) {
        warnings.push_back(fmt::format(
            "{}: a ceiling that played the first {} of the {} sessions of each seed "
            "(ceiling_sessions); it is compared over the users of these, and what adds up a user's "
            "sessions (sessions, time) is of fewer of them",
            name, treatments_[treatment].episodes, spec_.episodes));
      }
      const SourceTally& sources = totals()[treatment].sources;
      if (static_cast<double>(sources.lists_found) <
          kFewLists * static_cast<double>(sources.lists_asked)) {
        warnings.push_back(
            fmt::format("{}: only {:.1f} % of the lists it asked for were there ({} of {})", name,
                        100 * static_cast<double>(sources.lists_found) /
                            static_cast<double>(sources.lists_asked),
                        sources.lists_found, sources.lists_asked));
      }
      if (treatments_[treatment].capabilities.privileged && !says_privileged(name))
        unsaid.push_back(name);
    }
    // Warn about privileged treatments whose names do not say so.
    if (!unsaid.empty()) {
      constexpr std::size_t kNamed = 5;
      if (unsaid.size() > kNamed + 1) {
        const std::size_t others = unsaid.size() - kNamed;
        unsaid.resize(kNamed);
        unsaid.push_back(fmt::format("{} others", others));
      }
      warnings.push_back(
          fmt::format("true inner products, which no service could know, are used by {}; call what "
                      "uses them something with 'nearest' or 'oracle' in it",
                      fmt::join(unsaid, ", ")));
    }
    // Warn about the run as a whole.
    for (const HealthCheck& check : results_.health) {
      if (!check.passed) warnings.push_back(fmt::format("{}: {}", check.name, check.text));
    }
    const MetricEstimate random = random_time();
    const MetricEstimate control = time_estimate(totals()[0]);
    if (treatments_[0].recommender_name != "random" && control.lower <= random.mean &&
        random.mean <= control.upper) {
      warnings.push_back(
          fmt::format("the control {} behaves like random: {:.2f} in a session, random "
                      "{:.2f}; {}",
                      treatments_[0].name, control.mean, random.mean, lists_of_control()));
    }
  }

  // Returns whether the component of this name, if there is one, declares a file of its own, as all
  // do that read lists of a file or a model.
  template <class Part>
  static bool declares_file(const std::string& name) {
    const auto* entry = Registry<Part>::instance().find(name);
    return entry != nullptr &&
           std::any_of(entry->parameters.begin(), entry->parameters.end(),
                       [](const ParameterInfo& parameter) {
                         return parameter.type == ParameterType<InputFile>::name();
                       });
  }

  // Returns whether a recommender reads lists of a file or a model at any depth. A popularity list
  // is none of these: it is the same for everybody, and always there.
  static bool reads_lists(const Node& node) {
    for (const Field& field : node.fields) {
      if (declares_file<RecommenderPart>(field.key) || declares_file<CandidatesPart>(field.key) ||
          reads_lists(field.value)) {
        return true;
      }
    }
    return std::any_of(node.items.begin(), node.items.end(), reads_lists);
  }

  // Says which part of the control's recommendations lists explain, for a control like random.
  std::string lists_of_control() const {
    const SourceTally& sources = totals()[0].sources;
    // Nobody knows what services and code of others read.
    const Capabilities& control = treatments_[0].capabilities;
    if (!control.asks_service && !control.runs_commands &&
        !reads_lists(spec_.ordered().front()->recommender.resolved)) {
      return "it reads no list that could be missing or of another world: it is hardly better than "
             "random for these users";
    }
    if (sources.lists_asked == 0) {
      return "it has no lists of its own, so no list is missing: it is no better in this world";
    }
    const double found =
        100.0 * static_cast<double>(sources.lists_found) / static_cast<double>(sources.lists_asked);
    if (sources.lists_found * 2 < sources.lists_asked) {
      return fmt::format(
          "only {:.0f} % of the lists it asked for were there: are they the right ones?", found);
    }
    return fmt::format(
        "{:.0f} % of the lists it asked for were there, so they are as good as random ones: are "
        "they of this world?",
        found);
  }

  std::size_t index_of(const std::string& treatment) const {
    const auto at = std::find_if(treatments_.begin(), treatments_.end(),
                                 [&](const Treatment& one) { return one.name == treatment; });
    return static_cast<std::size_t>(at - treatments_.begin());
  }
  const std::vector<Totals>& totals() const { return run_state_.totals(); }

  MetricEstimate time_estimate(const Totals& totals) const {
    return metric_estimates(totals, *prepared_.observables,
                            {find_metric(std::string(kHeadlineMetric))}, *prepared_.estimator,
                            settings_.estimates)
        .front();
  }

  // The time per session of the two ends of the oracle gap. The estimate comes from a treatment of
  // the run, or else from the side runs.
  MetricEstimate random_time() const { return time_of("random", side_runs_.random_time); }
  MetricEstimate oracle_time() const { return time_of("oracle", side_runs_.oracle_time); }
  MetricEstimate time_of(const char* recommender,
                         const std::optional<MetricEstimate>& beside) const {
    for (std::size_t treatment = 0; treatment < treatments_.size(); ++treatment) {
      if (treatments_[treatment].recommender_name == recommender &&
          totals()[treatment].sessions > 0) {
        return time_estimate(totals()[treatment]);
      }
    }
    return beside.value();
  }

  const Prepared& prepared_;
  const ExperimentSpec& spec_;
  const std::vector<Treatment>& treatments_;
  const RunState& run_state_;
  const SideRuns& side_runs_;
  EffectSettings settings_;
  // The users' values by treatment and metric, without the metrics that users have no values of.
  std::map<std::pair<std::size_t, const Metric*>, UserValues> values_;
  Results results_;
};

}  // namespace

Results build_results(const Prepared& prepared, const RunState& run_state,
                      const SideRuns& side_runs) {
  return ResultsBuilder(prepared, run_state, side_runs).build();
}

std::vector<UserRow> user_rows(const Prepared& prepared, const RunState& run_state) {
  std::vector<UserRow> rows;
  for (std::size_t treatment = 0; treatment < prepared.treatments.size(); ++treatment) {
    std::vector<UserValues> columns;
    for (const Metric* metric : prepared.spec.user_metrics()) {
      // Each user's own value is needed, also for a metric that is a ratio of the totals of all
      // users.
      Metric own = *metric;
      own.average = Average::of_users;
      columns.push_back(run_state.totals()[treatment].values(own, *prepared.observables));
    }
    if (columns.empty()) break;
    for (std::size_t i = 0; i < columns.front().users.size(); ++i) {
      const UserIndex user = columns.front().users[i];
      const std::int64_t number = prepared.world().users.ids[user];
      UserRow row{number,
                  prepared.shared->open.fields.id_text(user, number),
                  prepared.treatments[treatment].name,
                  {}};
      for (const UserValues& column : columns) row.values.push_back(column.values[i]);
      rows.push_back(std::move(row));
    }
  }
  return rows;
}

}  // namespace reprise
