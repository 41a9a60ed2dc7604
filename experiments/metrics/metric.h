// Declares metrics. A metric is one file: it says which numbers it counts in a finished session,
// and how a user's counts become the user's value. Counts are whole numbers, so sums are exact in
// any order.
#pragma once

#include <cstdint>
#include <functional>
#include <span>
#include <string>
#include <vector>

#include "reports/results/results.h"
#include "sim/sessions/session.h"
#include "sim/support/parameters/node.h"

namespace reprise {

/// Returns a whole number counted in a finished session. Pure, and safe to call from any thread.
/// Two observables are equal if they are of the same function or of the same call of
/// `with_parameters`.
class Observable {
 public:
  using Count = std::int64_t (*)(const Session&);

  Observable(Count count = nullptr) : count_(count) {}
  /// Makes an observable of a function that has parameters of its own. It is kept until the program
  /// ends. Safe to call from any thread.
  static Observable with_parameters(std::function<std::int64_t(const Session&)> count);

  std::int64_t operator()(const Session& session) const {
    return count_ != nullptr ? count_(session) : (*with_parameters_)(session);
  }

  friend bool operator==(const Observable&, const Observable&) = default;

 private:
  Count count_ = nullptr;
  const std::function<std::int64_t(const Session&)>* with_parameters_ = nullptr;
};

/// The way in which all users' numbers become the estimate of a treatment.
enum class Average {
  of_users,     // a value per user, then the mean over users
  of_totals,    // one ratio of two totals over all users; a user who played more counts for more
  of_sessions,  // a quantile of all sessions of all users; there is no value for each user
};

/// A metric that is computed from sessions. A test randomises users, so all averages are compared
/// user by user.
struct Metric {
  static constexpr const char* kind = "metric";

  std::string name;
  std::string unit;
  std::string help;
  Better better = Better::neither;
  Observable numerator = nullptr;
  Observable denominator = nullptr;  // null: the user's value is the plain sum
  double scale = 1.0;                // value = scale x sum of numerators / sum of denominators
  Average average = Average::of_users;
  double quantile = 0;      // of the sessions' numerators, when the average is of_sessions
  bool needs_days = false;  // only users with `return: days` have it
  // How a config names a metric that has parameters; null: by its name.
  Node written = {};
};

/// A number for a whole treatment, computed from how often each track was recommended.
struct CatalogMetric {
  static constexpr const char* kind = "catalog metric";

  std::string name;
  std::string help;
  double (*value)(std::span<const std::uint64_t> plays) = nullptr;  // plays by track; pure
};

/// Registers a metric. Each metric has one static object of this type in its own file.
struct MetricRegistration {
  explicit MetricRegistration(Metric metric);
  explicit MetricRegistration(CatalogMetric metric);
};

/// Returns all metrics, sorted by name.
const std::vector<Metric>& metrics();
const std::vector<CatalogMetric>& catalog_metrics();

/// Returns the metric with this name or short name (`time_per_session` for
/// `mean_time_per_session`), also one that has parameters and was read before; or null. Safe to
/// call from any thread.
const Metric* find_metric(const std::string& name);

/// Keeps a metric that has parameters until the program ends, and returns it. Of one name, the
/// first is kept. Safe to call from any thread.
const Metric* keep_metric(Metric metric);

/// Returns 1, so that sums count sessions. The usual denominator.
std::int64_t one_session(const Session& session);
/// Returns the number of recommended tracks, without the first track.
std::int64_t recommended_tracks(const Session& session);
/// Returns the number of tracks played, with the first track: the rows of upstream's log.
std::int64_t played_tracks(const Session& session);
/// Returns the hundredths of tracks listened to, with the first track's 100.
std::int64_t listened_hundredths(const Session& session);
/// Returns the nanoseconds that asking for the session's recommendations took. The value is
/// measured, so it differs from run to run.
std::int64_t waited_nanoseconds(const Session& session);
/// Returns the budget residual in hundredths: the cost of the session that its times led to expect,
/// minus its true cost. For a session that ended because its budget was used up this is tracks -
/// time - budget; elsewhere it is tracks - time - skips. The mean is 0 under every treatment and
/// user model, because each step is a skip with a probability of exactly 1 minus its time. Its mean
/// per session of a user is not 0 where the number of sessions depends on them (`return: days`).
std::int64_t budget_residual_hundredths(const Session& session);

}  // namespace reprise
