#include "experiments/spec/experiment_checks.h"

#include <algorithm>
#include <limits>

#include <fmt/format.h>

#include "reports/results/headline_metrics.h"

namespace reprise {
namespace {

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
void check_sweep(const Node& node, const ExperimentSpec& spec) {
  if (!spec.sweep) return;
  const SweepSpec& sweep = *spec.sweep;
  const Node* sweep_node = node.find("sweep");
  const Node& written = sweep_node != nullptr ? *sweep_node : *node.find("user_models");
  if (sweep.parameters.axes.empty() && !sweep.worlds && !sweep.user_models) {
    throw UserError(written.place,
                    "'sweep' has nothing to sweep; give it parameters, such as {parameters: "
                    "{models.ranker.dim: [10, 50]}}, worlds or user_models");
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

void check_experiment(const Node& node, const ExperimentSpec& spec) {
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
}

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

}  // namespace reprise
