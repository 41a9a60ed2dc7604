// What is measured. A metric is one file: what it counts in a finished session, and how the counts
// of a user become the user's value. Counts are whole numbers, so sums are exact in any order.
#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <vector>

#include "reports/results/results.h"
#include "sim/sessions/session.h"

namespace reprise {

/// A whole number seen in a finished session. Pure.
using Observable = std::int64_t (*)(const Session&);

/// What of all users' numbers becomes the figure of a treatment.
enum class Average {
  of_users,     // a value per user, then the mean over users
  of_totals,    // one ratio of two totals over all users, whoever played how much
  of_sessions,  // a quantile of all sessions, whoever's they are; it has no value for each user
};

/// Users are what a test randomises, so all averages are compared user by user.
struct Metric {
  std::string name;
  std::string unit;
  std::string help;
  Better better = Better::neither;
  Observable numerator = nullptr;
  Observable denominator = nullptr;  // null: the user's value is the plain sum
  double scale = 1.0;                // value = scale x sum of numerators / sum of denominators
  Average average = Average::of_users;
  double quantile = 0;  // of the sessions' numerators, where the average is of_sessions
};

/// A figure of a whole treatment, from how often each track was recommended.
struct CatalogMetric {
  std::string name;
  std::string help;
  double (*value)(std::span<const std::uint64_t> plays) = nullptr;  // of each track; pure
};

/// Made once per metric, as a static object in the metric's own file.
struct MetricRegistration {
  explicit MetricRegistration(Metric metric);
  explicit MetricRegistration(CatalogMetric metric);
};

/// All metrics by name.
const std::vector<Metric>& metrics();
const std::vector<CatalogMetric>& catalog_metrics();

/// The metric of this name or short name (`time_per_session` for `mean_time_per_session`), or null.
const Metric* find_metric(const std::string& name);

/// Sessions: 1 each. The usual denominator.
std::int64_t one_session(const Session& session);
/// Recommended tracks, the first track left out.
std::int64_t recommended_tracks(const Session& session);
/// Tracks played, the first included: the rows of upstream's log.
std::int64_t played_tracks(const Session& session);
/// Hundredths listened, the first track's 100 included.
std::int64_t listened_hundredths(const Session& session);
/// Nanoseconds that asking for its recommendations took: no two runs measure the same.
std::int64_t waited_nanoseconds(const Session& session);
/// Hundredths of budget that the session cost beyond what its times led to expect: tracks - time -
/// budget where it ended for want of budget. Of mean 0 under every treatment, because a step costs
/// budget with exactly the chance that its time leaves to 1.
std::int64_t budget_residual_hundredths(const Session& session);

}  // namespace reprise
