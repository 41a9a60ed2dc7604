// An experiment as its YAML file says it, read and checked as a whole before any work.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "experiments/designs/design.h"
#include "experiments/metrics/metric.h"
#include "experiments/seeds.h"
#include "experiments/sweeps/sweep_spec.h"
#include "recommenders/recommender.h"
#include "recommenders/training/model.h"
#include "sim/world_source.h"

namespace reprise {

enum class RandomSource { streams, numpy };
inline std::vector<std::string> choices(RandomSource) { return {"streams", "numpy"}; }

enum class IntervalKind { fieller, notebook, delta };
inline std::vector<std::string> choices(IntervalKind) { return {"fieller", "notebook", "delta"}; }

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
  Seeds seeds;                // each is a replication
  Recipe<DesignPart> design;  // left out: paired
  std::string control;
  ModelList models;
  Treatments treatments;  // as written; ordered() puts the control first
  RandomSource random = RandomSource::streams;
  IntervalKind interval = IntervalKind::fieller;
  double confidence = 0.95;
  std::vector<const Metric*> metrics;  // left out: the usual ones
  std::int64_t max_steps = 10'000;
  std::int64_t threads = 0;
  bool users_csv = false;
  std::optional<SweepSpec> sweep;  // the experiment with other settings, too

  Node written;      // as the file has it, without the sweep
  Node resolved;     // everything that results depend on, defaults filled in
  std::string hash;  // of `resolved`, 16 hexadecimal digits

  /// The treatments with the control first: their indices in a split and their order in reports.
  std::vector<const NamedTreatment*> ordered() const;
};

/// Reads an experiment. Throws UserError for the first mistake.
ExperimentSpec read_experiment(const Node& node);

/// The declared keys of an experiment, for help texts.
std::vector<ParameterInfo> experiment_parameters();

}  // namespace reprise
