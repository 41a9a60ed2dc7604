#include "experiments/run_experiment.h"

#include <algorithm>
#include <chrono>
#include <limits>

#include "experiments/engine/simulate.h"
#include "experiments/engine/threads.h"
#include "experiments/models/train_models.h"
#include "experiments/statistics/moments.h"
#include "experiments/treatment_figures.h"
#include "experiments/way_to_oracle.h"

namespace reprise {
namespace {

// Sessions that the ends of the way from random to oracle are measured with where the experiment
// has no treatment of that kind.
constexpr std::int64_t kReferenceSessions = 2000;

// A treatment whose lists answer fewer of the anchors it asks them with is warned of.
constexpr double kFewLists = 0.9;

class Stopwatch {
 public:
  explicit Stopwatch(Timings& timings) : timings_(timings) {}
  void lap(std::string stage) {
    const auto now = std::chrono::steady_clock::now();
    timings_.emplace_back(std::move(stage), std::chrono::duration<double>(now - last_).count());
    last_ = now;
  }

 private:
  Timings& timings_;
  std::chrono::steady_clock::time_point last_ = std::chrono::steady_clock::now();
};

Effect effect_of(const ExperimentSpec& spec, const Design& design, const Metric& metric,
                 const std::string& treatment, const UserValues& control,
                 const UserValues& treated) {
  Effect effect;
  effect.treatment = treatment;
  effect.metric = metric.name;
  effect.design = spec.design.name;
  effect.interval = choices(IntervalKind{})[static_cast<std::size_t>(spec.interval)];
  if (!control.any() || !treated.any()) {
    // A split of few users can leave a treatment without any; nothing is known of its effect then.
    constexpr double kUnknown = std::numeric_limits<double>::quiet_NaN();
    const auto mean = [](const UserValues& users) {
      return users.any() ? moments(users.compact()).mean : kUnknown;
    };
    effect.control_mean = mean(control);
    effect.treatment_mean = mean(treated);
    effect.effect = effect.lower = effect.upper = effect.p = kUnknown;
    effect.difference = effect.difference_lower = effect.difference_upper = kUnknown;
    effect.shape = IntervalShape::whole_line;
    return effect;
  }
  const Comparison comparison = design.compare(control, treated, 1 - spec.confidence);
  const StudentInterval& difference = comparison.difference;
  effect.control_mean = comparison.means.control;
  effect.treatment_mean = comparison.means.control + comparison.means.difference;
  effect.difference = difference.estimate;
  effect.difference_lower = difference.lower;
  effect.difference_upper = difference.upper;
  effect.p = difference.p;
  effect.significant = difference.excludes_zero();
  effect.variance_reduction = comparison.variance_reduction;
  const auto relative = spec.interval == IntervalKind::fieller    ? fieller_interval
                        : spec.interval == IntervalKind::notebook ? notebook_interval
                                                                  : delta_interval;
  const RelativeInterval interval = relative(comparison.means, difference.critical);
  effect.shape = interval.shape;
  effect.effect = 100 * interval.effect.value_or(0);
  effect.lower = 100 * interval.lower;
  effect.upper = 100 * interval.upper;
  return effect;
}

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

// Everything of one run, with the threads it may use already chosen.
class Runner {
 public:
  Runner(const ExperimentSpec& spec, const RunOptions& options, const Progress& progress)
      : spec_(spec), cache_(options.cache), progress_(progress), watch_(run_.timings) {
    open_ = open_world(spec.world, options.cache, progress);
    watch_.lap("world");
  }

  ExperimentRun run() {
    train();
    make_arms();
    compute_nearest();
    play();
    compare();
    describe();
    warn();
    watch_.lap("statistics");
    return std::move(run_);
  }

 private:
  const World& world() const { return *open_.world; }
  bool any_order() const { return spec_.random == RandomSource::numpy; }

  void train() {
    if (spec_.models.named.empty()) return;
    trained_ = train_models(spec_, world(), *open_.nearest, cache_, progress_);
    watch_.lap("training");
  }

