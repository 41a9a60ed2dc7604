#include "experiments/fitting/trust/backtest.h"

#include <algorithm>
#include <cmath>
#include <numeric>

#include <fmt/format.h>

#include "experiments/fitting/trust/carry_over.h"
#include "experiments/fitting/trust/replay.h"
#include "experiments/statistics/moments.h"
#include "experiments/statistics/ratio_metric.h"
#include "experiments/statistics/student_t.h"
#include "sim/random/streams.h"
#include "sim/support/progress_stage.h"
#include "sim/support/user_error.h"

namespace reprise {
namespace {

// The sessions of a log by their first track.
class ByFirstTrack {
 public:
  explicit ByFirstTrack(const FittingLog& log) : begin_(log.n_tracks() + 1, 0) {
    for (const FittingSession& session : log.sessions) ++begin_[session.first_track + 1];
    std::partial_sum(begin_.begin(), begin_.end(), begin_.begin());
    sessions_.resize(log.sessions.size());
    std::vector<std::uint64_t> next(begin_.begin(), begin_.end() - 1);
    for (std::uint32_t s = 0; s < log.sessions.size(); ++s) {
      sessions_[next[log.sessions[s].first_track]++] = s;
    }
  }
  std::span<const std::uint32_t> of(TrackId track) const {
    return std::span(sessions_).subspan(begin_[track], begin_[track + 1] - begin_[track]);
  }

 private:
  std::vector<std::uint64_t> begin_;
  std::vector<std::uint32_t> sessions_;
};

// The arm's sessions, with more recommendations than were heard: those of its other sessions that
// began with the same track, without repeats.
FittingLog lengthened(const FittingLog& arm) {
  constexpr std::size_t kMostSteps = 60;
  const ByFirstTrack by_first(arm);
  const StreamKey key = stream_key(0, "fit/backtest/lengthened");
  FittingLog result = catalog_of(arm);
  result.user_ids = arm.user_ids;
  result.sessions_begin = arm.sessions_begin;
  std::vector<TrackId> heard;
  for (std::uint32_t s = 0; s < arm.sessions.size(); ++s) {
    FittingSession session = arm.sessions[s];
    const std::uint64_t begin = result.steps.size();
    heard.clear();
    for (std::uint64_t i = session.begin; i < session.end; ++i) {
      result.steps.push_back(arm.steps[i]);
      heard.push_back(arm.steps[i].track);
    }
    const std::span<const std::uint32_t> others = by_first.of(session.first_track);
    Stream stream(key, s);
    const std::size_t from = uniform_index(stream, static_cast<std::uint32_t>(others.size()));
    for (std::size_t k = 0; k < others.size() && heard.size() < kMostSteps; ++k) {
      const FittingSession& other = arm.sessions[others[(from + k) % others.size()]];
      for (std::uint64_t i = other.begin; i < other.end && heard.size() < kMostSteps; ++i) {
        const TrackId track = arm.steps[i].track;
        if (std::find(heard.begin(), heard.end(), track) != heard.end()) continue;
        heard.push_back(track);
        result.steps.push_back(arm.steps[i]);
      }
    }
    session.begin = begin;
    session.end = result.steps.size();
    result.sessions.push_back(session);
  }
  return result;
}

// Where sessions are replayed: the control's log, or one that was played in its stead.
struct Stage {
  const FittingLog& log;
  const FittedModel& model;
  std::span<const TrackId> interest_of;  // by session of the log
  std::span<const std::uint32_t> drawn;  // by user of the log: the control's; empty: themselves

