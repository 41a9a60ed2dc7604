#include "experiments/simulation/engine/totals.h"

#include <algorithm>
#include <numeric>

#include "experiments/statistics/ratio_metric.h"
#include "sim/support/check.h"

namespace reprise {
namespace {

// The columns of Observables that are always present.
constexpr std::size_t kSessions = 0;
constexpr std::size_t kBudgetResidual = 1;

// Recent plays are counted when there are at least this many.
constexpr std::size_t kRecentPlays = 4096;

}  // namespace

Observables::Observables(const std::vector<const Metric*>& metrics)
    : all_{one_session, budget_residual_hundredths} {
  for (const Metric* metric : metrics) {
    timed_ |= metric->numerator == waited_nanoseconds;
    if (metric->average == Average::of_sessions) {
      if (std::find(tallied_.begin(), tallied_.end(), metric->numerator) == tallied_.end()) {
        tallied_.push_back(metric->numerator);
      }
      continue;
    }
    for (const Observable observable : {metric->numerator, metric->denominator}) {
      if (observable != nullptr && std::find(all_.begin(), all_.end(), observable) == all_.end()) {
        all_.push_back(observable);
      }
    }
  }
}

std::size_t Observables::column(Observable observable) const {
  const auto at = std::find(all_.begin(), all_.end(), observable);
  REPRISE_CHECK(at != all_.end(), "an observable that no metric declared, of {}", all_.size());
  return static_cast<std::size_t>(at - all_.begin());
}

void Totals::add(const Session& session, const Observables& observables, bool was_cut_off) {
  std::int64_t* row = &counts[session.user() * observables.size()];
  for (std::size_t i = 0; i < observables.size(); ++i) row[i] += observables[i](session);
  const UserIndex user = session.user();
  const std::span<const TrackId> tracks = session.playbacks().tracks().subspan(1);
  const std::span<const Hundredths> times = session.playbacks().times().subspan(1);
  recent_plays_.insert(recent_plays_.end(), tracks.begin(), tracks.end());
  if (recent_plays_.size() >= kRecentPlays) count_recent_plays();
  lengths.add(user, std::min<std::size_t>(tracks.size(), kLongest), 1);
  time_by_step.add_each(user, times.first(std::min(times.size(), kSteps)));
  skips_by_step.count_each(user, session.skipped_steps(), kSteps);
  if (tallies.size() < observables.tallied().size()) tallies.resize(observables.tallied().size());
  for (std::size_t i = 0; i < tallies.size(); ++i) {
    tallies[i].add(session.user(), static_cast<std::uint32_t>(observables.tallied()[i](session)));
  }
  ++sessions;
  recommendations += session.recommendations();
  cut_off += was_cut_off;
}

void Totals::count_recent_plays() {
  constexpr std::size_t kAhead = 16;
  for (std::size_t i = 0; i < recent_plays_.size(); ++i) {
    __builtin_prefetch(&plays[recent_plays_[std::min(i + kAhead, recent_plays_.size() - 1)]],
                       /*for writing*/ 1);
    ++plays[recent_plays_[i]];
  }
  recent_plays_.clear();
}

Totals& Totals::operator+=(const Totals& other) {
  REPRISE_CHECK(other.recent_plays_.empty(), "{} recent plays are not counted",
                other.recent_plays_.size());
  REPRISE_CHECK(counts.size() == other.counts.size() && plays.size() == other.plays.size(),
                "{} counts and {} plays against {} and {}", counts.size(), plays.size(),
                other.counts.size(), other.plays.size());
  for (std::size_t i = 0; i < counts.size(); ++i) counts[i] += other.counts[i];
  for (std::size_t i = 0; i < plays.size(); ++i) plays[i] += other.plays[i];
  sessions += other.sessions;
  recommendations += other.recommendations;
  cut_off += other.cut_off;
  sources += other.sources;
  lengths += other.lengths;
  time_by_step += other.time_by_step;
  skips_by_step += other.skips_by_step;
  if (tallies.size() < other.tallies.size()) tallies.resize(other.tallies.size());
  for (std::size_t i = 0; i < other.tallies.size(); ++i) tallies[i] += other.tallies[i];
  REPRISE_CHECK(learned.size() == other.learned.size(), "{} learners against {}", learned.size(),
                other.learned.size());
  for (std::size_t i = 0; i < learned.size(); ++i) {
    for (std::size_t k = 0; k < learned[i].size(); ++k) learned[i][k] += other.learned[i][k];
  }
  return *this;
}

UserValues Totals::values(const Metric& metric, const Observables& observables) const {
  std::vector<UserIndex> all(counts.size() / observables.size());
  std::iota(all.begin(), all.end(), UserIndex{0});
  return values(metric, observables, all);
}

UserValues Totals::values(const Metric& metric, const Observables& observables,
                          std::span<const UserIndex> among) const {
  const std::size_t numerator = observables.column(metric.numerator);
  const bool sum = metric.denominator == nullptr;
  const std::size_t denominator = sum ? 0 : observables.column(metric.denominator);
  UserValues users;
  std::vector<double> numerators;
  std::vector<double> denominators;
  for (const UserIndex user : among) {
    const std::int64_t* row = &counts[user * observables.size()];
    if (row[kSessions] == 0) continue;
    const auto played = static_cast<double>(row[kSessions]);
    users.users.push_back(user);
    users.sessions.push_back(played);
    users.budget_residual.push_back(0.01 * static_cast<double>(row[kBudgetResidual]) / played);
    numerators.push_back(metric.scale * static_cast<double>(row[numerator]));
    denominators.push_back(sum ? 1.0 : static_cast<double>(row[denominator]));
  }
  if (metric.average == Average::of_totals) {
    if (users.any()) users.values = linearized_ratio(numerators, denominators);
    return users;
  }
  for (std::size_t i = 0; i < numerators.size(); ++i) {
    users.values.push_back(numerators[i] / denominators[i]);
  }
  return users;
}

UserDistributions Totals::distributions(const Metric& metric,
                                        const Observables& observables) const {
  const auto at =
      std::find(observables.tallied().begin(), observables.tallied().end(), metric.numerator);
  REPRISE_CHECK(at != observables.tallied().end(), "{} was not tallied", metric.name);
  const auto i = static_cast<std::size_t>(at - observables.tallied().begin());
  const std::size_t n_users = counts.size() / observables.size();
  return i < tallies.size() ? tallies[i].distributions(n_users)
                            : SessionTally().distributions(n_users);
}

std::uint64_t Totals::users(const Observables& observables) const {
  std::uint64_t users = 0;
  for (std::size_t at = kSessions; at < counts.size(); at += observables.size()) {
    users += counts[at] > 0;
  }
  return users;
}

}  // namespace reprise
