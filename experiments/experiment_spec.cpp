#include "experiments/experiment_spec.h"

#include <algorithm>
#include <set>

#include <xxhash.h>

namespace reprise {

template <>
struct ParameterType<Treatments> {
  static std::string name() { return "map of recommenders"; }
  static Treatments read(const Node& node, const std::string& what);
  static Node write(const Treatments& treatments) {
    Node map = Node::make_map();
    for (const NamedTreatment& treatment : treatments.named) {
      map.set(treatment.name, treatment.recommender.resolved);
    }
    return map;
  }
};

template <>
struct ParameterType<ModelList> {
  static std::string name() { return "map of models"; }
  static ModelList read(const Node& node, const std::string& what);
  static Node write(const ModelList& models) {
    if (models.named.empty()) return {};
    Node map = Node::make_map();
    for (const NamedModel& model : models.named) map.set(model.name, model.model.resolved);
    return map;
  }
};

template <>
struct ParameterType<const Metric*> {
  static std::string name() { return "metric"; }
  static const Metric* read(const Node& node, const std::string& what);
  static Node write(const Metric* metric) { return Node::make_scalar(metric->name); }
};

namespace {

const std::vector<std::string> kDefaultMetrics = {"mean_tracks_per_session",
                                                  "mean_time_per_session", "skip_rate",
                                                  "repeat_rate", "artists_per_session"};

const Parameters<ExperimentSpec>& declared() {
  static const Parameters<ExperimentSpec> parameters =
      Parameters<ExperimentSpec>("experiment file", Parameters<ExperimentSpec>::Scope::file)
          .require("experiment", &ExperimentSpec::experiment,
                   "a name; its hash splits the users in a split design")
          .add("world", &ExperimentSpec::world, "where it is played")
          .otherwise("{generate: {preset: 2023}}")
          .add("episodes", &ExperimentSpec::episodes, "sessions sampled for each seed",
               {.min = 1, .max = 1e15})
          .add("days", &ExperimentSpec::days,
               "parts the episodes are played in, one after the other: treatments that learn do so "
               "between days",
               {.min = 1, .max = 100'000})
          .add("seeds", &ExperimentSpec::seeds, "one replication each")
          .add("design", &ExperimentSpec::design, "who plays what, and how treatments are compared")
          .otherwise("paired")
          .require("control", &ExperimentSpec::control,
                   "the treatment the others are compared with")
          .add("models", &ExperimentSpec::models,
               "what is trained on logs of simulated sessions, for lists of 'item_list' and "
               "'user_list'")
          .require("treatments", &ExperimentSpec::treatments, "the recommenders compared, by name")
          .add("random", &ExperimentSpec::random,
               "addressed streams, or the Python simulator's one stream (split design only)")
          .add("interval", &ExperimentSpec::interval,
               "of relative effects: Fieller's, or the upstream notebook's for comparison with "
               "published tables, or the delta method's")
          .add("confidence", &ExperimentSpec::confidence, "of all intervals",
               {.min = 0.5, .max = 0.9999})
          .add("metrics", &ExperimentSpec::metrics, "what is measured")
          .otherwise(fmt::format("[{}]", fmt::join(kDefaultMetrics, ", ")))
          .add("max_steps", &ExperimentSpec::max_steps, "steps after which a session is cut off",
               {.min = 1, .max = 1e9})
          .add("threads", &ExperimentSpec::threads, "0 for all processors; never changes a result",
               {.min = 0, .max = 4096})
          .add("users_csv", &ExperimentSpec::users_csv,
               "also write each user's values to users.csv")
          .add("sweep", &ExperimentSpec::sweep,
               "settings to play the experiment with, one cell each");
  return parameters;
}

void check_names(const Node& node, const ExperimentSpec& spec) {
  std::vector<std::string> names;
  for (const NamedTreatment& treatment : spec.treatments.named) names.push_back(treatment.name);
  if (std::find(names.begin(), names.end(), spec.control) == names.end()) {
    const Node* control = node.find("control");
    throw UserError(
        control->place,
        fmt::format("the control '{}' is no treatment{}; treatments are {}", spec.control,
                    did_you_mean(spec.control, names), fmt::join(names, ", ")));
  }
  if (spec.experiment.empty() || spec.experiment.size() > 200) {
    throw wrong_type(*node.find("experiment"), "experiment", "a name of 1 to 200 characters");
  }
}

// A list of metrics that is written names at least one, and none twice.
void check_metrics(const Node& node, const ExperimentSpec& spec) {
  const Node* metrics = node.find("metrics");
  if (metrics == nullptr) return;
  if (spec.metrics.empty()) throw wrong_type(*metrics, "metrics", "at least one metric");
  for (std::size_t i = 0; i < spec.metrics.size(); ++i) {
    if (std::find(spec.metrics.begin(), spec.metrics.begin() + static_cast<std::ptrdiff_t>(i),
                  spec.metrics[i]) != spec.metrics.begin() + static_cast<std::ptrdiff_t>(i)) {
      throw UserError(
          metrics->items[i].place,
          fmt::format("the metric '{}' is there twice; remove one", spec.metrics[i]->name));
    }
  }
}

// Models are named that there are, before hours are spent on training those.
void check_models(const ExperimentSpec& spec) {
  std::vector<std::string> names;
  const auto check = [&](const Node& resolved, const Place& place, const std::string& who) {
    for_each_model_name(resolved, [&](const std::string& name) {
      if (std::find(names.begin(), names.end(), name) != names.end()) return;
      throw UserError(place, fmt::format("{} uses the model '{}', which there is not{}; {}", who,
                                         name, did_you_mean(name, names),
                                         names.empty() ? "name it under 'models:' of the experiment"
                                                       : fmt::format("models so far are {}",
                                                                     fmt::join(names, ", "))));
    });
  };
  for (const NamedModel& model : spec.models.named) {
    names.push_back(model.name);  // later rounds of its own log may use it
    check(model.model.resolved, model.model.place, "the model " + model.name);
  }
  for (const NamedTreatment& treatment : spec.treatments.named) {
    check(treatment.recommender.resolved, treatment.recommender.place,
          "the treatment " + treatment.name);
  }
}

void check_days(const Node& node, const ExperimentSpec& spec) {
  if (spec.days <= spec.episodes) return;
  throw wrong_type(*node.find("days"), "days",
                   fmt::format("at most one day for each of the {} episodes", spec.episodes));
}

void check_random(const Node& node, const ExperimentSpec& spec) {
  if (spec.random != RandomSource::numpy) return;
  const Place& place = node.find("random")->place;
  if (spec.design.name != "split") {
    throw UserError(place,
                    "'random: numpy' is one stream, which treatments that play different lengths "
                    "cannot share; write 'design: split', as the Python simulator plays it");
  }
  for (const std::uint64_t seed : spec.seeds.values) {
    if (seed > std::numeric_limits<std::uint32_t>::max()) {
      throw UserError(node.find("seeds")->place,
                      fmt::format("seed {} does not fit NumPy's 32 bits (0 to 4294967295)", seed));
    }
  }
}

// What cells are ranked by is there, and can be told apart.
void check_sweep(const Node& node, ExperimentSpec& spec) {
  if (!spec.sweep) return;
  SweepSpec& sweep = *spec.sweep;
  const Node& written = *node.find("sweep");
  if (sweep.rank_by.empty()) {
    const auto time =
        std::find_if(spec.metrics.begin(), spec.metrics.end(),
                     [](const Metric* metric) { return metric->name == "mean_time_per_session"; });
    sweep.rank_by = (time == spec.metrics.end() ? spec.metrics.front() : *time)->name;
  }
  std::vector<std::string> metrics;
  for (const Metric* metric : spec.metrics) metrics.push_back(metric->name);
  if (std::find(metrics.begin(), metrics.end(), sweep.rank_by) == metrics.end()) {
    throw UserError(
        written.find("rank_by")->place,
        fmt::format("the experiment does not measure '{}'{}; its metrics are {}", sweep.rank_by,
                    did_you_mean(sweep.rank_by, metrics), fmt::join(metrics, ", ")));
  }
  std::vector<std::string> treatments;
  for (const NamedTreatment& treatment : spec.treatments.named) {
    if (treatment.name != spec.control) treatments.push_back(treatment.name);
  }
  if (treatments.empty()) {
    throw UserError(written.place,
                    "a sweep ranks the effects of treatments, and there is none beside the "
                    "control; add one");
  }
  if (!sweep.treatment.empty() &&
      std::find(treatments.begin(), treatments.end(), sweep.treatment) == treatments.end()) {
    throw UserError(
        written.find("treatment")->place,
        fmt::format("'{}' is no treatment that is compared{}; these are {}", sweep.treatment,
                    did_you_mean(sweep.treatment, treatments), fmt::join(treatments, ", ")));
  }
  if (sweep.worlds && !spec.world.generate) {
    throw UserError(written.find("worlds")->place,
                    "only generated worlds can be generated again with other seeds; write 'world: "
                    "{generate: ...}', or leave 'worlds' out");
  }
}

}  // namespace

Treatments ParameterType<Treatments>::read(const Node& node, const std::string& what) {
  if (!node.is_map() || node.fields.empty()) {
    throw wrong_type(node, what, "a map of at least one treatment, such as {a: random, b: oracle}");
  }
  Treatments treatments;
  for (const Field& field : node.fields) {
    if (field.key.empty() || field.key.size() > 200) {
      throw UserError(field.key_place, "a treatment's name has 1 to 200 characters");
    }
    treatments.named.push_back(
        {field.key, ParameterType<RecommenderRecipe>::read(field.value, what + "." + field.key)});
  }
  return treatments;
}

ModelList ParameterType<ModelList>::read(const Node& node, const std::string& what) {
  if (!node.is_map()) {
    throw wrong_type(node, what, "a map of models, such as {ranker: {log: {sessions: 1000000}}}");
  }
  ModelList models;
  for (const Field& field : node.fields) {
    models.named.push_back(
        {field.key, ParameterType<Recipe<ModelPart>>::read(field.value, what + "." + field.key)});
  }
  return models;
}

const Metric* ParameterType<const Metric*>::read(const Node& node, const std::string& what) {
  if (!node.is_scalar()) throw wrong_type(node, what, "the name of a metric");
  if (const Metric* metric = find_metric(node.scalar)) return metric;
  std::vector<std::string> names;
  for (const Metric& metric : reprise::metrics()) names.push_back(metric.name);
  throw UserError(node.place,
                  fmt::format("unknown metric '{}'{}; known: {}", node.scalar,
                              did_you_mean(node.scalar, names), fmt::join(names, ", ")));
}

void for_each_model_name(const Node& node, const std::function<void(const std::string&)>& visit) {
  for (const Field& field : node.fields) {
    if (field.key == "model" && field.value.is_scalar()) visit(field.value.scalar);
    for_each_model_name(field.value, visit);
  }
  for (const Node& item : node.items) for_each_model_name(item, visit);
}

std::vector<const NamedTreatment*> ExperimentSpec::ordered() const {
  std::vector<const NamedTreatment*> ordered;
  for (const NamedTreatment& treatment : treatments.named) {
    if (treatment.name == control) ordered.push_back(&treatment);
  }
  for (const NamedTreatment& treatment : treatments.named) {
    if (treatment.name != control) ordered.push_back(&treatment);
  }
  return ordered;
}

ExperimentSpec read_experiment(const Node& node) {
  if (!node.is_map()) {
    throw wrong_type(node, "experiment file", "a map with experiment, control and treatments");
  }
  ExperimentSpec spec = declared().read(node);
  if (!spec.world.generate && !spec.world.files.tracks) spec.world.generate = WorldRecipe{};
  if (spec.design.name.empty()) {
    spec.design = ParameterType<Recipe<DesignPart>>::read(Node::make_scalar("paired"), "design");
  }
  if (node.find("metrics") == nullptr) {
    for (const std::string& name : kDefaultMetrics) spec.metrics.push_back(find_metric(name));
  }
  check_metrics(node, spec);
  check_names(node, spec);
  check_random(node, spec);
  check_days(node, spec);
  check_models(spec);
  check_sweep(node, spec);

  spec.written = node;
  std::erase_if(spec.written.fields, [](const Field& field) { return field.key == "sweep"; });
  spec.resolved = declared().write(spec);
  // What decides how fast it runs, or which extra files are written, decides no result.
  std::erase_if(spec.resolved.fields, [](const Field& field) {
    return field.key == "threads" || field.key == "users_csv";
  });
  const std::string text = write_yaml(spec.resolved);
  spec.hash = fmt::format("{:016x}", XXH3_64bits(text.data(), text.size()));
  return spec;
}

std::vector<ParameterInfo> experiment_parameters() { return declared().describe(); }

}  // namespace reprise
