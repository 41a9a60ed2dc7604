#include "experiments/studies/evaluation/evaluate_experiment.h"

#include <algorithm>
#include <cmath>
#include <mutex>
#include <optional>

#include <fmt/format.h>

#include "experiments/evaluation/off_policy_estimator.h"
#include "experiments/evaluation/offline_numbers.h"
#include "experiments/evaluation/policies_on_log.h"
#include "experiments/evaluation/read_service_log.h"
#include "experiments/evaluation/trust.h"
#include "experiments/simulation/check_told.h"
#include "experiments/simulation/engine/threads.h"
#include "experiments/simulation/prepared.h"
#include "experiments/spec/refuse_settings.h"
#include "experiments/statistics/moments.h"
#include "experiments/statistics/ratio_metric.h"
#include "reports/text/number_text.h"
#include "sim/support/progress_stage.h"

namespace reprise {
namespace {

// Logs have seeds of their own, far from those of experiments: the n-th log has this seed + n.
constexpr std::uint64_t kLogSeed = 1'000'000'000;

// Sums sessions by user. The sums are whole numbers, so their order does not matter.
class SumsOfUsers final : public SessionSink {
 public:
  struct Sums {
    std::int64_t sessions = 0;
    std::int64_t steps = 0;
    std::int64_t hundredths = 0;
  };

  SumsOfUsers(std::size_t n_treatments, std::size_t n_users)
      : sums_(n_treatments, std::vector<Sums>(n_users)) {}

  std::unique_ptr<Block> open(std::size_t treatment) override {
    return std::make_unique<OpenBlock>(treatment);
  }
  void close(std::uint64_t, std::unique_ptr<Block> block) override {
    const OpenBlock& closed = static_cast<OpenBlock&>(*block);
    const std::lock_guard lock(mutex_);
    for (const auto& [user, added] : closed.sessions) {
      Sums& sums = sums_[closed.treatment][user];
      sums.sessions += added.sessions;
      sums.steps += added.steps;
      sums.hundredths += added.hundredths;
    }
  }

  // Returns the mean over sessions, the first track included, with its standard error by users.
  PlayedValue value(std::size_t treatment, SessionValue of) const {
    std::vector<double> rewards;
    std::vector<double> sessions;
    for (const Sums& sums : sums_[treatment]) {
      if (sums.sessions == 0) continue;
      sessions.push_back(static_cast<double>(sums.sessions));
      rewards.push_back(of == SessionValue::tracks
                            ? static_cast<double>(sums.steps)
                            : static_cast<double>(sums.hundredths) / kWholeTrack);
    }
    if (sessions.empty()) return {1, 0};
    const Moments of_users = moments(linearized_ratio(rewards, sessions));
    return {of_users.mean + 1, std::sqrt(of_users.variance / static_cast<double>(of_users.n))};
  }

 private:
  struct OpenBlock final : Block {
    explicit OpenBlock(std::size_t of) : treatment(of) {}
    void add(const Session& session, std::uint64_t, std::span<const Told>) override {
      sessions.push_back({session.user(), {1, session.recommendations(), session.listened()}});
    }
    std::size_t treatment;
    std::vector<std::pair<UserIndex, Sums>> sessions;
  };

  std::mutex mutex_;
  std::vector<std::vector<Sums>> sums_;  // by treatment and user
};

Simulation simulation_of(const Prepared& prepared, SessionSink& sink,
                         std::span<const std::uint8_t> playing, const StopFlag* stop) {
  return {.world = prepared.world(),
          .nearest = prepared.nearest(),
          .treatments = prepared.treatments,
          .assignment = {},
          .observables = *prepared.observables,
          .max_steps = static_cast<std::uint32_t>(prepared.spec.max_steps),
          .sink = &sink,
          .stop = stop,
          .playing = playing};
}

// One world: its treatments, and their true values.
class EvaluatedWorld {
 public:
  EvaluatedWorld(const ExperimentSpec& spec, Workspace& workspace, const EvaluationOptions& options,
                 std::span<const std::string> logging, const Progress& progress)
      : options_(options), progress_(progress), prepared_(prepare_any(spec, workspace)) {
    for (std::size_t i = 0; i < prepared_.treatments.size(); ++i) {
      if (unwalkable(prepared_.treatments[i]).empty()) ideas_.push_back(i);
    }
    if (ideas_.empty()) {
      throw UserError(
          "no treatment can be estimated from a log; expected one that can tell the "
          "probabilities of its recommendations, such as random");
    }
    // Before anything is played.
    if (facts_of(prepared_.world()).loses_users) {
      throw UserError(
          "users of this world stop coming back, so that logs would be shorter than 'log_sessions' "
          "says; leave 'return: days' out");
    }
    for (const std::string& name : logging) number_of(name);
    play_truth();
  }

