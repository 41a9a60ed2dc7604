#include "experiments/statistics/group_jackknife.h"

#include <cmath>
#include <limits>
#include <numeric>

#include "sim/support/check.h"

namespace reprise {
namespace {

constexpr double kUnknown = std::numeric_limits<double>::quiet_NaN();

double ratio(std::int64_t part, std::int64_t whole) {
  return static_cast<double>(part) / static_cast<double>(whole);
}

double log_odds(double share) { return std::log(share / (1 - share)); }

double of_log_odds(double log_odds) { return 1 / (1 + std::exp(-log_odds)); }

}  // namespace

GroupedShare jackknife_share(std::span<const std::int64_t> parts,
                             std::span<const std::int64_t> wholes) {
  REPRISE_CHECK(parts.size() == wholes.size(), "parts of {} groups, wholes of {}", parts.size(),
                wholes.size());
  const std::int64_t part = std::accumulate(parts.begin(), parts.end(), std::int64_t{0});
  const std::int64_t whole = std::accumulate(wholes.begin(), wholes.end(), std::int64_t{0});
  GroupedShare found{whole == 0 ? kUnknown : ratio(part, whole), 0, 0};
  double groups = 0;
  double squares = 0;
  for (std::size_t group = 0; group < parts.size(); ++group) {
    if (wholes[group] == 0) continue;
    ++groups;
    if (wholes[group] == whole) continue;  // the only group that has a whole
    const double change = ratio(part - parts[group], whole - wholes[group]) - found.share;
    squares += change * change;
  }
  if (groups < 2) return found;
  found.degrees_of_freedom = groups - 1;
  found.standard_error = std::sqrt((groups - 1) / groups * squares);
  return found;
}

ShareInterval share_interval(const GroupedShare& share, double critical) {
  const bool inside = share.share > 0 && share.share < 1;
  if (!inside || share.degrees_of_freedom <= 0) return {kUnknown, kUnknown};
  const double middle = log_odds(share.share);
  const double half = critical * share.standard_error / (share.share * (1 - share.share));
  return {of_log_odds(middle - half), of_log_odds(middle + half)};
}

}  // namespace reprise
