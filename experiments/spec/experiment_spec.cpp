#include "experiments/spec/experiment_spec.h"

#include <algorithm>
#include <set>

#include <fmt/format.h>

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

// Checks that the treatments that play logs exist.
void check_evaluation(const Node& node, const ExperimentSpec& spec) {
  if (!spec.evaluate) return;
  std::vector<std::string> names;
  for (const NamedTreatment& treatment : spec.treatments.named) names.push_back(treatment.name);
  for (const std::string& logging : spec.evaluate->logging) {
    if (std::find(names.begin(), names.end(), logging) != names.end()) continue;
    throw UserError(node.find("evaluate")->place,
                    fmt::format("'evaluate.logging' names '{}', which is no treatment{}; "
                                "treatments are {}",
                                logging, did_you_mean(logging, names), fmt::join(names, ", ")));
  }
}

// Checks that a written list of metrics has at least one metric and no metric twice.
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

// Checks that every model that is named exists, before hours are spent on training.
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
    names.push_back(model.name);  // later rounds of the model's own log may use it
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

// Returns what several runs of an experiment are called where it says why there are several.
std::string_view runs_of(const Node& node) {
  return node.find("sweep") != nullptr ? "the cells of a sweep" : "the runs under 'user_models'";
}

// Checks that an experiment with actions between days plays one course of days, because the actions
// change the one state of the world outside.
void check_between_days(const Node& node, const ExperimentSpec& spec) {
  if (!spec.between_days) return;
  const Place& place = node.find("between_days")->place;
  if (spec.days < 2) {
    throw UserError(place, "there is one day, and nothing between days; write days: 2 or more");
  }
  if (spec.seeds.values.size() > 1 || spec.sequential()) {
    throw UserError(place,
                    "several seeds would each begin with what the seed before left behind; play "
                    "one seed, and others as runs of their own");
  }
  if (spec.between_days->retrain && spec.models.named.empty()) {
    throw UserError(place, "there are no models to train; name some under 'models:'");
  }
  if (spec.sweep) {
    throw UserError(place, fmt::format("{} would each begin with what the cell before left "
                                       "behind; play them as runs of their own",
                                       runs_of(node)));
  }
}

// Checks that a user plays one treatment when the sessions are logged: a service, and so its log,
// puts each user into one treatment.
void check_log(const Node& node, const ExperimentSpec& spec) {
  if (!spec.log) return;
  const Place& place = node.find("log")->place;
  if (!design_of(spec)->one_treatment_per_user()) {
    throw UserError(place,
                    "in a service's log a user belongs to one treatment, but here everybody plays "
                    "all of them; write 'design: split'");
  }
  if (spec.sweep) {
    throw UserError(place, fmt::format("{} write no logs; leave 'log' out", runs_of(node)));
  }
}

void check_random(const Node& node, const ExperimentSpec& spec) {
  if (spec.random != RandomSource::numpy) return;
  const Place& place = node.find("random")->place;
  if (!design_of(spec)->one_treatment_per_user()) {
    throw UserError(place,
                    "'random: numpy' is one stream, which treatments that play different lengths "
                    "cannot share; write 'design: split', as the Python simulator plays it");
  }
  if (spec.ceiling_sessions) {
    throw UserError(
        node.find("ceiling_sessions")->place,
        "in the one stream of 'random: numpy' a session that is left out would move all "
        "later ones; leave 'ceiling_sessions' out, or write 'random: streams'");
  }
  for (const std::uint64_t seed : spec.seeds.values) {
    if (seed > std::numeric_limits<std::uint32_t>::max()) {
      throw UserError(node.find("seeds")->place,
                      fmt::format("seed {} does not fit NumPy's 32 bits (0 to 4294967295)", seed));
    }
  }
}

