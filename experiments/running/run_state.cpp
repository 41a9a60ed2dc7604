#include "experiments/running/run_state.h"

#include <algorithm>

#include "sim/support/check.h"

namespace reprise {
namespace {

void add_totals(std::vector<Totals>& sum, std::vector<Totals> more) {
  if (sum.empty()) {
    sum = std::move(more);
    return;
  }
  for (std::size_t treatment = 0; treatment < more.size(); ++treatment)
    sum[treatment] += more[treatment];
}

std::uint64_t sessions_of(const std::vector<Totals>& totals) {
  std::uint64_t sessions = 0;
  for (const Totals& treatment : totals) sessions += treatment.sessions;
  return sessions;
}

// Returns the totals without the fields that no mean uses. Totals are large and days may be many.
std::vector<Totals> for_means(std::vector<Totals> totals) {
  for (Totals& treatment : totals) {
    treatment.plays = {};
    treatment.lengths = {};
    treatment.time_by_step = {};
    treatment.skips_by_step = {};
    treatment.learned = {};
  }
  return totals;
}

}  // namespace

WorkUnitSet RunState::missing(std::uint64_t seed, std::uint64_t day) const {
  WorkUnitSet work_units;
  if (seeds_.contains(seed)) return work_units;
  work_units.add(WorkUnitRange(0, partition_.work_units(day)));
  const auto open = open_.find(seed);
  if (open == open_.end()) return work_units;
  if (boost::icl::contains(open->second.closed_days, day)) return {};
  const auto run_state = open->second.days.find(day);
  if (run_state != open->second.days.end()) work_units -= run_state->second.done;
  return work_units;
}

const std::vector<Totals>* RunState::earlier_days(std::uint64_t seed) const {
  const auto open = open_.find(seed);
  return open == open_.end() || open->second.closed.empty() ? nullptr : &open->second.closed;
}

std::uint64_t RunState::sessions() const {
  std::uint64_t sessions = sessions_of(pooled_);
  for (const auto& [seed, open] : open_) {
    sessions += sessions_of(open.closed);
    for (const auto& [day, run_state] : open.days) sessions += sessions_of(run_state.totals);
  }
  return sessions;
}

double RunState::share() const {
  double all = 0;
  for (std::uint64_t day = 0; day < partition_.days(); ++day) {
    all += static_cast<double>(partition_.work_units(day));
  }
  double done = all * static_cast<double>(seeds_.size());
  for (const auto& [seed, open] : open_) {
    for (const auto& [day, run_state] : open.days) {
      done += static_cast<double>(boost::icl::cardinality(run_state.done));
    }
    for (const WorkUnitRange& days : open.closed_days) {
      for (std::uint64_t day = days.lower(); day < days.upper(); ++day) {
        done += static_cast<double>(partition_.work_units(day));
      }
    }
  }
  return done / (all * static_cast<double>(partition_.seeds()));
}

void RunState::add(std::uint64_t seed, std::uint64_t day, const WorkUnitRange& work_units,
                   std::vector<Totals> totals) {
  REPRISE_CHECK(boost::icl::contains(missing(seed, day), work_units),
                "work units {} to {} of day {} of seed {} were played before", work_units.lower(),
                work_units.upper(), day, seed);
  OpenDay& open = open_[seed].days[day];
  open.done.add(work_units);
  add_totals(open.totals, std::move(totals));
  close_if_complete(seed);
}

void RunState::close_day(OpenSeed& seed, std::uint64_t day) {
  std::vector<Totals> totals = std::move(seed.days.extract(day).mapped().totals);
  seed.closed_days.add(day);
  if (keeps_days()) {
    if (one_seed()) {
      seed.day_means[day] = means_of_(totals);
    } else {
      seed.day_totals[day] = for_means(totals);
    }
  }
  add_totals(seed.closed, std::move(totals));
}

void RunState::close_if_complete(std::uint64_t number) {
  OpenSeed& seed = open_[number];
  for (auto at = seed.days.begin(); at != seed.days.end();) {
    const std::uint64_t day = at->first;
    const bool complete = boost::icl::cardinality(at->second.done) == partition_.work_units(day);
    ++at;
    if (complete) close_day(seed, day);
  }
  if (boost::icl::cardinality(seed.closed_days) < partition_.days()) return;
  seeds_[number] = one_seed() ? std::vector<TreatmentMeans>{} : means_of_(seed.closed);
  for (auto& [day, totals] : seed.day_totals) add_totals(pooled_days_[day], std::move(totals));
  if (one_seed()) day_means_ = std::move(seed.day_means);
  add_totals(pooled_, std::move(seed.closed));
  open_.erase(number);
}

void RunState::merge(RunState other) {
  // The complete seeds of `other` are one sum. If one of them is complete here too, the sum cannot
  // be taken apart, and all of them are left out.
  const bool common = std::any_of(other.seeds_.begin(), other.seeds_.end(),
                                  [&](const auto& seed) { return seeds_.contains(seed.first); });
  if (!common) {
    for (auto& [seed, means] : other.seeds_) {
      open_.erase(seed);
      seeds_[seed] = std::move(means);
    }
    if (!other.pooled_.empty()) add_totals(pooled_, std::move(other.pooled_));
    day_means_.merge(std::move(other.day_means_));
    looks_.merge(std::move(other.looks_));
    for (auto& [day, totals] : other.pooled_days_) add_totals(pooled_days_[day], std::move(totals));
  }
  for (auto& [seed, open] : other.open_) {
    if (!seeds_.contains(seed)) merge_seed(seed, std::move(open));
  }
}

void RunState::merge_seed(std::uint64_t number, OpenSeed other) {
  OpenSeed& ours = open_[number];
  // The complete days of a seed are one sum, too. If the two states have some of these days in
  // common, the sum of more days is kept and the other one is left out.
  if (!boost::icl::intersects(ours.closed_days, other.closed_days)) {
    ours.closed_days += other.closed_days;
    if (!other.closed.empty()) add_totals(ours.closed, std::move(other.closed));
    ours.day_means.merge(std::move(other.day_means));
    ours.day_totals.merge(std::move(other.day_totals));
    std::erase_if(ours.days, [&](const auto& day) {
      return boost::icl::contains(ours.closed_days, day.first);
    });
  } else if (boost::icl::cardinality(other.closed_days) >
             boost::icl::cardinality(ours.closed_days)) {
    std::swap(ours, other);
  }
  for (auto& [day, theirs] : other.days) {
    if (boost::icl::contains(ours.closed_days, day)) continue;
    OpenDay& open = ours.days[day];
    if (!boost::icl::intersects(open.done, theirs.done)) {
      open.done += theirs.done;
      add_totals(open.totals, std::move(theirs.totals));
    } else if (boost::icl::cardinality(theirs.done) > boost::icl::cardinality(open.done)) {
      open = std::move(theirs);
    }
  }
  close_if_complete(number);
}

std::vector<std::vector<TreatmentMeans>> RunState::days() const {
  std::vector<std::vector<TreatmentMeans>> days;
  for (const auto& [day, means] : day_means_) days.push_back(means);
  for (const auto& [day, totals] : pooled_days_) days.push_back(means_of_(totals));
  return days;
}

}  // namespace reprise
