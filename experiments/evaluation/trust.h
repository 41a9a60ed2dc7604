// What offline numbers are worth: compares them with the truth, which was played.
#pragma once

#include <span>
#include <string>
#include <vector>

#include "reports/results/evaluation_results.h"

namespace reprise {

/// The true value of one idea in one world, of one metric, with its standard error.
struct PlayedValue {
  double value = 0;
  double standard_error = 0;
};

/// The truth of one world: by idea (as in OfflineNumbers::policies), then by metric (as in
/// OfflinePolicy::metrics).
using PlayedValues = std::vector<std::vector<PlayedValue>>;

/// One log of one logging policy, its offline numbers, and the truth of its world.
struct JudgedLog {
  OfflineNumbers numbers;
  const PlayedValues* truth;
  std::vector<PlayedValue> logging;  // the truth of the logging policy, by metric
};

/// Judges the numbers of several logs of one logging policy and size, with the same ideas: at least
/// one log and one idea. Pure.
TrustTable judge(const std::string& logging, std::int64_t sessions,
                 std::span<const JudgedLog> logs);

/// Returns the points of one number over the logs. Pure.
TrustPoints points_of(const std::string& logging, std::int64_t sessions, const std::string& number,
                      const std::string& metric, std::span<const JudgedLog> logs);

/// Says which number to trust under a logging policy. Numbers that are refused for more than half
/// of the ideas are none. Of the others, those whose rank correlation in the largest log is the
/// highest, or as good to 0.05, are compared by what choosing by them loses. The best one is
/// trusted if its rank correlation is at least kTrusted and its regret at most kMostRegret; and
/// from the smallest log on from which its rank correlation stays there. `tables` are those of one
/// logging policy, in ascending order of sizes. Pure.
TrustVerdict verdict_of(std::span<const TrustTable> tables, const std::string& metric);

/// The least rank correlation of a number that is trusted.
inline constexpr double kTrusted = 0.8;
/// The largest regret of a number that is trusted: whoever chooses by a number that orders most
/// ideas well may still lose the best one.
inline constexpr double kMostRegret = 0.25;

}  // namespace reprise
