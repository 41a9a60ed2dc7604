#include "tests/reports/sample_pages.h"

#include <string>

namespace reprise {
namespace {

const std::string kNasty = "<b>\"a\" & 'b'</b> " + std::string(300, 'W');

}  // namespace

ListensSummary sample_listens() {
  ListensSummary summary;
  summary.counts = {1000, 900, {{"not_a_track", 60}, {"before_the_first", 40}}};
  summary.files = {{"listens.csv", "table", summary.counts, {"a note on the file"}}};
  summary.plays = 900;
  summary.joined = 20;
  summary.users = 30;
  summary.tracks = 400;
  summary.artists = 90;
  summary.sessions = 210;
  summary.sessions_by_gap = {{15, 240}, {30, 210}, {60, 190}};
  constexpr std::int64_t kDay = 86'400'000;
  summary.first_start = 19'000 * kDay;
  summary.last_start = 19'100 * kDay;
  summary.heard_out = 500;
  summary.skipped = 300;
  summary.stopped = 20;
  summary.not_skipped = 60;
  summary.end_unknown = 20;
  summary.own_choice = 100;
  summary.recommended = 700;
  summary.length_given = 900;
  summary.played_known = 900;
  summary.played_hours = 41.5;
  summary.over_100_percent = 12;
  for (int i = 0; i < 10; ++i) {
    summary.played_share.edges.push_back(0.1 * i);
    summary.played_share.counts.push_back(static_cast<std::uint64_t>(40 + 10 * i));
  }
  for (std::uint64_t hour = 0; hour < 24; ++hour) summary.by_hour.push_back(hour * 3);
  summary.by_weekday = {100, 110, 120, 130, 140, 150, 150};
  summary.session_lengths = {50, 40, 30, 25, 20, 15, 10, 8, 6, 6};
  summary.median_session_minutes = 22;
  for (std::uint64_t i = 0; i < 12; ++i) summary.skips_by_position.push_back({210 - 15 * i, 60});
  summary.after_skip = {250, 120};
  summary.after_heard = {400, 80};
  summary.pauses.edges = {0, 0.1, 1, 5, 10, 20, 30, 60, 120, 360, 720, 1440, 10080};
  summary.pauses.counts = {500, 100, 40, 20, 10, 8, 20, 30, 40, 50, 30, 20, 2};
  summary.repeats = 200;
  summary.immediate_repeats = 12;
  summary.plays_per_user.edges = {1, 2, 5, 10, 20, 50, 100, 200, 500};
  summary.plays_per_user.counts = {1, 2, 3, 8, 10, 5, 1, 0, 0};
  summary.popularity = {{1, 0.02}, {10, 0.1}, {100, 0.5}, {400, 1}};
  summary.top_artists = {{"An Artist", 60}, {"Another", 40}};
  summary.top_tracks = {{"An Artist - A Track", 30}, {"Another - One", 20}};
  return summary;
}

ListensSummary nasty_listens() {
  ListensSummary summary = sample_listens();
  summary.files[0].name = kNasty;
  summary.files[0].notes = {kNasty};
  summary.top_artists[0].name = kNasty;
  summary.top_tracks[0].name = kNasty;
  return summary;
}

FitSummary sample_fit() {
  FitSummary summary;
  summary.files = {"plays.csv"};
  summary.plays = 120'000;
  summary.sessions = 15'000;
  summary.steps = 100'000;
  summary.users = 800;
  summary.tracks = 2000;
  summary.tracks_shown = 1900;
  summary.artists = 300;
  summary.artists_known = true;
  summary.world_users = 400;
  summary.policy_users = 400;
  summary.held_out_steps = 9000;
  summary.dim = 20;
  summary.score_noise = 0.4;
  summary.parts = {
      {"response", "consume_bias", PartSource::fitted, 5.1, 1.2, 0.4},
      {"fatigue", "artist_discount_gamma", PartSource::preset, 0.8, {}, {}, "too few"}};
  summary.predictions = {{"fitted world", 0.05, -0.4}, {"mean of the track", 0.08, -0.55}};
  for (int i = 0; i < 10; ++i) {
    summary.calibration.push_back({0.05 + 0.09 * i, 0.04 + 0.092 * i, 900});
  }
  summary.descriptions = {{"mean session length", 7.1, 7.0, 0.1, 6.8, 7.2}};
  summary.classifier = FitClassifier{0.56, 0.01, 4000};
  summary.recoveries = {{"interests", 400, 0.8, 0.3, 0.93, {}}};
  FitCarryOver carried;
  carried.rank_correlation = 0.97;
  carried.median_error = 0.05;
  for (int i = 0; i < 6; ++i) {
    FitCarriedPolicy policy;
    policy.name = "policy_" + std::to_string(i);
    policy.listed = i % 2 == 0;
    policy.tracks = 7.0 + i;
    policy.effect = 0.3 * i;
    policy.estimate = 0.28 * i;
    policy.lower = policy.estimate - 0.1;
    policy.upper = policy.estimate + 0.1;
    policy.trials = {{0.3 * i, 0.28 * i}, {0.31 * i, 0.33 * i}};
    carried.policies.push_back(policy);
  }
  summary.carry_over = carried;
  summary.optimism = FitOptimism{9, 8.5, 8.9, 8.4};
  FitBacktest backtest;
  backtest.control = "control";
  backtest.control_tracks = 7;
  backtest.control_users = 200;
  backtest.arms = {{"arm", 3000, 0.4, 8, 0.13, 0.08, 0.18, 0.2, 0.15, 0.05, 0.25, true}};
  summary.backtest = backtest;
  summary.flags = {{"too_little", false, 7, 3, "there are 7 steps for each number"},
                   {"no_variety", true, 0.01, 0.05, "1% of the tracks were shown to many"}};
  return summary;
}

FitSummary nasty_fit() {
  FitSummary summary = sample_fit();
  summary.files = {kNasty};
  summary.parts[1].remark = kNasty;
  for (FitCarriedPolicy& policy : summary.carry_over->policies) policy.name += kNasty;
  summary.backtest->control = kNasty;
  summary.backtest->arms[0].name = kNasty;
  return summary;
}

EvaluationResults sample_evaluation() {
  EvaluationResults results;
  results.experiment = "offline";
  results.hash = "0123456789abcdef";
  results.worlds = 2;
  results.replications = 2;
  results.episodes = 20'000;
  for (int i = 0; i < 12; ++i) {
    results.truth.push_back({"idea_" + std::to_string(i), 3.0 + 0.2 * i, 7.0 + 0.4 * i});
  }
  results.left_out = {"oracle: it sees the hidden session"};
  TrustRow estimator{"step_dr", "time_per_session", false, 0.1, 0.3, 0.8, 0.9, 0.05, 0.1};
  TrustRow ranking{"ndcg_at_10", "time_per_session", true, {}, {}, {}, 0.4, 0.3, 0};
  results.tables = {{"varied", 4000, 30, 0.2, 0.1, {estimator, ranking}}};
  for (const bool is_effect : {true, false}) {
    TrustPoints points{
        "varied", is_effect ? "step_dr" : "ndcg_at_10", "time_per_session", 4000, is_effect, {}};
    for (int i = 0; i < 40; ++i) {
      const double offline = is_effect ? 0.2 * (i % 12) - 1 : 0.01 * i;
      points.points.push_back({"idea_" + std::to_string(i % 12), offline, 0.2 * (i % 12) - 1.1});
    }
    results.points.push_back(points);
  }
  TrustVerdict verdict{"varied", "time_per_session", "step_dr", 1000, "step_dr", 0.9, 0.05, 0.8};
  results.verdicts = {verdict};
  return results;
}

EvaluationResults nasty_evaluation() {
  EvaluationResults results = sample_evaluation();
  results.experiment = kNasty;
  results.truth[0].name = kNasty;
  results.left_out = {kNasty};
  results.tables[0].logging = kNasty;
  for (TrustPoints& points : results.points) points.logging = kNasty;
  results.verdicts[0].logging = kNasty;
  return results;
}

}  // namespace reprise
