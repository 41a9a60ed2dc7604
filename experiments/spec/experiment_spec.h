// An experiment as its YAML file says it, read and checked as a whole before any work.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "experiments/metrics/metric_parameter.h"
#include "experiments/spec/between_days_spec.h"
#include "experiments/spec/designs/design.h"
#include "experiments/spec/estimators/estimator.h"
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

/// How the p values of several treatments on one metric are adjusted for each other.
enum class Multiplicity { holm, benjamini_hochberg, none };
inline std::vector<std::string> choices(Multiplicity) {
  return {"holm", "benjamini_hochberg", "none"};
}

struct NamedTreatment {
  std::string name;
  RecommenderRecipe recommender;
};

/// `treatments:` — a map from names to recommenders, in the order written.
struct Treatments {
  std::vector<NamedTreatment> named;
};

struct NamedModel {
  std::string name;
  Recipe<ModelPart> model;
};

/// `models:` — a map from names to models, in the order they are trained.
struct ModelList {
  std::vector<NamedModel> named;
};

/// Visits the models that YAML names, wherever in it: `item_list: {model: NAME}`.
void for_each_model_name(const Node& node, const std::function<void(const std::string&)>& visit);

struct ExperimentSpec {
  std::string experiment;
  WorldSource world;
  std::int64_t episodes = 20'000;
  std::int64_t days = 1;
  // Each is a replication. Of an experiment with `stop` or `select`, as many as it may come to.
  Seeds seeds;
  Recipe<DesignPart> design;  // left out: paired
  std::string control;
  ModelList models;
  Treatments treatments;  // as written; ordered() puts the control first
  RandomSource random = RandomSource::streams;
  Recipe<EstimatorPart> estimator;  // left out: mean
  IntervalKind interval = IntervalKind::fieller;
  BootstrapSettings bootstrap;  // of quantiles
  double confidence = 0.95;
  Multiplicity multiplicity = Multiplicity::holm;
  bool every_pair = false;             // compare each with each, not only with the control
  Percent margin;                      // effects within it are called equivalent
  std::vector<const Metric*> metrics;  // left out: the usual ones
  std::int64_t max_steps = 10'000;
  std::int64_t threads = 0;
  bool users_csv = false;
  std::optional<SessionLogSpec> log;            // of its sessions, as a service writes it
  std::optional<BetweenDaysSpec> between_days;  // before treatments are made anew
  std::optional<StopSpec> stop;                 // run until known well enough
  std::optional<Recipe<SelectionPart>> select;  // run until the best is known
  std::optional<SweepSpec> sweep;               // the experiment with other settings, too

  Node written;      // as the file has it, without the sweep
  Node resolved;     // everything that results depend on, defaults filled in
  std::string hash;  // of `resolved`, 16 hexadecimal digits

  /// Those of the metrics that have a value for each user.
  std::vector<const Metric*> user_metrics() const;
  /// Whether a rule decides how long it is played.
  bool sequential() const { return stop || select; }
  /// The treatments with the control first: their indices in a split and their order in reports.
  std::vector<const NamedTreatment*> ordered() const;
};

/// Reads an experiment. Throws UserError for the first mistake.
ExperimentSpec read_experiment(const Node& node);

/// The selection of an experiment that has one.
std::unique_ptr<Selection> selection_of(const ExperimentSpec& spec);

/// The declared keys of an experiment, for help texts.
std::vector<ParameterInfo> experiment_parameters();

}  // namespace reprise