  const PlayedValues& truth() const { return truth_; }
  const Prepared& prepared() const { return prepared_; }

  std::vector<std::string> left_out() const {
    std::vector<std::string> names;
    for (const Treatment& treatment : prepared_.treatments) {
      const std::string why = unwalkable(treatment);
      if (!why.empty()) names.push_back(fmt::format("{}: {}", treatment.name, why));
    }
    return names;
  }

  // Plays a log under a treatment and returns it.
  SessionsOfLog play_log(std::size_t treatment, std::uint64_t number,
                         std::uint64_t sessions) const {
    KeptSessions kept(/*with_propensities=*/true);
    std::vector<std::uint8_t> playing(prepared_.treatments.size(), 0);
    playing[treatment] = 1;
    const Simulation simulation = simulation_of(prepared_, kept, playing, options_.stop);
    std::vector<TreatmentState> states = fresh_states(simulation);
    simulate(simulation, kLogSeed + number, {0, sessions, {}}, states, progress_);
    SessionsOfLog log;
    std::vector<double> propensities;
    kept.for_each([&](const KeptSessions::Kept& session) {
      propensities.clear();
      for (const Told& told : session.told) propensities.push_back(told.propensity);
      log.add(session.user, session.tracks, session.times, propensities);
    });
    return log;
  }

  JudgedLog judged(const SessionsOfLog& log, std::size_t logging, std::uint64_t sessions,
                   double alpha, HeldOut held_out, const Progress& progress) const {
    std::vector<const Treatment*> policies;
    for (const std::size_t idea : ideas_) policies.push_back(&prepared_.treatments[idea]);
    JudgedLog judged{offline_numbers({.world = prepared_.world(),
                                      .sessions = log,
                                      .n_sessions = sessions,
                                      .logging = &prepared_.treatments[logging],
                                      .policies = policies,
                                      .alpha = alpha,
                                      .held_out = held_out,
                                      .stop = options_.stop,
                                      .progress = progress}),
                     &truth_,
                     {}};
    const auto place = std::find(ideas_.begin(), ideas_.end(), logging) - ideas_.begin();
    judged.logging = truth_[static_cast<std::size_t>(place)];
    return judged;
  }

  std::size_t number_of(const std::string& name) const {
    const auto at = std::find_if(prepared_.treatments.begin(), prepared_.treatments.end(),
                                 [&](const Treatment& one) { return one.name == name; });
    check_told({&*at, 1});
    if (at->capabilities.observes_latent_state) {
      throw UserError(fmt::format("'{}' cannot play logs: {}", name, unwalkable(*at)));
    }
    return static_cast<std::size_t>(at - prepared_.treatments.begin());
  }

 private:
  Prepared prepare_any(const ExperimentSpec& spec, Workspace& workspace) const {
    Timings ignored;
    Prepared prepared = prepare(spec, workspace, ignored, progress_);
    // Policies are asked about sessions of other policies, which lead anywhere.
    require_lists(prepared, prepared.treatments, prepared.seeds,
                  static_cast<std::uint64_t>(spec.episodes), /*any_order=*/true, progress_);
    return prepared;
  }

  void play_truth() {
    const ExperimentSpec& spec = prepared_.spec;
    SumsOfUsers sums(prepared_.treatments.size(), prepared_.world().users.size());
    std::vector<std::uint8_t> playing(prepared_.treatments.size(), 0);
    for (const std::size_t idea : ideas_) playing[idea] = 1;
    for (const std::uint64_t seed : prepared_.seeds) {
      const Simulation simulation = simulation_of(prepared_, sums, playing, options_.stop);
      std::vector<TreatmentState> states = fresh_states(simulation);
      simulate(simulation, seed, {0, static_cast<std::uint64_t>(spec.episodes), {}}, states,
               progress_);
    }
    for (const std::size_t idea : ideas_) {
      std::vector<PlayedValue>& values = truth_.emplace_back();
      for (const SessionValue value : kSessionValues) values.push_back(sums.value(idea, value));
    }
  }

