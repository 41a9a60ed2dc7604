// An experiment as its YAML file describes it. The file is read and checked as a whole before any
// work.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "experiments/metrics/metric_parameter.h"
#include "experiments/spec/between_days_spec.h"
#include "experiments/spec/designs/design.h"
#include "experiments/spec/estimators/estimator.h"
#include "experiments/spec/evaluation_spec.h"
#include "experiments/spec/selections/selection.h"
#include "experiments/spec/session_log_spec.h"
#include "experiments/spec/stop_spec.h"
#include "experiments/spec/sweeps/sweep_spec.h"
#include "experiments/spec/values/bootstrap_settings.h"
#include "experiments/spec/values/percent.h"
#include "experiments/spec/values/seeds.h"
#include "recommenders/recommender.h"
#include "recommenders/training/model.h"
#include "sim/world_source/world_source.h"

namespace reprise {

enum class RandomSource { streams, numpy };
inline std::vector<std::string> choices(RandomSource) { return {"streams", "numpy"}; }

enum class IntervalKind { fieller, notebook, delta };
inline std::vector<std::string> choices(IntervalKind) { return {"fieller", "notebook", "delta"}; }

/// The method that adjusts the p values of several treatments on one metric for each other.
enum class Multiplicity { holm, benjamini_hochberg, none };
inline std::vector<std::string> choices(Multiplicity) {
  return {"holm", "benjamini_hochberg", "none"};
}

struct NamedTreatment {
  std::string name;
  RecommenderRecipe recommender;
};

/// `treatments:`, a map from names to recommenders, in the order written.
struct Treatments {
  std::vector<NamedTreatment> named;
};

struct NamedModel {
  std::string name;
  Recipe<ModelPart> model;
};

/// `models:`, a map from names to models, in the order of training.
struct ModelList {
  std::vector<NamedModel> named;
};

/// Calls `visit` for each model that the YAML names at any depth: `item_list: {model: NAME}`.
void for_each_model_name(const Node& node, const std::function<void(const std::string&)>& visit);

struct ExperimentSpec {
  std::string experiment;
  WorldSource world;
  std::int64_t episodes = 20'000;
  std::int64_t days = 1;
  // Each seed is a replication. With `stop` or `select` the list has as many seeds as the run may
  // reach.
  Seeds seeds;
  Recipe<DesignPart> design;  // paired when left out
  std::string control;
  ModelList models;
  Treatments treatments;  // as written; ordered() puts the control first
  RandomSource random = RandomSource::streams;
  Recipe<EstimatorPart> estimator;  // mean when left out
  IntervalKind interval = IntervalKind::fieller;
  BootstrapSettings bootstrap;  // for the intervals of quantiles
  double confidence = 0.95;
  Multiplicity multiplicity = Multiplicity::holm;
  bool every_pair = false;             // compare all pairs, not only with the control
  Percent margin;                      // effects within the margin are called equivalent
  std::vector<const Metric*> metrics;  // the usual metrics when left out
  std::int64_t max_steps = 10'000;
  // Sessions of each seed that ceilings play; the episodes of the experiment when left out.
  std::optional<std::int64_t> ceiling_sessions;
  std::int64_t threads = 0;
  bool users_csv = false;
  std::optional<SessionLogSpec> log;            // a log of the sessions, as a service writes one
  std::optional<BetweenDaysSpec> between_days;  // the actions before treatments are made anew
  std::optional<StopSpec> stop;                 // play until the effects are known well enough
  std::optional<Recipe<SelectionPart>> select;  // play until the best treatment is known
  std::optional<SweepSpec> sweep;               // play the experiment also with other settings
  // Under which users it is played; read_experiment moves them into `sweep`.
  std::optional<UserModelList> user_models;
  std::optional<EvaluationSpec> evaluate;  // the logs of `reprise evaluate`

  Node written;   // the experiment as in the file, without the sweep and its user models
  Node resolved;  // everything that results depend on, with defaults filled in
  // The identity of the experiment: a hash of `resolved` with the contents of its input files in
  // the place of their paths (by_content), 16 hexadecimal digits.
  std::string hash;

  /// Returns the metrics that have a value for each user.
  std::vector<const Metric*> user_metrics() const;
  /// Returns true when a rule decides how long the experiment is played.
  bool sequential() const { return stop || select; }
  /// Returns the treatments with the control first. Their indices in a split and their order in
  /// reports are those of this list.
  std::vector<const NamedTreatment*> ordered() const;
};

/// Reads an experiment. Throws UserError for the first mistake.
ExperimentSpec read_experiment(const Node& node);

/// Returns the design of an experiment.
std::unique_ptr<Design> design_of(const ExperimentSpec& spec,
                                  std::vector<std::string> user_ids = {});

/// Returns the selection of an experiment; the experiment must have one.
std::unique_ptr<Selection> selection_of(const ExperimentSpec& spec);

/// Returns when the rule of `stop` or `select` ends at the latest. spec.sequential() must hold.
/// Pure.
SequentialLimits sequential_limits(const ExperimentSpec& spec);

/// Returns the declared keys of an experiment, for help texts.
std::vector<ParameterInfo> experiment_parameters();

}  // namespace reprise
