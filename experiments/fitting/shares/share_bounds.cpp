#include "experiments/fitting/shares/share_bounds.h"

#include <cmath>
#include <limits>

namespace reprise {
namespace {

constexpr double kInfinity = std::numeric_limits<double>::infinity();

double log_odds(double share) {
  if (share <= 0) return -kInfinity;
  if (share >= 1) return kInfinity;
  return std::log(share / (1 - share));
}

}  // namespace

ShareBounds::ShareBounds(double discount) {
  // Log odds so large that rounding hides them: the share is whole.
  const double nearly_whole = log_odds(1 - 1e-6);
  for (std::size_t earlier = 0; earlier < kTabulated; ++earlier) {
    const double factor = std::pow(discount, static_cast<double>(earlier));
    for (std::size_t share = 0; share <= 100; ++share) {
      Interval& interval = intervals_[earlier][share];
      interval.low = log_odds((static_cast<double>(share) - 0.5) / 100 / factor);
      interval.high = log_odds((static_cast<double>(share) + 0.5) / 100 / factor);
      interval.impossible = interval.low == kInfinity;
      if (interval.impossible) interval.low = nearly_whole;
    }
  }
}

}  // namespace reprise
