#include "experiments/outcome/course_of_sessions.h"

#include <algorithm>
#include <array>
#include <optional>
#include <vector>

#include "experiments/statistics/group_jackknife.h"
#include "reports/session_lengths.h"

namespace reprise {
namespace {

// A step's figures are shown while as many sessions reach it as make them figures.
constexpr std::int64_t kEnough = 100;

using Sums = std::array<std::int64_t, GroupSums::kGroups>;

Sums operator-(Sums sums, const Sums& less) {
  for (std::size_t group = 0; group < sums.size(); ++group) sums[group] -= less[group];
  return sums;
}

Sums& operator+=(Sums& sums, const Sums& more) {
  for (std::size_t group = 0; group < sums.size(); ++group) sums[group] += more[group];
  return sums;
}

// Shares of groups' sums, and intervals as the run's other ones are made.
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
  // Standard errors on either side. Kept, as shares are many and quantiles dear.
  double critical(double degrees_of_freedom) {
    const auto df = static_cast<std::size_t>(degrees_of_freedom);
    if (df == 0) return 0;
    if (!critical_[df]) {
      critical_[df] = rule_.interval(0, 1, degrees_of_freedom, rule_.alpha).upper;
    }
    return *critical_[df];
  }

  const IntervalRule& rule_;
  std::array<std::optional<double>, GroupSums::kGroups> critical_{};  // by degrees of freedom
};

std::int64_t sum_of(const Sums& sums) {
  std::int64_t sum = 0;
  for (const std::int64_t one : sums) sum += one;
  return sum;
}

double share_of(const Sums& parts, const Sums& wholes) {
  return static_cast<double>(sum_of(parts)) / static_cast<double>(sum_of(wholes));
}

}  // namespace

void add_course_of_sessions(TreatmentResult& result, const Totals& totals,
                            const IntervalRule& rule) {
  Shares shares(rule);
  const GroupSums& lengths = totals.lengths;
  // The last count is of what is longer, too: where nothing is, a 0 says so.
  const std::size_t n_lengths = std::min(lengths.size() + 1, Totals::kLongest + 1);
  Sums all{};
  for (std::size_t length = 0; length < n_lengths; ++length) {
    result.lengths.push_back(static_cast<std::uint64_t>(lengths.total(length)));
    all += lengths.by_group(length);
  }
  Sums reaching = all;
  for (std::size_t length = 0; length < n_lengths; ++length) {
    shares.add_interval(reaching, all, result.reaching);
    reaching = reaching - lengths.by_group(length);
  }
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
  Sums reach = all - lengths.by_group(0);
  for (std::size_t step = 0; step < Totals::kSteps && sum_of(reach) >= kEnough; ++step) {
    Sums whole = reach;
    for (std::int64_t& sum : whole) sum *= kWholeTrack;
    const Sums time = totals.time_by_step.by_group(step);
    result.time_by_step.push_back(share_of(time, whole));
    shares.add_interval(time, whole, result.time_intervals);
    const Sums skips = totals.skips_by_step.by_group(step);
    result.skips_by_step.push_back(share_of(skips, reach));
    shares.add_interval(skips, reach, result.skip_intervals);
    reach = reach - lengths.by_group(step + 1);
  }
}

}  // namespace reprise