  void make_arms() {
    DesignContext context{spec_.experiment};
    design_ = spec_.design.make(context);
    for (const NamedTreatment* treatment : spec_.ordered()) {
      arms_.push_back(make_arm(treatment->name, treatment->recommender, world(), *open_.nearest,
                               &trained_.models, progress_));
    }
    assignment_ = design_->assignment(world().users, arms_.size());
    // The scale's ends are played for reference where no treatment is one.
    for (const char* name : {"random", "oracle"}) {
      const bool there = std::any_of(arms_.begin(), arms_.end(),
                                     [&](const Arm& arm) { return arm.recommender_name == name; });
      if (there) continue;
      const RecommenderRecipe recipe = read_recommender(Node::make_scalar(name), name);
      references_.push_back(make_arm(name, recipe, world(), *open_.nearest));
    }
    // What is always reported is always counted.
    std::vector<const Metric*> counted = shown_metrics(spec_);
    counted.push_back(find_metric("sessions"));
    counted.push_back(find_metric("mean_time_per_session"));
    observables_ = std::make_unique<Observables>(counted);
    watch_.lap("recommenders");
  }

  std::uint64_t episodes() const { return static_cast<std::uint64_t>(spec_.episodes); }
  std::uint64_t reference_episodes() const {
    return static_cast<std::uint64_t>(std::min(spec_.episodes, kReferenceSessions));
  }

  void compute_nearest() {
    const auto require = [&](std::span<const Arm> arms, std::span<const std::uint64_t> seeds,
                             std::uint64_t n, bool any) {
      std::vector<NearestQuery> queries = nearest_queries(world(), arms, seeds, n, any);
      open_.nearest->require(queries, progress_);
      queries = first_track_queries(world(), *open_.nearest, arms, seeds, n, any);
      open_.nearest->require(queries, progress_);
    };
    require(arms_, spec_.seeds.values, episodes(), any_order());
    if (!references_.empty()) {
      require(references_, std::span(spec_.seeds.values).first(1), reference_episodes(), false);
    }
    watch_.lap("nearest tracks");
  }

  Simulation simulation(std::span<const Arm> arms,
                        std::span<const std::uint32_t> assignment) const {
    return {world(),    *open_.nearest, arms,
            assignment, *observables_,  static_cast<std::uint32_t>(spec_.max_steps)};
  }

  // Days of nearly equal length: day d holds the episodes from d E / days on.
  EpisodeRange day_episodes(std::uint64_t day) const {
    const auto days = static_cast<std::uint64_t>(spec_.days);
    const auto begin = [&](std::uint64_t d) {
      return episodes() / days * d + std::min(d, episodes() % days);
    };
    return {begin(day), begin(day + 1)};
  }

  void play() {
    const auto days = static_cast<std::uint64_t>(spec_.days);
    const bool one_seed = spec_.seeds.values.size() == 1;
    // Totals are large and days may be many: they are kept only to be pooled over seeds, and then
    // without what no day's means are made of.
    std::vector<std::vector<Totals>> of_day(days > 1 && !one_seed ? days : 0);
    for (const std::uint64_t seed : spec_.seeds.values) {
      std::vector<Totals> replication;
      play_days(seed, [&](std::uint64_t day, std::vector<Totals> played) {
        add(replication, played);
        if (days == 1) return;
        if (one_seed) {
          run_.results.days.push_back({day + 1, means_of(played)});
          return;
        }
        for (Totals& totals : played) {
          totals.plays = {};
          totals.learned = {};
        }
        add(of_day[day], played);
      });
      if (!one_seed) run_.results.replications.push_back({seed, means_of(replication)});
      add(totals_, replication);
    }
    for (std::uint64_t day = 0; day < of_day.size(); ++day) {
      run_.results.days.push_back({day + 1, means_of(of_day[day])});
    }
    watch_.lap("sessions");
    if (!references_.empty()) {
      const Simulation played = simulation(references_, {});
      std::vector<Memory> memories = fresh_memories(played);
      reference_totals_ =
          simulate(played, spec_.seeds.values.front(), {0, reference_episodes()}, memories);
      watch_.lap("reference sessions");
    }
  }

