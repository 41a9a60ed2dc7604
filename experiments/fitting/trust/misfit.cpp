#include "experiments/fitting/trust/misfit.h"

#include <algorithm>
#include <cmath>
#include <tuple>

#include <fmt/format.h>

namespace reprise {
namespace {

std::string percent(double share) { return fmt::format("{:.1f} %", 100 * share); }

FitFlag ends_after_whole_tracks(const FittingLog& log) {
  constexpr double kLimit = 0.01;  // other causes, such as the end of the log
  std::uint64_t ends = 0;
  for (const FittingSession& session : log.sessions) {
    if (log.steps[session.end - 1].share == 100) ++ends;
  }
  FitFlag flag{.name = "leaves_after_whole_tracks", .limit = kLimit};
  flag.value = static_cast<double>(ends) / static_cast<double>(log.sessions.size());
  flag.raised = flag.value > kLimit;
  flag.words = fmt::format(
      "{} of the sessions end after a track that was heard to its end; with a budget that skips "
      "spend none would",
      percent(flag.value));
  return flag;
}

FitFlag spends_otherwise(const FittingLog& log, const FittedBudget& budget) {
  constexpr double kLimit = 0.15;
  constexpr double kErrors = 4;
  // Users are independent: the ratio's error is theirs.
  std::vector<std::pair<double, double>> by_user(log.n_users(), {0, 0});
  double squares = 0;
  double variances = 0;
  for (const FittingSession& session : log.sessions) {
    double left = budget.budget;
    double variance = 0;
    for (std::uint64_t i = session.begin; i < session.end; ++i) {
      const double share = log.steps[i].share / 100.0;
      left -= 1 - share;
      variance += share * (1 - share);
    }
    by_user[session.user].first += left * left;
    by_user[session.user].second += variance;
    squares += left * left;
    variances += variance;
  }
  FitFlag flag{.name = "leaves_otherwise", .limit = kLimit};
  const double ratio = variances > 0 ? squares / variances : 1;
  double error = 0;
  for (const auto& [square, variance] : by_user) {
    error += (square - ratio * variance) * (square - ratio * variance);
  }
  error = variances > 0 ? std::sqrt(error) / variances : 0;
  flag.value = ratio - 1;
  flag.raised = std::abs(flag.value) > std::max(kLimit, kErrors * error);
  flag.words = fmt::format(
      "the unheard parts of a session vary {:.2f} +- {:.2f} times as much as under a budget of {}",
      ratio, error, budget.budget);
  return flag;
}

FitFlag repeats_otherwise(const FittingLog& log) {
  constexpr double kLimit = 0.02;
  constexpr std::uint64_t kLeast = 20;
  std::uint64_t repeated = 0;
  std::uint64_t heard = 0;
  for (const FittingStep& step : log.steps) {
    if (step.use != StepUse::repeated) continue;
    ++repeated;
    if (step.share > 0) ++heard;
  }
  FitFlag flag{.name = "repeats_otherwise", .limit = kLimit};
  flag.value = repeated > 0 ? static_cast<double>(heard) / static_cast<double>(repeated) : 0;
  flag.raised = repeated >= kLeast && flag.value > kLimit;
  flag.words = fmt::format(
      "{} of {} tracks that came again in their session were heard again; botify's user "
      "hears nothing of them",
      heard, repeated);
  return flag;
}

struct SeenBefore {
  TrackId interest = 0;
  TrackId track = 0;
  std::uint8_t earlier = 0;
  std::uint8_t share = 0;
};

FitFlag responds_otherwise(const FittingLog& log, const WorldFit& fit) {
  constexpr double kLimit = 0.25;  // of pairs are equal; a noisy response leaves a few in a hundred
  constexpr std::uint64_t kLeast = 30;
  std::uint64_t pairs = 0;
  std::uint64_t equal = 0;
  std::vector<SeenBefore> seen;
  for (std::size_t user = 0; user < log.n_users(); ++user) {
    seen.clear();
    for (std::uint64_t s = log.sessions_begin[user]; s < log.sessions_begin[user + 1]; ++s) {
      for (std::uint64_t i = log.sessions[s].begin; i < log.sessions[s].end; ++i) {
        const FittingStep& step = log.steps[i];
        if (step.use == StepUse::repeated) continue;
        seen.push_back({fit.interest_of[s], step.track, step.earlier, step.share});
      }
    }
    std::sort(seen.begin(), seen.end(), [](const SeenBefore& a, const SeenBefore& b) {
      return std::tie(a.interest, a.track, a.earlier, a.share) <
             std::tie(b.interest, b.track, b.earlier, b.share);
    });
    for (std::size_t i = 1; i < seen.size(); ++i) {
      const SeenBefore& a = seen[i - 1];
      const SeenBefore& b = seen[i];
      if (a.interest != b.interest || a.track != b.track || a.earlier != b.earlier) continue;
      // Two shares that are nearly nothing or nearly all are equal under any model.
      const bool tells = (a.share >= 5 && a.share <= 95) || (b.share >= 5 && b.share <= 95);
      if (!tells) continue;
      ++pairs;
      if (a.share == b.share) ++equal;
    }
  }
  FitFlag flag{.name = "responds_otherwise", .limit = kLimit};
  flag.value = pairs > 0 ? static_cast<double>(equal) / static_cast<double>(pairs) : 1;
  flag.raised = pairs >= kLeast && flag.value < kLimit;
  flag.words = pairs < kLeast
                   ? fmt::format(
                         "whether shares are the same when a user hears a track again in "
                         "the same mood cannot be told from {} such pairs",
                         pairs)
                   : fmt::format(
                         "when a user heard a track again in another session of the same "
                         "interest, {} of {} shares were the same to the hundredth",
                         percent(flag.value), pairs);
  return flag;
}

FitFlag no_taste(const HeldOutPrediction& held_out) {
  constexpr double kLimit = 0.1;
  FitFlag flag{.name = "no_taste", .limit = kLimit};
  if (held_out.predictions.empty()) {
    flag.raised = true;
    flag.words =
        "no user is left of whom a later share could be predicted, so nothing shows that the "
        "fitted world knows tastes";
    return flag;
  }
  double best = INFINITY;
  std::string name;
  for (std::size_t i = 1; i < held_out.predictions.size(); ++i) {
    if (held_out.predictions[i].squared_error >= best) continue;
    best = held_out.predictions[i].squared_error;
    name = held_out.predictions[i].name;
  }
  const double own = held_out.predictions[0].squared_error;
  flag.value = best > 0 ? 1 - own / best : 0;
  flag.raised = flag.value < kLimit;
  if (best <= 0) {
    flag.words = fmt::format(
        "the {} is each of the {} shares that were held out, so they show nothing of tastes", name,
        held_out.steps);
    return flag;
  }
  flag.words = fmt::format(
      "on {} held-out steps the fitted world's squared error is {:.4f}, that of the {} is {:.4f}",
      held_out.steps, own, name, best);
  return flag;
}

FitFlag too_little(const FittingLog& log) {
  // Three interests need some sessions each; below ten in all they are mixed up.
  constexpr double kSessions = 9;
  FitFlag flag{.name = "too_little", .limit = kSessions};
  flag.value = static_cast<double>(log.sessions.size()) / static_cast<double>(log.n_users());
  flag.raised = flag.value < kSessions;
  flag.words = fmt::format(
      "{:.1f} sessions a user and {:.1f} recommendations a track; interests can be told apart from "
      "about {:.0f} sessions a user, that is {} sessions of these {} users",
      flag.value, static_cast<double>(log.steps.size()) / static_cast<double>(log.n_tracks()),
      kSessions, static_cast<std::uint64_t>(kSessions) * log.n_users(), log.n_users());
  return flag;
}

FitFlag no_variety(const FittingLog& log) {
  constexpr double kLimit = 0.5;
  constexpr std::uint32_t kSeldom = 5;
  std::vector<std::uint32_t> shown(log.n_tracks(), 0);
  for (const FittingStep& step : log.steps) ++shown[step.track];
  const auto seldom =
      std::count_if(shown.begin(), shown.end(), [](std::uint32_t n) { return n < kSeldom; });
  FitFlag flag{.name = "no_variety", .limit = kLimit};
  flag.value = static_cast<double>(seldom) / static_cast<double>(shown.size());
  flag.raised = flag.value > kLimit;
  flag.words = fmt::format(
      "{} of the {} tracks were recommended less than {} times: what a policy gains by them is a "
      "guess",
      percent(flag.value), shown.size(), kSeldom);
  return flag;
}

}  // namespace

std::vector<FitFlag> look_for_misfit(const FittingLog& log, const WorldFit& fit,
                                     const FittedBudget& budget,
                                     const HeldOutPrediction& held_out) {
  return {ends_after_whole_tracks(log),
          spends_otherwise(log, budget),
          repeats_otherwise(log),
          responds_otherwise(log, fit),
          no_taste(held_out),
          too_little(log),
          no_variety(log)};
}

}  // namespace reprise
