#include "reports/fit/fit_json.h"

#include <nlohmann/json.hpp>

#include "reports/fit/fit_texts.h"
#include "reports/results/optional_json.h"

namespace reprise {
namespace {

using nlohmann::ordered_json;

ordered_json carried_json(const FitCarryOver& carried) {
  ordered_json policies = ordered_json::array();
  for (const FitCarriedPolicy& policy : carried.policies) {
    ordered_json trials = ordered_json::array();
    for (const FitTrialEffect& trial : policy.trials) {
      trials.push_back({{"truth", trial.truth}, {"fitted", trial.fitted}});
    }
    policies.push_back({{"name", policy.name},
                        {"recommender", policy.recommender},
                        {"listed", policy.listed},
                        {"tracks", policy.tracks},
                        {"effect", policy.effect},
                        {"estimate", policy.estimate},
                        {"lower", policy.lower},
                        {"upper", policy.upper},
                        {"outside", policy.outside},
                        {"trials", trials}});
  }
  return {{"rank_correlation", carried.rank_correlation},
          {"median_error", carried.median_error},
          {"widening", carried.widening},
          {"policies", policies}};
}

}  // namespace

std::string write_fit_json(const FitSummary& summary) {
  ordered_json json;
  json["trust"] = trust_sentence(summary);
  json["fitted_to"] = summary.basis == FitBasis::plays ? "plays" : "shares";
  json["files"] = summary.files;
  json["plays"] = summary.plays;
  json["sessions"] = summary.sessions;
  json["steps"] = summary.steps;
  json["left_out"] = {{"unknown_share", summary.unknown_share},
                      {"own_choice", summary.own_choice},
                      {"not_heard", summary.not_heard},
                      {"empty_sessions", summary.empty_sessions}};
  json["users"] = summary.users;
  json["world_users"] = summary.world_users;
  json["policy_users"] = summary.policy_users;
  json["tracks"] = summary.tracks;
  json["tracks_shown"] = summary.tracks_shown;
  json["artists"] = summary.artists_known ? ordered_json(summary.artists) : ordered_json(nullptr);
  json["dim"] = summary.dim;
  json["score_noise"] = summary.score_noise;
  for (const FitPart& part : summary.parts) {
    json["parts"].push_back({{"part", part.part},
                             {"name", part.name},
                             {"source", source_text(part.source)},
                             {"value", part.value},
                             {"spread", optional_json(part.spread)},
                             {"error", optional_json(part.error)},
                             {"remark", part.remark}});
  }
  json["held_out_steps"] = summary.held_out_steps;
  json["predictions"] = ordered_json::array();
  for (const FitPrediction& prediction : summary.predictions) {
    json["predictions"].push_back({{"name", prediction.name},
                                   {"squared_error", prediction.squared_error},
                                   {"log_likelihood", prediction.log_likelihood}});
  }
  if (summary.basis == FitBasis::plays) {
    json["ranked_plays"] = summary.ranked_plays;
    json["rankings"] = ordered_json::array();
    for (const FitRanking& ranking : summary.rankings) {
      json["rankings"].push_back({{"name", ranking.name},
                                  {"chance", ranking.chance},
                                  {"chance_alike", ranking.chance_alike},
                                  {"recall", ranking.recall}});
    }
  }
  json["calibration"] = ordered_json::array();
  for (const FitCalibrationBin& bin : summary.calibration) {
    json["calibration"].push_back(
        {{"predicted", bin.predicted}, {"observed", bin.observed}, {"steps", bin.steps}});
  }
  json["descriptions"] = ordered_json::array();
  for (const FitDescription& row : summary.descriptions) {
    json["descriptions"].push_back({{"name", row.name},
                                    {"observed", row.observed},
                                    {"simulated", row.simulated},
                                    {"lower", row.lower},
                                    {"upper", row.upper},
                                    {"within", row.within()}});
  }
  if (summary.classifier) {
    json["classifier"] = {{"chance", summary.classifier->chance},
                          {"error", summary.classifier->error},
                          {"sessions", summary.classifier->sessions}};
  }
  json["flags"] = ordered_json::array();
  for (const FitFlag& flag : summary.flags) {
    json["flags"].push_back({{"name", flag.name},
                             {"raised", flag.raised},
                             {"value", flag.value},
                             {"limit", flag.limit},
                             {"words", flag.words}});
  }
  if (!summary.recoveries.empty()) {
    for (const FitRecovery& row : summary.recoveries) {
      json["recovery"].push_back({{"name", row.name},
                                  {"n", row.n},
                                  {"correlation", optional_json(row.correlation)},
                                  {"error", optional_json(row.error)},
                                  {"coverage", optional_json(row.coverage)},
                                  {"found", optional_json(row.found)}});
    }
  }
  if (summary.carry_over) json["carry_over"] = carried_json(*summary.carry_over);
  if (summary.optimism) {
    json["optimism"] = {{"own_in_first", summary.optimism->own_in_first},
                        {"other_in_first", summary.optimism->other_in_first},
                        {"own_in_second", summary.optimism->own_in_second},
                        {"other_in_second", summary.optimism->other_in_second}};
  }
  if (summary.backtest) {
    ordered_json arms = ordered_json::array();
    for (const FitBacktestArm& arm : summary.backtest->arms) {
      arms.push_back(
          {{"name", arm.name},
           {"sessions", arm.sessions},
           {"replayed", arm.replayed},
           {"tracks", arm.tracks},
           {"observed", arm.observed},
           {"observed_lower", arm.observed_lower},
           {"observed_upper", arm.observed_upper},
           {"fitted", arm.fitted},
           {"predicted", arm.predicted},
           {"lower", arm.lower},
           {"upper", arm.upper},
           {"agrees", arm.agrees},
           {"outside", arm.outside},
           {"why_not", arm.unpredicted() ? ordered_json(arm.why_not) : ordered_json(nullptr)}});
    }
    json["backtest"] = {{"control", summary.backtest->control},
                        {"control_tracks", summary.backtest->control_tracks},
                        {"control_users", summary.backtest->control_users},
                        {"arms", arms}};
  }
  return json.dump(2) + "\n";
}

}  // namespace reprise