// Checks that the experiment asks nothing that its users' model cannot give.
void check_user_model(const Node& node, const ExperimentSpec& spec) {
  const UserModelSentence* model =
      spec.world.users && spec.world.users->model ? &*spec.world.users->model : nullptr;
  const UserModelFacts facts = model == nullptr ? UserModelFacts{} : model->facts();
  if (model != nullptr && !model->is_botify() && spec.random == RandomSource::numpy) {
    throw UserError(model->place,
                    "the users of 'random: numpy' are those of the Python simulator, whose one "
                    "stream has no draws for another model; write 'random: streams', or leave "
                    "'model' out");
  }
  if (facts.loses_users && spec.estimator.name == "control_variate") {
    throw UserError(node.find("estimator")->place,
                    "the control variate needs a budget residual of mean 0, and with 'return: "
                    "days' users stay longer after lucky sessions; write 'estimator: mean'");
  }
  // Under several models, each is checked by itself, as a cell of the sweep.
  const bool several = spec.sweep && spec.sweep->user_models;
  for (const Metric* metric : spec.metrics) {
    if (!metric->needs_days || facts.counts_days || several) continue;
    throw UserError(
        node.find("metrics")->place,
        fmt::format("the users of this world come by lot, so there is no '{}'; leave it "
                    "out, or write 'users: {{model: {{return: days}}}}' below 'world'",
                    metric->name));
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

// Checks the last seed that a rule may come to, counting up from the first.
void check_last_seed(const Node& node, const ExperimentSpec& spec, std::uint64_t last) {
  constexpr std::uint64_t kLargest = std::numeric_limits<std::uint32_t>::max();
  if (spec.random != RandomSource::numpy || last <= kLargest) return;
  const Node* seeds = node.find("seeds");
  throw UserError(
      (seeds != nullptr ? seeds : node.find("random"))->place,
      fmt::format("the experiment may go on to seed {}, which does not fit NumPy's 32 bits (0 to "
                  "{}); begin with a lower seed, or lower max_episodes",
                  last, kLargest));
}

SequentialLimits sequential_limits(const ExperimentSpec& spec) {
  return spec.stop ? spec.stop->limits() : selection_of(spec)->limits();
}

// Checks that an experiment that ends by a rule is written with its first seed alone, because the
// rule plays one seed after another, and that the limits allow at least one look and not too many.
void check_sequential(const Node& node, const ExperimentSpec& spec) {
  if (!spec.sequential()) return;
  const Node& written = *node.find(spec.stop ? "stop" : "select");
  if (spec.stop && spec.select) {
    throw UserError(node.find("select")->place,
                    "'stop' and 'select' both decide how long the experiment is played; keep one");
  }
  if (spec.sweep) {
    throw UserError(written.place,
                    fmt::format("{} are compared with each other, so all are played as long; leave "
                                "'stop' and 'select' out, or use 'method: halving'",
                                runs_of(node)));
  }
  if (spec.seeds.values.size() > 1) {
    throw UserError(
        node.find("seeds")->place,
        fmt::format("with 'stop' or 'select' the seeds follow each other as long as the "
                    "experiment goes on; write the first one alone: seeds: {}",
                    spec.seeds.values.front()));
  }
  std::vector<std::string> compared;
  for (const NamedTreatment& treatment : spec.treatments.named) {
    if (treatment.name != spec.control) compared.push_back(treatment.name);
  }
  if (compared.empty()) {
    throw UserError(written.place, "there is no treatment beside the control to decide about");
  }
  if (spec.select && design_of(spec)->one_treatment_per_user()) {
    throw UserError(written.place,
                    "treatments are selected by their differences in the same sessions; write "
                    "'design: paired'");
  }
  const SequentialLimits limits = sequential_limits(spec);
  constexpr std::int64_t kMostLooks = 1'000'000;
  if (limits.max_episodes / spec.episodes > kMostLooks) {
    throw UserError(written.place,
                    fmt::format("{} episodes with a look after every {} are more than a million "
                                "looks; raise 'episodes'",
                                limits.max_episodes, spec.episodes));
  }
  for (const Metric* metric : limits.metrics) {
    if (std::find(spec.metrics.begin(), spec.metrics.end(), metric) == spec.metrics.end()) {
      throw UserError(written.place, fmt::format("the experiment does not measure '{}'; add it to "
                                                 "'metrics'",
                                                 metric->name));
    }
  }
  for (const Metric* metric : spec.metrics) {
    if (metric->average != Average::of_sessions) continue;
    throw UserError(
        node.find("metrics")->place,
        fmt::format("'{}' is a quantile, whose interval does not hold at every look, so "
                    "it does not go with 'stop' or 'select'; leave it out",
                    metric->name));
  }
  if (limits.max_episodes < spec.episodes) {
    throw UserError(
        written.place,
        fmt::format("{} episodes of a treatment are allowed, fewer than the {} that are "
                    "played before the first look; allow more, or lower 'episodes'",
                    limits.max_episodes, spec.episodes));
  }
  if (limits.max_episodes / spec.episodes < limits.first) {
    throw UserError(
        written.place,
        fmt::format("{} episodes of a treatment are allowed, fewer than the {} that are "
                    "played before the first look ({} replications of {}); allow more, or lower "
                    "'first' or 'episodes'",
                    limits.max_episodes, limits.first * spec.episodes, limits.first,
                    spec.episodes));
  }
}

// Checks that the metric and the treatment that rank the cells exist.
void check_sweep(const Node& node, ExperimentSpec& spec) {
  if (!spec.sweep) return;
  SweepSpec& sweep = *spec.sweep;
  const Node* sweep_node = node.find("sweep");
  const Node& written = sweep_node != nullptr ? *sweep_node : *node.find("user_models");
  if (sweep.parameters.axes.empty() && !sweep.worlds && !sweep.user_models) {
    throw UserError(written.place,
                    "'sweep' has nothing to sweep; give it parameters, such as {parameters: "
                    "{models.ranker.dim: [10, 50]}}, worlds or user_models");
  }
  if (sweep.rank_by.empty()) {
    const auto time =
        std::find_if(spec.metrics.begin(), spec.metrics.end(),
                     [](const Metric* metric) { return metric->name == kHeadlineMetric; });
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

}  // namespace

ExperimentSpec read_experiment(const Node& node) {
  if (!node.is_map()) {
    throw wrong_type(node, "experiment file", "a map with experiment, control and treatments");
  }
  refuse_parts_of_experiments(node);
  ExperimentSpec spec = declared().read(node);
  // Fill in the defaults that the declaration leaves empty.
  if (!spec.world.generate && !spec.world.files.tracks && !spec.world.fitted) {
    spec.world.generate = WorldRecipe{};
  }
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
  check_metrics(node, spec);
  check_names(node, spec);
  check_random(node, spec);
  check_user_model(node, spec);
  check_days(node, spec);
  check_between_days(node, spec);
  check_log(node, spec);
  check_evaluation(node, spec);
  check_models(spec);
  check_sweep(node, spec);
  check_sequential(node, spec);

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
