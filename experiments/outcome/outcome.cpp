#include "experiments/outcome/outcome.h"

#include <algorithm>

#include "experiments/outcome/compare_arms.h"
#include "experiments/outcome/effects_by_trait.h"
#include "experiments/outcome/references.h"
#include "experiments/outcome/treatment_figures.h"
#include "experiments/outcome/way_to_oracle.h"

namespace reprise {
namespace {

// A treatment whose lists answer fewer of the anchors it asks them with is warned of.
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

class Teller {
 public:
  Teller(const Prepared& prepared, const Played& played, const StopFlag* stop,
         const Progress& progress)
      : prepared_(prepared),
        spec_(prepared.spec),
        arms_(prepared.arms),
        played_(played),
        stop_(stop),
        progress_(progress) {}

  Results tell() {
    compare();
    describe();
    warn();
    return std::move(results_);
  }

 private:
  void compare() {
    for (std::size_t arm = 0; arm < arms_.size(); ++arm) {
      results_.treatments.push_back(
          treatment_result(arms_[arm], totals()[arm], *prepared_.observables, spec_));
    }
    const EffectSettings settings = effect_settings(spec_);
    for (std::size_t arm = 1; arm < arms_.size(); ++arm) {
      for (const Metric* metric : spec_.metrics) {
        results_.effects.push_back(
            effect_of(settings, *prepared_.design, metric->name, arms_[arm].name,
                      totals()[0].values(*metric, *prepared_.observables),
                      totals()[arm].values(*metric, *prepared_.observables)));
      }
    }
    const OracleScale scale{time_of_kind("random").mean, time_of_kind("oracle").mean};
    for (std::size_t arm = 0; arm < arms_.size(); ++arm) {
      const MetricFigure time = time_figure(totals()[arm]);
      TreatmentResult& treatment = results_.treatments[arm];
      treatment.way_to_oracle = way_to_oracle(time.mean, scale);
      treatment.way_to_oracle_lower = way_to_oracle(time.lower, scale);
      treatment.way_to_oracle_upper = way_to_oracle(time.upper, scale);
    }
  }

  void describe() {
    results_.experiment = spec_.experiment;
    results_.config_hash = spec_.hash;
    results_.config = write_yaml(spec_.resolved);
    results_.design = spec_.design.name;
    results_.random = choices(RandomSource{})[static_cast<std::size_t>(spec_.random)];
    results_.interval = choices(IntervalKind{})[static_cast<std::size_t>(spec_.interval)];
    results_.confidence = spec_.confidence;
    results_.control = spec_.control;
    results_.episodes = static_cast<std::uint64_t>(spec_.episodes);
    results_.seeds = spec_.seeds.values;
    results_.world = {
        prepared_.shared->open.description,   prepared_.world().fingerprint,
        prepared_.world().catalog.n_tracks(), prepared_.world().catalog.n_artists(),
        prepared_.world().users.size(),       prepared_.world().catalog.embeddings.dim()};
    for (const Metric* metric : shown_metrics(spec_)) {
      results_.metrics.push_back({metric->name, metric->unit, metric->better});
    }
    for (const TrainingReport& report : prepared_.trained.reports) {
      results_.models.push_back(model_result(report));
    }
    results_.groups = effects_by_trait(prepared_, played_);
    for (const auto& [seed, means] : played_.seeds()) {
      if (spec_.seeds.values.size() > 1) {
        results_.replications.push_back({spec_.seeds.values[seed], means});
      }
    }
    for (std::vector<TreatmentMeans>& means : played_.days()) {
      results_.days.push_back({results_.days.size() + 1, std::move(means)});
    }
  }

  // A name people will not take for something a service could do.
  static bool says_oracle_side(const std::string& name) {
    return name.find("nearest") != std::string::npos || name.find("oracle") != std::string::npos;
  }

  void warn() {
    std::vector<std::string>& warnings = results_.warnings;
    warnings = prepared_.trained.warnings;
    std::vector<std::string> unsaid;
    for (std::size_t arm = 0; arm < arms_.size(); ++arm) {
      const std::string& name = arms_[arm].name;
      for (const std::string& warning : arms_[arm].warnings) {
        warnings.push_back(fmt::format("{}: {}", name, warning));
      }
      if (totals()[arm].sessions == 0) {
        warnings.push_back(fmt::format("{}: no user of the sampled sessions belongs to it", name));
      }
      if (totals()[arm].cut_off > 0) {
        warnings.push_back(
            fmt::format("{}: {} sessions were cut off after {} steps (max_steps); its "
                        "means are too low",
                        name, totals()[arm].cut_off, spec_.max_steps));
      }
      const SourceTally& sources = totals()[arm].sources;
      if (static_cast<double>(sources.lists_found) <
          kFewLists * static_cast<double>(sources.lists_asked)) {
        warnings.push_back(
            fmt::format("{}: only {:.1f} % of the lists it asked for were there ({} of {})", name,
                        100 * static_cast<double>(sources.lists_found) /
                            static_cast<double>(sources.lists_asked),
                        sources.lists_found, sources.lists_asked));
      }
      if (arms_[arm].oracle_side && !says_oracle_side(name)) unsaid.push_back(name);
    }
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
    const MetricFigure random = time_of_kind("random");
    const MetricFigure control = time_figure(totals()[0]);
    if (arms_[0].recommender_name != "random" && control.lower <= random.mean &&
        random.mean <= control.upper) {
      warnings.push_back(
          fmt::format("the control {} behaves like random: {:.2f} in a session, random "
                      "{:.2f}; is its list there?",
                      arms_[0].name, control.mean, random.mean));
    }
  }

  const std::vector<Totals>& totals() const { return played_.totals(); }

  MetricFigure time_figure(const Totals& totals) const {
    return metric_figures(totals, *prepared_.observables, {find_metric("mean_time_per_session")},
                          1 - spec_.confidence)
        .front();
  }

  // Of the treatment of this kind, or played for reference.
  MetricFigure time_of_kind(const char* name) const {
    for (std::size_t arm = 0; arm < arms_.size(); ++arm) {
      if (arms_[arm].recommender_name == name && totals()[arm].sessions > 0) {
        return time_figure(totals()[arm]);
      }
    }
    return reference_time(prepared_, name, stop_, progress_);
  }

  const Prepared& prepared_;
  const ExperimentSpec& spec_;
  const std::vector<Arm>& arms_;
  const Played& played_;
  const StopFlag* stop_;
  const Progress& progress_;
  Results results_;
};

}  // namespace

Results outcome_of(const Prepared& prepared, const Played& played, const StopFlag* stop,
                   const Progress& progress) {
  return Teller(prepared, played, stop, progress).tell();
}

std::vector<UserRow> user_rows(const Prepared& prepared, const Played& played) {
  std::vector<UserRow> rows;
  for (std::size_t arm = 0; arm < prepared.arms.size(); ++arm) {
    std::vector<UserValues> columns;
    for (const Metric* metric : prepared.spec.metrics) {
      columns.push_back(played.totals()[arm].values(*metric, *prepared.observables));
    }
    for (UserIndex user = 0; user < prepared.world().users.size(); ++user) {
      if (columns.front().present[user] == 0) continue;
      UserRow row{prepared.world().users.ids[user], prepared.arms[arm].name, {}};
      for (const UserValues& column : columns) row.values.push_back(column.value[user]);
      rows.push_back(std::move(row));
    }
  }
  return rows;
}

}  // namespace reprise