  // Plays one seed and hands on each day's totals per arm: visit(day, totals).
  template <class Visit>
  void play_days(std::uint64_t seed, Visit visit) {
    const Simulation played = simulation(arms_, assignment_);
    std::vector<Memory> memories = fresh_memories(played);
    NumpyDraws draws(world(), static_cast<std::uint32_t>(seed));
    for (std::uint64_t day = 0; day < static_cast<std::uint64_t>(spec_.days); ++day) {
      const EpisodeRange range = day_episodes(day);
      Progress progress;
      if (progress_) {
        progress = [this](std::string_view stage, std::uint64_t done, std::uint64_t) {
          progress_(stage, sessions_played_ + done, sessions_to_play());
        };
      }
      std::vector<Totals> totals = any_order()
                                       ? simulate_numpy(played, static_cast<std::uint32_t>(seed),
                                                        range, draws, memories, progress)
                                       : simulate(played, seed, range, memories, progress);
      for (std::size_t arm = 0; arm < arms_.size(); ++arm) {
        memories[arm].end_day(totals[arm]);
        sessions_played_ += totals[arm].sessions;
      }
      visit(day, std::move(totals));
    }
  }

  std::uint64_t sessions_to_play() const {
    return episodes() * spec_.seeds.values.size() * (assignment_.empty() ? arms_.size() : 1);
  }

  static void add(std::vector<Totals>& sum, const std::vector<Totals>& more) {
    if (sum.empty()) {
      sum = more;
      return;
    }
    for (std::size_t arm = 0; arm < more.size(); ++arm) sum[arm] += more[arm];
  }

  std::vector<TreatmentMeans> means_of(const std::vector<Totals>& totals) const {
    std::vector<TreatmentMeans> means;
    for (std::size_t arm = 0; arm < arms_.size(); ++arm) {
      means.push_back({arms_[arm].name, metric_figures(totals[arm], *observables_, spec_.metrics,
                                                       1 - spec_.confidence)});
    }
    return means;
  }

  void compare() {
    for (std::size_t arm = 0; arm < arms_.size(); ++arm) {
      run_.results.treatments.push_back(
          treatment_result(arms_[arm], totals_[arm], *observables_, spec_));
    }
    for (std::size_t arm = 1; arm < arms_.size(); ++arm) {
      for (const Metric* metric : spec_.metrics) {
        run_.results.effects.push_back(effect_of(spec_, *design_, *metric, arms_[arm].name,
                                                 totals_[0].values(*metric, *observables_),
                                                 totals_[arm].values(*metric, *observables_)));
      }
    }
    const std::optional<OracleScale> scale = oracle_scale();
    for (std::size_t arm = 0; scale && arm < arms_.size(); ++arm) {
      const MetricFigure time = time_figure(totals_[arm]);
      TreatmentResult& treatment = run_.results.treatments[arm];
      treatment.way_to_oracle = way_to_oracle(time.mean, *scale);
      treatment.way_to_oracle_lower = way_to_oracle(time.lower, *scale);
      treatment.way_to_oracle_upper = way_to_oracle(time.upper, *scale);
    }
    if (spec_.users_csv) list_users();
  }

  MetricFigure time_figure(const Totals& totals) const {
    return metric_figures(totals, *observables_, {find_metric("mean_time_per_session")},
                          1 - spec_.confidence)
        .front();
  }

  // The treatment or reference arm of this kind.
  std::optional<MetricFigure> time_of_kind(const char* name) const {
    for (std::size_t arm = 0; arm < arms_.size(); ++arm) {
      if (arms_[arm].recommender_name == name && totals_[arm].sessions > 0) {
        return time_figure(totals_[arm]);
      }
    }
    for (std::size_t arm = 0; arm < references_.size(); ++arm) {
      if (references_[arm].recommender_name == name) return time_figure(reference_totals_[arm]);
    }
    return std::nullopt;
  }

  std::optional<OracleScale> oracle_scale() const {
    const auto random = time_of_kind("random");
    const auto oracle = time_of_kind("oracle");
    if (!random || !oracle) return std::nullopt;
    return OracleScale{random->mean, oracle->mean};
  }

