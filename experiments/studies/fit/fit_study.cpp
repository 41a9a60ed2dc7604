#include "experiments/studies/fit/fit_study.h"

#include <algorithm>
#include <cmath>
#include <limits>

#include "experiments/fitting/log/halves.h"
#include "experiments/fitting/shares/fitted_world.h"
#include "experiments/fitting/trust/carry_over.h"
#include "experiments/fitting/trust/describe_log.h"
#include "experiments/fitting/trust/misfit.h"
#include "experiments/fitting/trust/near_lists.h"
#include "experiments/fitting/trust/predict_held_out.h"
#include "experiments/fitting/trust/tell_apart.h"
#include "experiments/statistics/sample_quantile.h"
#include "experiments/studies/directories/page_files.h"
#include "reports/fit/fit_figure.h"
#include "reports/fit/fit_json.h"
#include "reports/fit/fit_page.h"
#include "reports/formats/csv_text.h"
#include "sim/support/files/file.h"
#include "sim/support/progress_stage.h"
#include "sim/world_files/world_files.h"

namespace reprise {
namespace {

double median(std::vector<double> values) {
  if (values.empty()) return 0;
  std::sort(values.begin(), values.end());
  return sample_quantile(values, 0.5);
}

std::vector<FitPart> parts_of(const FittingLog& log, const WorldFit& fit,
                              const FittedBudget& budget, const FitStudySettings& settings) {
  const FittedModel& model = fit.model;
  std::vector<double> bias_errors;
  std::vector<double> sharpness_errors;
  double interests = 0;
  for (const FittedListener& listener : model.listeners) {
    bias_errors.push_back(listener.bias_error);
    sharpness_errors.push_back(listener.log_sharpness_error);
    interests += static_cast<double>(listener.interests.size());
  }
  const auto n_users = static_cast<double>(std::max<std::size_t>(log.n_users(), 1));
  const bool widened = settings.certificate && !settings.all_users;
  std::vector<FitPart> parts;
  parts.push_back({.part = "interest: fixed",
                   .name = "interests of a user",
                   .value = interests / n_users,
                   .remark = "at most " + std::to_string(settings.fit.interests) +
                             ", as asked for; which tracks they are is fitted"});
  parts.push_back({.part = "interest: fixed",
                   .name = "interest_neighbours",
                   .source = PartSource::preset,
                   .value = UserTraits{}.interest_neighbours,
                   .remark =
                       "sessions begin with one of the nearest tracks of an interest; how many "
                       "those are is not fitted"});
  parts.push_back(
      {.part = "response: logistic",
       .name = "consume_bias",
       .value = model.mean_bias,
       .spread = model.bias_spread,
       .error = median(bias_errors),
       .remark = std::string("in units of the score, whose scale shares do not tell: it is such "
                             "that the mean log of consume_sharpness is 0, as in the presets. A "
                             "user's error ") +
                 (widened ? "has what fits get wrong in known worlds in it"
                          : "is that of the response given the scores, and too small: "
                            "--certificate adds what scores get wrong")});
  parts.push_back({.part = "response: logistic",
                   .name = "log of consume_sharpness",
                   .value = 0,
                   .spread = model.log_sharpness_spread,
                   .error = median(sharpness_errors),
                   .remark = "0 by the choice of the scale"});
  FitPart fatigue{
      .part = "fatigue: artist", .name = "artist_discount_gamma", .value = model.discount};
  if (!fit.knows_discount) {
    fatigue.source = PartSource::preset;
    fatigue.remark = log.artists_known
                         ? "the log hardly ever recommends an artist twice in a session"
                         : "the log does not say whose tracks they are: give --tracks";
  } else {
    fatigue.error = model.discount_error;
    fatigue.remark = "one factor for all users";
  }
  parts.push_back(fatigue);
  parts.push_back({.part = "repeat: never",
                   .name = "share heard of a repeat",
                   .source = PartSource::preset,
                   .value = 0,
                   .remark = "looked at below, not fitted"});
  parts.push_back({.part = "leave: budget",
                   .name = "session_budget",
                   .value = budget.mean,
                   .error = budget.error,
                   .remark = "rounded in the world"});
  parts.push_back({.part = "return: by lot",
                   .name = "every user equally often",
                   .source = PartSource::preset,
                   .value = std::numeric_limits<double>::quiet_NaN(),
                   .remark = "who comes how often is not fitted"});
  return parts;
}

// Tracks per session of the best of the policies that play the lists.
double best_listed(const World& world, const std::filesystem::path& lists,
                   const CarryOverSettings& settings) {
  std::vector<JudgedPolicy> listed;
  for (const JudgedPolicy& policy : judged_policies(lists)) {
    if (policy.name == "first_unplayed" || policy.name == "first_in_order") {
      listed.push_back(policy);
    }
  }
  double best = 0;
  for (const PlayedPolicy& played : play_policies(world, listed, settings.sessions, 1)) {
    best = std::max(best, played.tracks_per_session);
  }
  return best;
}

void describe_rows(const FittingLog& log, const FittingRows& rows, FitSummary& summary) {
  summary.plays = rows.plays;
  summary.sessions = rows.sessions;
  summary.steps = rows.steps;
  summary.unknown_share = rows.unknown_share;
  summary.own_choice = rows.own_choice;
  summary.not_heard = rows.not_heard;
  summary.empty_sessions = rows.empty_sessions;
  summary.users = log.n_users();
  summary.tracks = log.n_tracks();
  summary.artists = log.artists_known ? log.artists.size() : 0;
  summary.artists_known = log.artists_known;
}

}  // namespace

StudiedHalves begin_study(const FittingLog& log, const FittingRows& rows,
                          const FitStudySettings& settings, FitStudy& study) {
  FitSummary& summary = study.summary;
  describe_rows(log, rows, summary);
  summary.dim = settings.fit.dim;
  const FittedHalf half = settings.all_users ? FittedHalf::all : FittedHalf::world;
  study.of_world = users_of(log, half);
  StudiedHalves halves;
  halves.worlds = log_of_half(log, half);
  if (!settings.all_users) halves.policies = log_of_half(log, FittedHalf::policies);
  summary.world_users = halves.worlds.n_users();
  summary.policy_users = halves.policies.n_users();
  study.fields.ids = halves.worlds.user_names;
  return halves;
}

FitStudy study_fit(const FittingLog& log, const FittingRows& rows, const FitStudySettings& settings,
                   const std::filesystem::path& directory, const Progress& progress) {
  const auto say = [&](const char* stage) {
    if (progress) progress(stage, 0, 0);
  };
  FitStudy study;
  FitSummary& summary = study.summary;
  const auto [worlds, policies] = begin_study(log, rows, settings, study);
  std::vector<std::uint8_t> shown(log.n_tracks(), 0);
  for (const FittingStep& step : log.steps) shown[step.track] = 1;
  summary.tracks_shown =
      static_cast<std::uint64_t>(std::count(shown.begin(), shown.end(), std::uint8_t{1}));

  // Fit, and describe.
  WorldFit fit = fit_world(worlds, settings.fit, progress_of("world", progress));
  const FittedBudget budget = fit_budget(worlds);
  summary.score_noise = fit.model.noise;
  say("predicting what was held out");
  const HeldOutPrediction held_out = settings.all_users
                                         ? predict_held_out_steps(worlds, fit)
                                         : predict_held_out(worlds, fit, policies, settings.fit);
  summary.predictions = held_out.predictions;
  summary.calibration = held_out.calibration;
  summary.held_out_steps = held_out.steps;
  summary.descriptions = describe(worlds, fit, budget.budget, settings.simulated_logs, progress);
  say("telling real sessions from simulated ones");
  summary.classifier = tell_apart(worlds, fit, budget.budget);
  say("looking for misfit");
  summary.flags = look_for_misfit(worlds, fit, budget, held_out);
  study.world = fitted_world_data(worlds, fit.model, budget);
  if (!settings.treatments.empty()) {
    summary.backtest = backtest(worlds, settings.control, fit, budget, settings.treatments,
                                settings.fit, {.trials = settings.trials}, progress);
  }
  if (!settings.certificate || settings.all_users) {
    summary.parts = parts_of(worlds, fit, budget, settings);
    study.listeners = std::move(fit.model.listeners);
    return study;
  }

  // Certify: lists from the other half, and trials in known worlds.
  const WorldFit other = fit_world(policies, settings.fit, progress_of("policies", progress));
  const std::filesystem::path lists = directory / "policy_lists.json";
  say("lists of the policies' half");
  write_near_lists(other.model, lists);
  CarryOverSettings carry;
  carry.trials = settings.trials;
  const CarryOver carried = compare_verdicts(worlds, fit, budget, settings.fit, lists,
                                             directory / "trial_lists.json", carry, progress);
  summary.carry_over = carried.verdicts;
  summary.recoveries = carried.parameters.recoveries();
  carried.parameters.widen_errors(carried.verdicts.widening, fit.model);
  summary.parts = parts_of(worlds, fit, budget, settings);
  study.listeners = fit.model.listeners;
  // Double use, both ways.
  say("double use of a half, both ways");
  const std::filesystem::path own = directory / "own_lists.json";
  write_near_lists(fit.model, own);
  const World other_world =
      make_world(fitted_world_data(policies, other.model, fit_budget(policies)));
  const World true_world = make_world(study.world);
  summary.optimism = FitOptimism{.own_in_first = best_listed(true_world, own, carry),
                                 .other_in_first = best_listed(true_world, lists, carry),
                                 .own_in_second = best_listed(other_world, lists, carry),
                                 .other_in_second = best_listed(other_world, own, carry)};
  std::filesystem::remove(own);
  return study;
}

std::string write_fit(const std::filesystem::path& directory, const FittingLog& log,
                      const FitStudy& study, const std::string& command) {
  write_world_files(make_world(study.world), directory, study.fields);
  std::string split = "user,half\n";
  for (std::size_t user = 0; user < log.n_users(); ++user) {
    split += fmt::format("{},{}\n", csv_field(log.user_text(user)),
                         study.of_world[user] != 0 ? "world" : "policies");
  }
  write_file(directory / "split.csv", split);
  std::string responses =
      "user,consume_bias,consume_bias_error,consume_sharpness,log_sharpness_error\n";
  for (std::size_t i = 0; i < study.listeners.size(); ++i) {
    const FittedListener& listener = study.listeners[i];
    responses += fmt::format("{},{:.6g},{:.6g},{:.6g},{:.6g}\n",
                             study.fields.ids.empty() ? std::to_string(study.world.user_ids[i])
                                                      : csv_field(study.fields.ids[i]),
                             listener.bias, listener.bias_error, listener.sharpness,
                             listener.log_sharpness_error);
  }
  write_file(directory / "responses.csv", responses);
  const DrawnFigures figures = draw_scripts(applying(fit_figures(), study.summary));
  write_page_files(directory, figures,
                   [&](Page& page) { write_fit_page(page, study.summary, figures, command); });
  write_file_durably(directory / "fit.json", write_fit_json(study.summary));
  return figures.missing;
}

}  // namespace reprise
