// Defines what a fit of a world to a log says, as plain numbers: for reports, and for programs as
// JSON. Numbers that were not computed are absent.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace reprise {

/// What a world is fitted to.
enum class FitBasis {
  shares,  // of recommended tracks that were heard
  plays,   // nobody knows how much of them was heard
};

/// Where the value of a part of the user model comes from.
enum class PartSource { fitted, preset };

/// A part of the user model, or a number of it, and how well the log identifies it.
struct FitPart {
  std::string part;  // of the user model's sentence: "response", "fatigue", "leave", ...
  std::string name;  // "consume_bias", "artist_discount_gamma"
  PartSource source = PartSource::fitted;
  double value = 0;                   // of users: the mean
  std::optional<double> spread = {};  // of users: the standard deviation between them
  std::optional<double> error =
      {};                   // standard error of the value; of users: a user's own, in the median
  std::string remark = {};  // why it comes from the preset, or what its scale is
};

/// How well held-out shares are predicted.
struct FitPrediction {
  std::string name;           // "fitted world", "mean of the track", ...
  double squared_error = 0;   // mean, of shares
  double log_likelihood = 0;  // mean of y ln p + (1 - y) ln(1 - p), in nats
};

/// How well plays that were held out are told from others, of a log without shares.
struct FitRanking {
  std::string name;           // "fitted world", "popularity", ...
  double chance = 0.5;        // that a play ranks before a track of the catalog; .5: by luck
  double chance_alike = 0.5;  // before another play of the log, about as popular
  double recall = 0;          // share of a session's tracks among the hundred that rank first
};

/// Steps whose predicted shares are alike.
struct FitCalibrationBin {
  double predicted = 0;
  double observed = 0;
  std::uint64_t steps = 0;
};

/// A number of the log, and what it is in logs that were simulated in the fitted world.
struct FitDescription {
  std::string name;
  double observed = 0;
  double simulated = 0;  // the mean of simulated logs
  double spread = 0;     // the standard deviation between simulated logs
  double lower = 0;      // the band: within it 95 % of simulated logs are expected
  double upper = 0;
  bool within() const { return observed >= lower && observed <= upper; }
};

/// How well a classifier tells a session of the log from a simulated one.
struct FitClassifier {
  double chance = 0.5;  // of taking the real one of two sessions for the real one; .5: by luck
  double error = 0;     // standard error
  std::uint64_t sessions = 0;  // of each kind, which it did not learn from
};

/// A kind of parameter, true in a world whose truth is known, and fitted to a log of that world.
struct FitRecovery {
  std::string name;
  std::uint64_t n = 0;
  // Each is absent where it means nothing.
  std::optional<double> correlation;
  std::optional<double> error;     // root of the mean square of fitted minus true
  std::optional<double> coverage;  // share of stated 95 % intervals that hold the truth
  std::optional<double> found;     // share that was fitted exactly
};

/// An effect in a world whose truth is known, and in the world fitted to a log of it.
struct FitTrialEffect {
  double truth = 0;
  double fitted = 0;
};

/// A policy played in the fitted world, and in known worlds and those fitted to logs of them.
/// Effects are logs of the ratio to the first policy in tracks per session.
struct FitCarriedPolicy {
  std::string name;
  std::string recommender;  // YAML; the lists of listed ones are in policy_lists.json
  bool listed = false;      // plays lists that were learned from another log
  double tracks = 0;        // mean_tracks_per_session in the fitted world
  double effect = 0;        // and the effect there
  std::vector<FitTrialEffect> trials;
  // For the people of the log: the effect less what fits get wrong in known worlds, and an
  // interval.
  double estimate = 0;
  double lower = 0;
  double upper = 0;
  double outside = 0;  // share of its recommendations that the log hardly ever shows
};

struct FitCarryOver {
  std::vector<FitCarriedPolicy> policies;  // the first one is compared with
  double rank_correlation = 0;             // Spearman's, of known and fitted worlds; mean of trials
  double median_error = 0;                 // of log effects there
  double widening = 1;  // errors count so much more for people, who are harder to fit
};

/// Lists learned from the half of the log that a world was fitted to, and from the other half.
struct FitOptimism {
  // Tracks per session of the best list policy, by (world's half, lists' half).
  double own_in_first = 0;
  double other_in_first = 0;
  double own_in_second = 0;
  double other_in_second = 0;
};

/// A treatment that the service has tried: its effect as it was, and as it is predicted from the
/// control's sessions alone. Effects are logs of the ratio to the control in tracks per session, of
/// sessions whose recommendations can be replayed.
struct FitBacktestArm {
  std::string name;
  std::uint64_t sessions = 0;
  double replayed = 0;  // share of them: they begin as a session of the control does
  double tracks = 0;    // per session, as observed
  double observed = 0;
  double observed_lower = 0;
  double observed_upper = 0;
  double fitted = 0;     // in the world that was fitted to the control's sessions
  double predicted = 0;  // less what fits get wrong in known worlds
  double lower = 0;
  double upper = 0;
  bool agrees = false;       // the difference is within the errors of both
  double outside = 0;        // share of its recommendations that the control hardly ever shows
  std::string why_not = {};  // why nothing is predicted; the numbers are then 0
  bool unpredicted() const { return !why_not.empty(); }
};

struct FitBacktest {
  std::string control;
  double control_tracks = 0;  // per session, as observed
  std::uint64_t control_users = 0;
  std::vector<FitBacktestArm> arms;
};

/// A reason why verdicts in the fitted world may not hold.
struct FitFlag {
  std::string name;  // "too_little", "leaves_otherwise", "no_variety", ...
  bool raised = false;
  double value = 0;        // what was measured
  double limit = 0;        // beyond which it is raised
  std::string words = {};  // a sentence with the numbers
};

struct FitSummary {
  FitBasis basis = FitBasis::shares;
  std::vector<std::string> files;  // names without folders
  std::uint64_t plays = 0;
  std::uint64_t sessions = 0;
  std::uint64_t steps = 0;  // recommended tracks with a known share; of plays: after the first
  std::uint64_t unknown_share = 0;
  std::uint64_t not_heard = 0;  // of plays: skipped, or heard for less than half
  std::uint64_t own_choice = 0;
  std::uint64_t empty_sessions = 0;
  std::uint64_t users = 0;
  std::uint64_t tracks = 0;        // of the world
  std::uint64_t tracks_shown = 0;  // recommended at least once
  std::uint64_t artists = 0;
  bool artists_known = false;

  std::uint64_t world_users = 0;   // whose sessions the world was fitted to
  std::uint64_t policy_users = 0;  // whose sessions are left for policies
  std::uint64_t held_out_steps = 0;

  std::int64_t dim = 0;
  double score_noise = 0;
  std::vector<FitPart> parts;
  std::vector<FitPrediction> predictions;  // the fitted world first
  std::vector<FitRanking> rankings;        // of plays, likewise
  std::uint64_t ranked_plays = 0;          // that were to be told
  std::vector<FitCalibrationBin> calibration;
  std::vector<FitDescription> descriptions;
  std::optional<FitClassifier> classifier;
  std::vector<FitRecovery> recoveries;
  std::optional<FitCarryOver> carry_over;
  std::optional<FitOptimism> optimism;
  std::optional<FitBacktest> backtest;
  std::vector<FitFlag> flags;
};

}  // namespace reprise