  void list_users() {
    for (std::size_t arm = 0; arm < arms_.size(); ++arm) {
      std::vector<UserValues> columns;
      for (const Metric* metric : spec_.metrics) {
        columns.push_back(totals_[arm].values(*metric, *observables_));
      }
      for (UserIndex user = 0; user < world().users.size(); ++user) {
        if (columns.front().present[user] == 0) continue;
        UserRow row{world().users.ids[user], arms_[arm].name, {}};
        for (const UserValues& column : columns) row.values.push_back(column.value[user]);
        run_.users.push_back(std::move(row));
      }
    }
  }

  void describe() {
    Results& results = run_.results;
    results.experiment = spec_.experiment;
    results.config_hash = spec_.hash;
    results.config = write_yaml(spec_.resolved);
    results.design = spec_.design.name;
    results.random = choices(RandomSource{})[static_cast<std::size_t>(spec_.random)];
    results.interval = choices(IntervalKind{})[static_cast<std::size_t>(spec_.interval)];
    results.confidence = spec_.confidence;
    results.control = spec_.control;
    results.episodes = episodes();
    results.seeds = spec_.seeds.values;
    results.world = {open_.description,          world().fingerprint,
                     world().catalog.n_tracks(), world().catalog.n_artists(),
                     world().users.size(),       world().catalog.embeddings.dim()};
    for (const Metric* metric : shown_metrics(spec_)) {
      results.metrics.push_back({metric->name, metric->unit, metric->better});
    }
    for (const TrainingReport& report : trained_.reports) {
      results.models.push_back(model_result(report));
    }
  }

  // A name people will not take for something a service could do.
  static bool says_oracle_side(const std::string& name) {
    return name.find("nearest") != std::string::npos || name.find("oracle") != std::string::npos;
  }

  void warn() {
    std::vector<std::string>& warnings = run_.results.warnings;
    warnings = trained_.warnings;
    std::vector<std::string> unsaid;
    for (std::size_t arm = 0; arm < arms_.size(); ++arm) {
      const std::string& name = arms_[arm].name;
      for (const std::string& warning : arms_[arm].warnings) {
        warnings.push_back(fmt::format("{}: {}", name, warning));
      }
      if (totals_[arm].sessions == 0) {
        warnings.push_back(fmt::format("{}: no user of the sampled sessions belongs to it", name));
      }
      if (totals_[arm].cut_off > 0) {
        warnings.push_back(
            fmt::format("{}: {} sessions were cut off after {} steps (max_steps); its "
                        "means are too low",
                        name, totals_[arm].cut_off, spec_.max_steps));
      }
      const SourceTally& sources = totals_[arm].sources;
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
    const auto random = time_of_kind("random");
    const MetricFigure control = time_figure(totals_[0]);
    if (random && arms_[0].recommender_name != "random" && control.lower <= random->mean &&
        random->mean <= control.upper) {
      warnings.push_back(
          fmt::format("the control {} behaves like random: {:.2f} in a session, random "
                      "{:.2f}; is its list there?",
                      arms_[0].name, control.mean, random->mean));
    }
  }

  const ExperimentSpec& spec_;
  std::filesystem::path cache_;
  const Progress& progress_;
  ExperimentRun run_;
  Stopwatch watch_;
  OpenWorld open_;
  TrainedModels trained_;
  std::unique_ptr<Design> design_;
  std::vector<Arm> arms_;
  std::vector<Arm> references_;
  std::vector<std::uint32_t> assignment_;
  std::unique_ptr<Observables> observables_;
  std::vector<Totals> totals_;
  std::vector<Totals> reference_totals_;
  std::uint64_t sessions_played_ = 0;
};

}  // namespace

ExperimentRun run_experiment(const ExperimentSpec& spec, const RunOptions& options,
                             const Progress& progress) {
  ExperimentRun run;
  with_threads(options.threads > 0 ? options.threads : spec.threads,
               [&] { run = Runner(spec, options, progress).run(); });
  return run;
}

}  // namespace reprise
