#include "experiments/spec/experiment_spec.h"

#include <algorithm>

#include <fmt/format.h>

#include "experiments/spec/experiment_checks.h"
#include "recommenders/sentence.h"
#include "reports/results/headline_metrics.h"
#include "sim/support/fingerprint.h"
#include "sim/support/parameters/input_file.h"

namespace reprise {

template <>
struct ParameterType<Treatments> {
  static std::string name() { return "map of recommenders"; }
  static Treatments read(const Node& node, const std::string& what);
  static Node write(const Treatments& treatments) {
    Node map = Node::make_map();
    for (const NamedTreatment& treatment : treatments.named) {
      map.fields.push_back(
          {treatment.name, treatment.recommender.resolved.place, treatment.recommender.resolved});
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
    for (const NamedModel& model : models.named) {
      map.fields.push_back({model.name, model.model.resolved.place, model.model.resolved});
    }
    return map;
  }
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
          .add("bootstrap", &ExperimentSpec::bootstrap, "how intervals of quantiles are made")
          .add("estimator", &ExperimentSpec::estimator, "how means over users are estimated")
          .otherwise("mean")
          .add("confidence", &ExperimentSpec::confidence, "of all intervals",
               {.min = 0.5, .max = 0.9999})
          .add("multiplicity", &ExperimentSpec::multiplicity,
               "how the effects of several treatments on one metric are adjusted for each other")
          .add("every_pair", &ExperimentSpec::every_pair,
               "compare each treatment with each, not only with the control")
          .add("margin", &ExperimentSpec::margin,
               "effects shown to be smaller than this are called equivalent: 1%; 0%: none are")
          .add("metrics", &ExperimentSpec::metrics, "what is measured")
          .otherwise(fmt::format("[{}]", fmt::join(kDefaultMetrics, ", ")))
          .add("max_steps", &ExperimentSpec::max_steps, "steps after which a session is cut off",
               {.min = 1, .max = 1e9})
          .add("ceiling_sessions", &ExperimentSpec::ceiling_sessions,
               "the first sessions of each seed that treatments with 'oracle' in them are played "
               "for, "
               "and the reference 'oracle': all, and 2000, when left out",
               {.min = 1, .max = 1e15})
          .add("threads", &ExperimentSpec::threads, "0 for all processors; never changes a result",
               {.min = 0, .max = 4096})
          .add("users_csv", &ExperimentSpec::users_csv,
               "also write each user's values to users.csv")
          .add("log", &ExperimentSpec::log,
               "also write the sessions as a service would have logged them (split design only)")
          .add("between_days", &ExperimentSpec::between_days,
               "done when a day is over; treatments are then made anew, list files read again")
          .add("stop", &ExperimentSpec::stop,
               "play seed after seed until effects are known well enough")
          .add(
              "select", &ExperimentSpec::select,
              "play seed after seed until the best treatment is known, and drop those that are not")
          .add("sweep", &ExperimentSpec::sweep,
               "settings to play the experiment with, one cell each")
          .add("user_models", &ExperimentSpec::user_models,
               "models of users under each of which all treatments are played, to see whether what "
               "wins wins under all of them; as 'user_models' of a sweep")
          .add("evaluate", &ExperimentSpec::evaluate,
               "the logs from which `reprise evaluate` estimates the treatments");
  return parameters;
}

}  // namespace

Treatments ParameterType<Treatments>::read(const Node& node, const std::string& what) {
  if (!node.is_map() || node.fields.empty()) {
    throw wrong_type(node, what, "a map of at least one treatment, such as {a: random, b: oracle}");
  }
  Treatments treatments;
  for (const Field& field : node.fields) {
    if (field.key.empty() || field.key.size() > 200) {
      throw UserError(
          field.key_place,
          fmt::format("a treatment's name has {} characters; expected 1 to 200", field.key.size()));
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

std::vector<const Metric*> ExperimentSpec::user_metrics() const {
  std::vector<const Metric*> with_values;
  for (const Metric* metric : metrics) {
    if (metric->average != Average::of_sessions) with_values.push_back(metric);
  }
  return with_values;
}

std::unique_ptr<Design> design_of(const ExperimentSpec& spec, std::vector<std::string> user_ids) {
  DesignContext context{spec.experiment, std::move(user_ids)};
  return spec.design.make(context);
}

std::unique_ptr<Selection> selection_of(const ExperimentSpec& spec) {
  const auto candidates =
      std::count_if(spec.treatments.named.begin(), spec.treatments.named.end(),
                    [](const NamedTreatment& one) { return one.recommender.name != "oracle"; });
  SelectionContext context{1 - spec.confidence, spec.episodes,
                           static_cast<std::size_t>(candidates)};
  return spec.select->make(context);
}

SequentialLimits sequential_limits(const ExperimentSpec& spec) {
  return spec.stop ? spec.stop->limits() : selection_of(spec)->limits();
}

namespace {

// Says of a file that is only a part of an experiment, a recommender or a world, where to name it.
void refuse_parts_of_experiments(const Node& node) {
  for (const char* key : {"experiment", "control", "treatments"}) {
    if (node.find(key) != nullptr) return;
  }
  const auto is_recommender = [&] {
    return is_sentence(node) ||
           (node.fields.size() == 1 &&
            Registry<RecommenderPart>::instance().find(node.fields.front().key) != nullptr);
  };
  if (node.find("generate") != nullptr || node.find("files") != nullptr) {
    throw UserError(node.place,
                    "this is a world, no experiment; name its path in one: world: PATH.yaml");
  }
  if (is_recommender()) {
    throw UserError(node.place,
                    "this is a recommender, no experiment; name its path in one, below "
                    "'treatments': {my_idea: PATH.yaml}");
  }
}

// Makes `user_models:` of the experiment those of its sweep, which plays them.
void move_user_models(const Node& node, ExperimentSpec& spec) {
  if (!spec.user_models) return;
  const Node& written = *node.find("user_models");
  if (spec.sweep && spec.sweep->user_models) {
    throw UserError(written.place,
                    "'user_models' is there twice, of the experiment and of its sweep; keep one");
  }
  Node sweep = spec.sweep ? *node.find("sweep") : Node::make_map(written.place);
  sweep.set("user_models", written);
  spec.sweep = ParameterType<SweepSpec>::read(sweep, "sweep");
  spec.user_models.reset();
}

// Ranks a sweep's cells by the headline metric where it is measured, when nothing else is written.
void choose_ranking(ExperimentSpec& spec) {
  if (!spec.sweep || !spec.sweep->rank_by.empty() || spec.metrics.empty()) return;
  const auto time =
      std::find_if(spec.metrics.begin(), spec.metrics.end(),
                   [](const Metric* metric) { return metric->name == kHeadlineMetric; });
  spec.sweep->rank_by = (time == spec.metrics.end() ? spec.metrics.front() : *time)->name;
}

}  // namespace

ExperimentSpec read_experiment(const Node& node) {
  if (!node.is_map()) {
    throw wrong_type(node, "experiment file", "a map with experiment, control and treatments");
  }
  refuse_parts_of_experiments(node);
  ExperimentSpec spec = declared().read(node);
  // Fill in the defaults that the declaration leaves empty.
  if (node.find("world") == nullptr) spec.world = read_world_source(Node::make_map(node.place));
  if (spec.design.name.empty()) {
    spec.design = ParameterType<Recipe<DesignPart>>::read(Node::make_scalar("paired"), "design");
  }
  if (spec.estimator.name.empty()) {
    spec.estimator =
        ParameterType<Recipe<EstimatorPart>>::read(Node::make_scalar("mean"), "estimator");
  }
  if (node.find("metrics") == nullptr) {
    for (const std::string& name : kDefaultMetrics) spec.metrics.push_back(find_metric(name));
  }
  move_user_models(node, spec);
  choose_ranking(spec);
  check_experiment(node, spec);

  // Record the experiment as written and as resolved, and its hash.
  spec.written = node;
  std::erase_if(spec.written.fields, [](const Field& field) {
    return field.key == "sweep" || field.key == "user_models";
  });
  spec.resolved = declared().write(spec);
  // Keys that decide only the speed of the run, or which extra files it writes, change no result.
  std::erase_if(spec.resolved.fields, [](const Field& field) {
    return field.key == "threads" || field.key == "users_csv" || field.key == "log" ||
           field.key == "evaluate";
  });
  spec.hash = fingerprint64(write_yaml(by_content(spec.resolved)));
  // With a rule, add the seeds that may be played after the first.
  if (spec.sequential()) {
    const std::uint64_t first = spec.seeds.values.front();
    const auto most =
        static_cast<std::uint64_t>(sequential_limits(spec).max_episodes / spec.episodes);
    check_last_seed(node, spec, first + most - 1);
    for (std::uint64_t i = 1; i < most; ++i) spec.seeds.values.push_back(first + i);
  }
  return spec;
}

std::vector<ParameterInfo> experiment_parameters() { return declared().describe(); }

}  // namespace reprise
