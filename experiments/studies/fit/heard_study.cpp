#include "experiments/studies/fit/heard_study.h"

#include <algorithm>
#include <limits>

#include <fmt/format.h>

#include "experiments/fitting/plays/heard_world.h"
#include "experiments/fitting/trust/heard_ranking.h"
#include "experiments/fitting/trust/heard_sessions.h"
#include "sim/generator/preset_response.h"
#include "sim/support/progress_stage.h"

namespace reprise {
namespace {

constexpr const char* kNotIdentified = "not identified by this log, taken from preset 2023: ";

std::vector<FitPart> parts_of(const FittingLog& log, const HeardFit& fit, const FittingRows& rows,
                              const FitSettings& settings) {
  double interests = 0;
  for (const FittedListener& listener : fit.model.listeners) {
    interests += static_cast<double>(listener.interests.size());
  }
  const UserTraits defaults;
  const auto preset = [](const std::string& why) { return kNotIdentified + why; };
  std::vector<FitPart> parts;
  parts.push_back(
      {.part = "interest: fixed",
       .name = "interests of a user",
       .value = interests / static_cast<double>(log.n_users()),
       .remark = fmt::format("at most {}, as asked for; which tracks they are is fitted "
                             "to what is heard together",
                             settings.interests)});
  parts.push_back(
      {.part = "interest: fixed",
       .name = "interest_neighbours",
       .source = PartSource::preset,
       .value = static_cast<double>(defaults.interest_neighbours),
       .remark = preset("sessions begin with one of the nearest tracks of an interest")});
  parts.push_back({.part = "response: logistic",
                   .name = "spread of scores",
                   .source = PartSource::preset,
                   .value = fit.spread,
                   .remark = preset("which tracks suit an interest better than others is fitted, "
                                    "how much better is the preset's")});
  parts.push_back({.part = "response: logistic",
                   .name = "appeal of popular tracks",
                   .source = PartSource::preset,
                   .value = fit.appeal_of_top,
                   .remark = preset("the mean score of the most popular hundredth; plays do not "
                                    "tell what was liked from what was offered")});
  parts.push_back({.part = "response: logistic",
                   .name = "consume_bias",
                   .source = PartSource::preset,
                   .value = preset_bias().mean,
                   .spread = preset_bias().deviation,
                   .remark = preset("nothing says which share of a track was heard. Drawn for each "
                                    "user, by the id")});
  parts.push_back({.part = "response: logistic",
                   .name = "log of consume_sharpness",
                   .source = PartSource::preset,
                   .value = preset_log_sharpness().mean,
                   .spread = preset_log_sharpness().deviation,
                   .remark = preset("likewise")});
  parts.push_back({.part = "fatigue: artist",
                   .name = "artist_discount_gamma",
                   .source = PartSource::preset,
                   .value = fit.model.discount,
                   .remark = preset("likewise")});
  parts.push_back({.part = "repeat: never",
                   .name = "share heard of a repeat",
                   .source = PartSource::preset,
                   .value = 0,
                   .remark = preset("how often tracks are played again is looked at below")});
  parts.push_back(
      {.part = "leave: budget",
       .name = "session_budget",
       .value = fit.budgets.mean,
       .spread = fit.budgets.spread,
       .error = fit.budgets.error,
       .remark =
           "given that response: sessions with the log's tracks last as long as "
           "they did. Each user's own, shrunk to the mean, in the world rounded and at least 1"});
  parts.push_back({.part = "return: by lot",
                   .name = "every user equally often",
                   .source = PartSource::preset,
                   .value = std::numeric_limits<double>::quiet_NaN(),
                   .remark = rows.returns.n > 1 ? "a world's users come by lot; the next line is "
                                                  "what a model of returns takes"
                                                : "who comes how often is not fitted"});
  if (rows.returns.n > 1) {
    parts.push_back(
        {.part = "return: gaps",
         .name = "median",
         .value = rows.returns.median_hours,
         .spread = rows.returns.log_spread,
         .remark = fmt::format(
             "hours between sessions beyond {0:.3g}, log-normal ({1} of them); no file of a world "
             "has a place for it: world: {{files: ..., users: {{model: {{return: {{gaps: {{median: "
             "{2:.3g}, spread: {3:.3g}, at_least: {0:.3g}}}}}}}}}}}",
             rows.returns.least_hours, rows.returns.n, rows.returns.median_hours,
             rows.returns.log_spread)});
  }
  return parts;
}

FitFlag too_little(const FittingLog& log) {
  constexpr double kSessions = 9;  // as for shares: below, interests are mixed up
  constexpr double kPlays = 5;     // below, most rows are those of the artist
  constexpr std::size_t kUsers = 20;
  FitFlag flag{.name = "too_little", .limit = kSessions};
  std::vector<std::uint8_t> played(log.n_tracks(), 0);
  for (const FittingSession& session : log.sessions) played[session.first_track] = 1;
  for (const FittingStep& step : log.steps) played[step.track] = 1;
  const auto tracks =
      static_cast<double>(std::max<std::ptrdiff_t>(std::count(played.begin(), played.end(), 1), 1));
  const auto plays = static_cast<double>(log.steps.size() + log.sessions.size());
  flag.value = static_cast<double>(log.sessions.size()) / static_cast<double>(log.n_users());
  flag.raised = flag.value < kSessions || plays / tracks < kPlays || log.n_users() < kUsers;
  flag.words = fmt::format(
      "{} users (a population takes at least {}), {:.1f} sessions each (from about {:.0f} on, "
      "interests "
      "can be told apart), {:.1f} plays of a track that was played (from about {:.0f} on, it is "
      "more "
      "than one of its artist's)",
      log.n_users(), kUsers, flag.value, kSessions, plays / tracks, kPlays);
  return flag;
}

FitFlag no_taste(const HeardRanking& ranking) {
  constexpr double kLimit = 0.55;
  FitFlag flag{.name = "no_taste", .limit = kLimit};
  if (ranking.rankings.empty()) {
    flag.value = 0.5;
    flag.words = "no user is left whose later plays could be ranked";
    return flag;
  }
  flag.value = ranking.rankings.front().chance_alike;
  flag.raised = flag.value < kLimit;
  flag.words = fmt::format(
      "a play that was held out ranks before another play of the log in {:.1f} % of {} pairs; by "
      "chance it would in 50 %",
      100 * flag.value, ranking.plays);
  return flag;
}

FitFlag repeats_otherwise(const FittingLog& log) {
  constexpr double kLimit = 0.02;
  FitFlag flag{.name = "repeats_otherwise", .limit = kLimit};
  const auto repeated =
      std::count_if(log.steps.begin(), log.steps.end(),
                    [](const FittingStep& step) { return step.use == StepUse::repeated; });
  flag.value = static_cast<double>(repeated) /
               static_cast<double>(std::max<std::size_t>(log.steps.size(), 1));
  flag.raised = flag.value > kLimit;
  flag.words = fmt::format(
      "{:.1f} % of the plays are of a track that was played before in its session; botify's user "
      "hears nothing of such a track",
      100 * flag.value);
  return flag;
}

}  // namespace

FitStudy study_heard(const FittingLog& log, const FittingRows& rows,
                     const FitStudySettings& settings, const Progress& progress) {
  FitStudy study;
  FitSummary& summary = study.summary;
  summary.basis = FitBasis::plays;
  const auto [worlds, policies] = begin_study(log, rows, settings, study);

  const HeardFit fit = fit_heard(worlds, settings.fit, progress_of("world", progress));
  summary.tracks_shown =
      static_cast<std::uint64_t>(std::count_if(fit.tracks.plays.begin(), fit.tracks.plays.end(),
                                               [](std::uint32_t plays) { return plays > 0; }));
  HeardRanking ranking;
  if (!settings.all_users) {
    if (progress) progress("ranking held-out plays", 0, 0);
    ranking = rank_held_out(worlds, fit, policies, settings.fit);
  }
  summary.rankings = ranking.rankings;
  summary.ranked_plays = ranking.plays;
  summary.descriptions = describe_heard(worlds, fit, settings.simulated_logs, progress);
  summary.flags = {too_little(worlds), no_taste(ranking), repeats_otherwise(worlds)};
  summary.parts = parts_of(worlds, fit, rows, settings.fit);
  study.world = heard_world_data(worlds, fit);
  return study;
}

}  // namespace reprise
