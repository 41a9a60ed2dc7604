#include "experiments/analysis/course_of_sessions.h"

#include <algorithm>
#include <array>
#include <optional>
#include <vector>

#include "experiments/statistics/group_jackknife.h"
#include "reports/results/length_bins.h"

namespace reprise {
namespace {

// A step is shown only if at least this many sessions reach it.
constexpr std::int64_t kEnough = 100;

using Sums = std::array<std::int64_t, RandomGroupSums::kGroups>;

Sums operator-(Sums sums, const Sums& less) {
  for (std::size_t group = 0; group < sums.size(); ++group) sums[group] -= less[group];
  return sums;
}

Sums& operator+=(Sums& sums, const Sums& more) {
  for (std::size_t group = 0; group < sums.size(); ++group) sums[group] += more[group];
  return sums;
}

// Adds intervals of shares of sums by group, by the same rule as the run's other intervals.
class Shares {
 public:
  explicit Shares(const IntervalRule& rule) : rule_(rule) {}

  void add_interval(const Sums& parts, const Sums& wholes, ShareIntervals& intervals) {
    const GroupedShare share = jackknife_share(parts, wholes);
    const ShareInterval interval = share_interval(share, critical(share.degrees_of_freedom));
    intervals.lower.push_back(interval.lower);
    intervals.upper.push_back(interval.upper);
  }

 private:
  // Returns the number of standard errors on either side of an interval. It is kept for each number
  // of degrees of freedom, because shares are many and quantiles are expensive.
  double critical(double degrees_of_freedom) {
    const auto df = static_cast<std::size_t>(degrees_of_freedom);
    if (df == 0) return 0;
    if (!critical_[df]) {
      critical_[df] = rule_.interval(0, 1, degrees_of_freedom, rule_.alpha).upper;
    }
    return *critical_[df];
  }

  const IntervalRule& rule_;
  std::array<std::optional<double>, RandomGroupSums::kGroups> critical_{};  // by degrees of freedom
};

std::int64_t sum_of(const Sums& sums) {
  std::int64_t sum = 0;
  for (const std::int64_t one : sums) sum += one;
  return sum;
}

// Adds for each step the share that `parts` has of its largest possible sum, which is `of_each` for
// every session that reaches the step. reached(step) counts these sessions by group. Stops at the
// first step that too few sessions reach.
template <class Reached>
void add_shares_by_step(const Reached& reached, const RandomGroupSums& parts, std::int64_t of_each,
                        Shares& shares, std::vector<double>& values, ShareIntervals& intervals) {
  for (std::size_t step = 0; step < Totals::kSteps; ++step) {
    Sums whole = reached(step);
    if (sum_of(whole) < kEnough) return;
    for (std::int64_t& sum : whole) sum *= of_each;
    const Sums part = parts.by_group(step);
    values.push_back(static_cast<double>(sum_of(part)) / static_cast<double>(sum_of(whole)));
    shares.add_interval(part, whole, intervals);
  }
}

}  // namespace

void add_lengths(TreatmentResult& result, const RandomGroupSums& lengths,
                 const IntervalRule& rule) {
  Shares shares(rule);
  // The last entry also counts longer sessions. If the longest session is shorter than that, one
  // more entry, which is 0, shows that there are no longer ones.
  const std::size_t n_lengths = std::min(lengths.size() + 1, Totals::kLongest + 1);
  Sums all{};
  for (std::size_t length = 0; length < n_lengths; ++length) {
    result.lengths.push_back(static_cast<std::uint64_t>(lengths.total(length)));
    all += lengths.by_group(length);
  }
  // Intervals of the shares of sessions with at least so many tracks.
  Sums reaching = all;
  for (std::size_t length = 0; length < n_lengths; ++length) {
    shares.add_interval(reaching, all, result.reaching);
    reaching = reaching - lengths.by_group(length);
  }
  // Intervals of the shares in the bins: bins of one length, then bins that double.
  for (const bool doublings : {false, true}) {
    ShareIntervals& intervals = doublings ? result.in_doubled_bins : result.in_single_bins;
    const std::size_t most = std::min(n_lengths - 1, doublings ? n_lengths : kMostSingleLengths);
    for (const LengthBin& bin : length_bins(0, most, doublings)) {
      Sums within{};
      for (std::size_t length = bin.first; length <= bin.last; ++length) {
        within += lengths.by_group(length);
      }
      shares.add_interval(within, all, intervals);
    }
  }
}

void add_times_by_step(TreatmentResult& result, const RandomGroupSums& reached,
                       const RandomGroupSums& hundredths, const IntervalRule& rule) {
  Shares shares(rule);
  add_shares_by_step([&](std::size_t step) { return reached.by_group(step); }, hundredths,
                     kWholeTrack, shares, result.time_by_step, result.time_intervals);
}

void add_course_of_sessions(TreatmentResult& result, const Totals& totals,
                            const IntervalRule& rule) {
  add_lengths(result, totals.lengths, rule);
  // A session has step n (from 0) if it has more than n recommended tracks. reached[n] counts the
  // sessions of at least n recommended tracks.
  std::vector<Sums> reached(Totals::kSteps + 1);
  for (std::size_t length = 0; length < totals.lengths.size(); ++length) {
    reached[0] += totals.lengths.by_group(length);
  }
  for (std::size_t step = 0; step < Totals::kSteps; ++step) {
    reached[step + 1] = reached[step] - totals.lengths.by_group(step);
  }
  Shares shares(rule);
  const auto reach = [&](std::size_t step) { return reached[step + 1]; };
  add_shares_by_step(reach, totals.time_by_step, kWholeTrack, shares, result.time_by_step,
                     result.time_intervals);
  add_shares_by_step(reach, totals.skips_by_step, 1, shares, result.skips_by_step,
                     result.skip_intervals);
}

}  // namespace reprise
