// What offline numbers are worth, and offline numbers of one log, as plain values.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace reprise {

/// An off-policy estimate of one policy's metric from one log.
struct OfflineEstimate {
  std::string estimator;
  std::string refusal;  // why there is no number; the numbers are 0 then. Empty if there is one
  double value = 0;
  double lower = 0;
  double upper = 0;
  // The policy minus the logging policy, estimated at once.
  double difference = 0;
  double difference_lower = 0;
  double difference_upper = 0;
};

struct OfflineMetric {
  std::string metric;  // "time_per_session"
  double logged = 0;   // the log's own mean
  std::vector<OfflineEstimate> estimates;
};

struct RankingValue {
  std::string metric;  // "ndcg_at_10"
  double value = 0;
};

/// The offline numbers of one policy from one log.
struct OfflinePolicy {
  std::string name;
  std::string refusal;                // why the policy cannot be estimated at all; else empty
  std::optional<double> unsupported;  // share of its choices that the log could never show
  double effective_sessions = 0;      // Kish's, of the products of weights
  double effective_steps = 0;         // Kish's, of the steps' own weights
  std::vector<OfflineMetric> metrics;
  std::vector<RankingValue> ranking;
};

/// Offline numbers of policies from one log.
struct OfflineNumbers {
  std::uint64_t sessions = 0;
  std::uint64_t steps = 0;
  std::uint64_t users = 0;
  double confidence = 0.95;
  std::vector<OfflinePolicy> policies;
};

/// How one offline number fared over all ideas, logs and worlds.
struct TrustRow {
  std::string number;       // an estimator, or a ranking metric
  std::string metric;       // what it is to tell
  bool ranks_only = false;  // a ranking metric: no bias, no error, no coverage
  // Means over ideas and logs, in units of the metric, of the estimated effect (an idea minus the
  // logging policy) minus the true one. Absent where all was refused.
  std::optional<double> bias;
  std::optional<double> root_mean_squared_error;
  std::optional<double> coverage;          // share of intervals that hold the true effect
  std::optional<double> rank_correlation;  // Spearman's with the truth, mean over logs
  // The true value of the best idea minus that of the idea that the number puts first, mean over
  // logs, as a share of the range from the worst idea to the best.
  std::optional<double> regret;
  double refused = 0;  // share of the ideas that were refused
};

/// A point of the figure: one idea in one log.
struct TrustPoint {
  std::string idea;
  double offline = 0;
  double truth = 0;
};

/// The trust table of one logging policy and one size of log.
struct TrustTable {
  std::string logging;
  std::int64_t sessions = 0;
  double effective_sessions = 0;  // median over ideas and logs, of the products of weights
  double effective_steps = 0;     // the same of the steps' own weights, as a share of the steps
  double unsupported = 0;         // mean over ideas: share of choices that the log could never show
  std::vector<TrustRow> rows;
};

/// The points of one number, of the largest log.
struct TrustPoints {
  std::string logging;
  std::string number;
  std::string metric;
  std::int64_t sessions = 0;
  bool is_effect = false;  // the offline number is an effect, too, in the same units
  std::vector<TrustPoint> points;
};

/// Which number to trust under one logging policy.
struct TrustVerdict {
  std::string logging;
  std::string metric;
  std::optional<std::string> number;  // absent: none
  std::int64_t from_sessions = 0;
  // The best number, trusted or not; empty where none orders the ideas, which takes three that are
  // not refused. The others are of it.
  std::string best;
  std::optional<double> rank_correlation;
  std::optional<double> regret;
  std::optional<double> coverage;
};

struct TrueValue {
  std::string name;
  double time = 0;    // mean time per session, in tracks; over worlds
  double tracks = 0;  // mean tracks per session
};

struct EvaluationResults {
  std::string experiment;
  std::string hash;
  double confidence = 0.95;
  std::int64_t worlds = 1;
  std::int64_t replications = 1;
  std::int64_t episodes = 0;  // sessions of each idea from which the truth is known, per world
  std::vector<TrueValue> truth;
  std::vector<std::string> left_out;  // "oracle: it sees the hidden session, ..."
  std::vector<TrustTable> tables;     // by logging policy, then by size
  std::vector<TrustPoints> points;
  std::vector<TrustVerdict> verdicts;
};

}  // namespace reprise