  const EvaluationOptions& options_;
  const Progress& progress_;
  Prepared prepared_;
  std::vector<std::size_t> ideas_;  // the treatments that can be estimated
  PlayedValues truth_;              // by idea
};

// The logs of one logging policy and size.
struct LogsOfOneSize {
  std::string logging;
  std::int64_t sessions;
  std::vector<JudgedLog> logs;
};

std::vector<TrueValue> true_values(const std::vector<std::unique_ptr<EvaluatedWorld>>& worlds,
                                   const OfflineNumbers& names) {
  std::vector<TrueValue> values;
  const auto n = static_cast<double>(worlds.size());
  for (std::size_t idea = 0; idea < names.policies.size(); ++idea) {
    TrueValue value{names.policies[idea].name, 0, 0};
    for (const auto& world : worlds) {
      value.time += world->truth()[idea][0].value / n;
      value.tracks += world->truth()[idea][1].value / n;
    }
    values.push_back(value);
  }
  return values;
}

// The numbers that the figure shows for a logging policy: the trusted ones, and a ranking metric
// that people use.
std::vector<TrustPoints> points_of(const LogsOfOneSize& setting, const TrustVerdict& verdict) {
  constexpr const char* kUsual[] = {"step_is", "ndcg_at_10"};
  std::vector<std::string> numbers;
  if (verdict.number) numbers.push_back(*verdict.number);
  for (const char* usual : kUsual) {
    if (std::find(numbers.begin(), numbers.end(), usual) == numbers.end()) {
      numbers.emplace_back(usual);
    }
  }
  std::vector<TrustPoints> points;
  for (const std::string& number : numbers) {
    points.push_back(
        points_of(setting.logging, setting.sessions, number, verdict.metric, setting.logs));
  }
  return points;
}

// Refuses what would make the played truth another one than a run's.
void check_plain(const ExperimentSpec& spec) {
  if (spec.sweep) {
    throw UserError(
        "evaluate plays one experiment, and 'sweep' and 'user_models' make several of this one; "
        "leave them out, and set what the cells differ in by --set");
  }
  refuse_settings(spec, {"stop", "select", "between_days"}, [](const char* key) {
    return fmt::format(
        "evaluate plays every session of an experiment, and '{}' changes what is played; leave it "
        "out",
        key);
  });
  const auto no_day = [&spec](const char*) {
    return fmt::format(
        "'days' is {}; evaluate plays a single day, so that learners know only what they knew "
        "before it; write days: 1",
        spec.days);
  };
  if (spec.days > 1) refuse_settings(spec, {"days"}, no_day);
  if (spec.random == RandomSource::numpy) {
    refuse_settings(spec, {"random"}, [](const char*) {
      return "evaluate plays several logs of a seed, and 'numpy' has one stream; leave it out";
    });
  }
}

EvaluationResults evaluate(std::span<const ExperimentSpec> of_worlds, Workspace& workspace,
                           const EvaluationOptions& options, const Progress& progress) {
  const ExperimentSpec& spec = of_worlds.front();
  check_plain(spec);
  const EvaluationSpec settings = spec.evaluate.value_or(EvaluationSpec{});
  const std::vector<std::string> logging_names =
      settings.logging.empty() ? std::vector{spec.control} : settings.logging;
  std::vector<std::unique_ptr<EvaluatedWorld>> worlds;
  std::vector<LogsOfOneSize> judged;
  for (const std::string& logging : logging_names) {
    for (const std::int64_t size : settings.log_sessions) judged.push_back({logging, size, {}});
  }
  const std::size_t n_logs =
      judged.size() * of_worlds.size() * static_cast<std::size_t>(settings.replications);
  std::size_t n_judged = 0;
  for (const ExperimentSpec& of_world : of_worlds) {
    worlds.push_back(
        std::make_unique<EvaluatedWorld>(of_world, workspace, options, logging_names, progress));
    const EvaluatedWorld& world = *worlds.back();
    for (std::int64_t replication = 0; replication < settings.replications; ++replication) {
      const auto number = static_cast<std::uint64_t>(replication);
      auto setting = judged.begin();
      for (const std::string& logging : logging_names) {
        const std::size_t treatment = world.number_of(logging);
        const SessionsOfLog log = world.play_log(
            treatment, number, static_cast<std::uint64_t>(settings.log_sessions.back()));
        for (const std::int64_t size : settings.log_sessions) {
          const std::string work =
              fmt::format("log {} of {}, {} by {}", ++n_judged, n_logs,
                          amount_text(static_cast<std::uint64_t>(size), "session"), logging);
          setting->logs.push_back(world.judged(log, treatment, static_cast<std::uint64_t>(size),
                                               1 - spec.confidence, settings.held_out,
                                               progress_of(work, progress)));
          ++setting;
        }
      }
    }
  }

  EvaluationResults results;
  results.experiment = spec.experiment;
  results.hash = spec.hash;
  results.confidence = spec.confidence;
  results.worlds = static_cast<std::int64_t>(of_worlds.size());
  results.replications = settings.replications;
  results.episodes =
      spec.episodes * static_cast<std::int64_t>(worlds.front()->prepared().seeds.size());
  results.left_out = worlds.front()->left_out();
  results.truth = true_values(worlds, judged.front().logs.front().numbers);
  for (const LogsOfOneSize& setting : judged) {
    results.tables.push_back(judge(setting.logging, setting.sessions, setting.logs));
  }
  const std::size_t sizes = settings.log_sessions.size();
  for (std::size_t i = 0; i < logging_names.size(); ++i) {
    const auto tables = std::span(results.tables).subspan(i * sizes, sizes);
    for (const SessionValue value : kSessionValues) {
      results.verdicts.push_back(verdict_of(tables, name_of(value)));
    }
    const TrustVerdict& of_time = results.verdicts[results.verdicts.size() - 2];
    for (TrustPoints& points : points_of(judged[i * sizes + sizes - 1], of_time)) {
      results.points.push_back(std::move(points));
    }
  }
  return results;
}

}  // namespace

EvaluationResults evaluate_experiment(std::span<const ExperimentSpec> of_worlds,
                                      Workspace& workspace, const EvaluationOptions& options,
                                      const Progress& progress) {
  EvaluationResults results;
  const std::int64_t threads = options.threads > 0 ? options.threads : of_worlds.front().threads;
  with_threads(threads, [&] { results = evaluate(of_worlds, workspace, options, progress); });
  return results;
}

OfflineNumbers evaluate_log(const ExperimentSpec& spec, const ServiceLogRequest& request,
                            Workspace& workspace, const EvaluationOptions& options,
                            const Progress& progress) {
  OfflineNumbers numbers;
  with_threads(options.threads > 0 ? options.threads : spec.threads, [&] {
    Timings ignored;
    const Prepared prepared = prepare(spec, workspace, ignored, progress);
    LogRowReader reader(request.experiment);
    reader.read_propensities();
    LogRows rows(request.paths, reader, 0);
    const SessionsOfLog log = read_service_log(rows, reader, prepared.world(), request.treatment);
    // Any track of the log may be asked about.
    std::vector<NearestQuery> queries;
    for (const Treatment& treatment : prepared.treatments) {
      for (const NearestNeed& need : treatment.nearest_needs) {
        if (need.of != NearestOf::first_tracks) continue;
        for (std::size_t session = 0; session < log.n_sessions(); ++session) {
          queries.push_back({log.tracks[log.begin[session]], need.count});
        }
      }
    }
    require_lists(prepared, prepared.treatments, prepared.seeds, 1, /*any_order=*/true, progress);
    prepared.nearest().require(queries, {});
    std::vector<const Treatment*> policies;
    std::vector<OfflinePolicy> refused;
    for (const Treatment& treatment : prepared.treatments) {
      const std::string why = unwalkable(treatment);
      if (why.empty()) {
        policies.push_back(&treatment);
      } else {
        OfflinePolicy policy;
        policy.name = treatment.name;
        policy.refusal = why;
        refused.push_back(std::move(policy));
      }
    }
    numbers = offline_numbers({.world = prepared.world(),
                               .sessions = log,
                               .n_sessions = log.n_sessions(),
                               .policies = policies,
                               .alpha = 1 - spec.confidence,
                               .held_out = request.held_out,
                               .stop = options.stop,
                               .progress = progress});
    numbers.policies.insert(numbers.policies.end(), refused.begin(), refused.end());
  });
  return numbers;
}

}  // namespace reprise