  std::uint32_t user_of(std::uint32_t session) const {
    const std::uint32_t user = log.sessions[session].user;
    return drawn.empty() ? user : drawn[user];
  }
};

// Tracks per session when the arm's recommendations are replayed to users of the stage. `same` says
// that the arm is the control itself, whose users must hear those of others.
double replayed_tracks(const FittingLog& arm, const Stage& stage, bool same, std::int32_t budget,
                       std::uint64_t seed) {
  const ByFirstTrack by_first(stage.log);
  const StreamKey key = stream_key(seed, "fit/backtest/user");
  FittingLog played = catalog_of(arm);
  std::vector<TrackId> interest_of;
  played.steps = arm.steps;
  for (std::uint32_t s = 0; s < arm.sessions.size(); ++s) {
    FittingSession session = arm.sessions[s];
    const std::span<const std::uint32_t> users = by_first.of(session.first_track);
    if (users.empty()) continue;
    Stream stream(key, s);
    const std::size_t from = uniform_index(stream, static_cast<std::uint32_t>(users.size()));
    for (std::size_t k = 0; k < users.size(); ++k) {
      const std::uint32_t taken = users[(from + k) % users.size()];
      if (same && stage.user_of(taken) == session.user) continue;
      session.user = stage.log.sessions[taken].user;
      played.sessions.push_back(session);
      interest_of.push_back(stage.interest_of[taken]);
      break;
    }
  }
  if (played.sessions.empty()) return 0;
  const FittingLog heard = replay(played, stage.model, interest_of, budget, seed, 0);
  return 1 + static_cast<double>(heard.steps.size()) / static_cast<double>(heard.sessions.size());
}

struct Observed {
  double tracks = 0;  // of a session
  double error = 0;   // standard error of the log of it, over users
  std::uint64_t sessions = 0;
  std::uint64_t users = 0;
};

// The sessions that can be replayed, as they were heard.
Observed observe(const FittingLog& arm, const FittingLog& control, bool same) {
  const ByFirstTrack by_first(control);
  std::vector<double> tracks(arm.n_users(), 0);
  std::vector<double> sessions(arm.n_users(), 0);
  Observed result;
  for (const FittingSession& session : arm.sessions) {
    const std::span<const std::uint32_t> users = by_first.of(session.first_track);
    const bool replayable = std::any_of(users.begin(), users.end(), [&](std::uint32_t s) {
      return !same || control.sessions[s].user != session.user;
    });
    if (!replayable) continue;
    tracks[session.user] += static_cast<double>(session.end - session.begin + 1);
    sessions[session.user] += 1;
    ++result.sessions;
  }
  if (result.sessions == 0) return result;
  // Users none of whose sessions can be replayed say nothing.
  std::size_t kept = 0;
  for (std::size_t user = 0; user < sessions.size(); ++user) {
    if (sessions[user] == 0) continue;
    tracks[kept] = tracks[user];
    sessions[kept++] = sessions[user];
  }
  tracks.resize(kept);
  sessions.resize(kept);
  const Moments of_users = moments(linearized_ratio(tracks, sessions));
  result.users = of_users.n;
  result.tracks = of_users.mean;
  result.error = std::sqrt(of_users.variance / static_cast<double>(of_users.n)) / of_users.mean;
  return result;
}

// The share of recommendations of tracks that were shown less than five times.
double share_outside(const FittingLog& arm, const std::vector<std::uint32_t>& shown) {
  constexpr std::uint32_t kSeldom = 5;
  const auto outside =
      std::count_if(arm.steps.begin(), arm.steps.end(),
                    [&](const FittingStep& step) { return shown[step.track] < kSeldom; });
  return static_cast<double>(outside) / static_cast<double>(arm.steps.size());
}

// A reason why an arm cannot be predicted; empty when it can.
std::string why_not_replayed(const Observed& arm, std::uint64_t sessions, const Observed& control) {
  constexpr std::uint64_t kLeastUsers = 2;  // of an interval
  if (arm.sessions == 0) {
    return fmt::format(
        "none of its {} sessions begins with a track that sessions of the control begin with",
        sessions);
  }
  if (arm.users < kLeastUsers) {
    return "the sessions that can be replayed are of one user";
  }
  if (control.users < kLeastUsers) {
    return "no two users of the control have sessions that begin with the same track";
  }
  return {};
}

}  // namespace

FitBacktest backtest(const FittingLog& control, const std::string& control_name,
                     const WorldFit& fit, const FittedBudget& budget,
                     std::span<const BacktestArm> arms, const FitSettings& fit_settings,
                     const BacktestSettings& settings, const Progress& progress) {
  constexpr std::uint64_t kOfTruths = 5000;  // seeds: chance is part of the errors
  constexpr std::uint64_t kOfFits = 6000;
  const Observed of_control = observe(control, control, true);
  std::vector<std::uint32_t> shown(control.n_tracks(), 0);
  for (const FittingStep& step : control.steps) ++shown[step.track];
  FitBacktest result;
  result.control = control_name;
  result.control_tracks = of_control.tracks;
  result.control_users = of_control.users;
  std::vector<Observed> observed;
  std::vector<std::size_t> replayed;  // arms of which something can be
  for (std::size_t i = 0; i < arms.size(); ++i) {
    observed.push_back(observe(arms[i].log, control, false));
    FitBacktestArm arm;
    arm.name = arms[i].name;
    arm.sessions = arms[i].log.sessions.size();
    arm.replayed = static_cast<double>(observed[i].sessions) / static_cast<double>(arm.sessions);
    arm.outside = share_outside(arms[i].log, shown);
    arm.why_not = why_not_replayed(observed[i], arm.sessions, of_control);
    if (!arm.unpredicted()) replayed.push_back(i);
    result.arms.push_back(arm);
  }
  if (replayed.empty()) {
    throw UserError(fmt::format("nothing can be replayed to users of {}: of {}, {}", control_name,
                                result.arms.front().name, result.arms.front().why_not));
  }
  const FittingLog own = lengthened(control);
  std::vector<FittingLog> others;
  for (const std::size_t i : replayed) others.push_back(lengthened(arms[i].log));
  const auto effects = [&](const Stage& stage, std::uint64_t seed) {
    const double base = replayed_tracks(own, stage, true, budget.budget, seed);
    std::vector<double> logs;
    for (const FittingLog& arm : others) {
      const double tracks = replayed_tracks(arm, stage, false, budget.budget, seed);
      logs.push_back(base > 0 && tracks > 0 ? std::log(tracks / base) : 0);
    }
    return logs;
  };
  const std::vector<double> predicted = effects({control, fit.model, fit.interest_of, {}}, kOfFits);
  std::vector<std::vector<double>> off(others.size());
  double noise = 0;
  for (std::uint64_t k = 1; k <= settings.trials; ++k) {
    const FittedModel truth = k % 2 == 1 ? fit.model : draw_model(control, fit, k);
    const FitTrial trial =
        play_and_fit(control, fit, truth, fit_settings, budget.budget, k,
                     progress_of(fmt::format("refit {} of {}", k, settings.trials), progress));
    const std::vector<double> known =
        effects({trial.log, trial.truth, trial.interest_of, trial.drawn}, kOfTruths + k);
    const std::vector<double> found =
        effects({trial.log, trial.fit.model, trial.fit.interest_of, trial.drawn}, kOfFits + k);
    for (std::size_t i = 0; i < off.size(); ++i) off[i].push_back(found[i] - known[i]);
    noise += trial.fit.model.noise / static_cast<double>(settings.trials);
  }
  const double scale = noise > 0 ? std::max(1.0, fit.model.noise / noise) : 1;
  const auto n = static_cast<double>(settings.trials);
  for (std::size_t i = 0; i < replayed.size(); ++i) {
    const Observed& of_arm = observed[replayed[i]];
    FitBacktestArm& arm = result.arms[replayed[i]];
    arm.tracks = of_arm.tracks;
    const double error = std::hypot(of_arm.error, of_control.error);
    const auto users = static_cast<double>(of_arm.users + of_control.users);
    const StudentInterval seen =
        student_interval(std::log(of_arm.tracks / of_control.tracks), error,
                         std::max(users - 2, 0.0), 1 - settings.confidence);
    arm.observed = seen.estimate;
    arm.observed_lower = seen.lower;
    arm.observed_upper = seen.upper;
    const Moments errors = moments(off[i]);
    const double spread = std::sqrt(errors.variance * (1 + scale * scale / n));
    const StudentInterval said = student_interval(predicted[i] - scale * errors.mean, spread, n - 1,
                                                  1 - settings.confidence);
    arm.fitted = predicted[i];
    arm.predicted = said.estimate;
    arm.lower = said.lower;
    arm.upper = said.upper;
    // The difference has the errors of both; that of the prediction has few degrees of freedom.
    const StudentInterval difference = student_interval(
        said.estimate - seen.estimate, std::hypot(spread, error), n - 1, 1 - settings.confidence);
    arm.agrees = !difference.excludes_zero();
  }
  return result;
}

}  // namespace reprise
