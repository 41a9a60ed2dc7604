#include "experiments/fitting/shares/truncated_normal.h"

#include <algorithm>
#include <array>
#include <cmath>

namespace reprise {
namespace {

constexpr double kLogDensity = -0.91893853320467274;  // of the standard normal at 0
constexpr double kDensity = 0.3989422804014327;
constexpr double kHalfRoot = 0.70710678118654752;
constexpr double kFar = 25;  // beyond this the tail is an exponential, to 0.2 %

// The interval lies at or right of 0, or mostly so.
struct Mirrored {
  double low;
  double high;
  bool mirrored;
};

Mirrored to_the_right(double low, double high) {
  if (low + high < 0) return {-high, -low, true};
  return {low, high, false};
}

// Whether the density hardly changes its slope within the interval.
bool is_narrow(double low, double width) { return width * std::max(1.0, low) < 0.1; }

// Beyond `low` the tail falls like exp(-rate x). The rate is Mills' inverse ratio, a continued
// fraction (Abramowitz and Stegun 26.2.14).
double rate_of_tail(double low) { return low + 1 / (low + 2 / (low + 3 / (low + 4 / low))); }

// The tail of the normal distribution: log chances and hazards (density over chance) of being above
// a number, by cubic Hermite interpolation, whose error is below 1e-8. Shares of 0 and 100, most of
// a log's, ask for nothing else, and the library's erfc, exp and log took a sixth of a fit.
class Tail {
 public:
  struct Values {
    double log_chance;
    double hazard;  // the mean within the tail, too
  };
  // `from` <= kFar; may be -infinity.
  static Values above(double from) {
    static const Tail tail;
    if (from < kFrom) return {0, kDensity * std::exp(-0.5 * from * from)};
    const double place = (from - kFrom) * kPerUnit;
    const auto at = static_cast<std::size_t>(place);
    const double t = place - static_cast<double>(at);
    const Knot& a = tail.knots_[at];
    const Knot& b = tail.knots_[at + 1];
    const double one = t * (1 - t) * (1 - t) / kPerUnit;
    const double two = t * t * (t - 1) / kPerUnit;
    const double of_b = t * t * (3 - 2 * t);
    return {a.log_chance + of_b * (b.log_chance - a.log_chance) - one * a.hazard - two * b.hazard,
            a.hazard + of_b * (b.hazard - a.hazard) + one * a.slope + two * b.slope};
  }

 private:
  static constexpr double kFrom = -8;  // below it is a chance of 1
  static constexpr double kPerUnit = 16;
  struct Knot {
    double log_chance;
    double hazard;
    double slope;  // of the hazard
  };

  Tail() {
    for (std::size_t i = 0; i < knots_.size(); ++i) {
      const double from = kFrom + static_cast<double>(i) / kPerUnit;
      const double chance = 0.5 * std::erfc(from * kHalfRoot);
      const double hazard = kDensity * std::exp(-0.5 * from * from) / chance;
      knots_[i] = {std::log(chance), hazard, hazard * (hazard - from)};
    }
  }

  std::array<Knot, static_cast<std::size_t>((kFar - kFrom) * kPerUnit) + 2> knots_;
};

}  // namespace

TruncatedNormal truncated_normal(double low, double high) {
  const Mirrored at = to_the_right(low, high);
  const double width = at.high - at.low;
  TruncatedNormal result;
  if (is_narrow(at.low, width)) {
    const double middle = 0.5 * (at.low + at.high);
    const double square = width * width / 12;
    result.log_chance = kLogDensity - 0.5 * middle * middle + std::log(width);
    result.mean = middle - middle * square;
    result.variance = square;
  } else if (at.low > kFar) {
    const double rate = rate_of_tail(at.low);
    const double lost = rate * width > 40 ? 0 : std::exp(-rate * width);
    result.log_chance = kLogDensity - 0.5 * at.low * at.low - std::log(rate) + std::log1p(-lost);
    result.mean = at.low + 1 / rate - (lost > 0 ? width * lost / (1 - lost) : 0);
    result.variance =
        1 / (rate * rate) - (lost > 0 ? width * width * lost / ((1 - lost) * (1 - lost)) : 0);
  } else if (std::isinf(at.high)) {
    const Tail::Values tail = Tail::above(at.low);
    result.log_chance = tail.log_chance;
    result.mean = tail.hazard;
    result.variance = std::isinf(at.low) ? 1 : 1 - tail.hazard * (tail.hazard - at.low);
  } else {
    const double chance = 0.5 * (std::erfc(at.low * kHalfRoot) - std::erfc(at.high * kHalfRoot));
    const double at_low = kDensity * std::exp(-0.5 * at.low * at.low);
    const double at_high = kDensity * std::exp(-0.5 * at.high * at.high);
    result.log_chance = std::log(chance);
    result.mean = (at_low - at_high) / chance;
    result.variance =
        1 + (at.low * at_low - at.high * at_high) / chance - result.mean * result.mean;
  }
  result.variance = std::clamp(result.variance, 0.0, 1.0);
  if (at.mirrored) result.mean = -result.mean;
  return result;
}

double log_chance_between(double low, double high) {
  return MovedInterval(low, high).log_chance(0);
}

MovedInterval::MovedInterval(double low, double high)
    : low_(low), high_(high), width_(high - low), log_width_(std::log(width_)) {}

double MovedInterval::log_chance(double by) const {
  const Mirrored at = to_the_right(low_ - by, high_ - by);
  if (is_narrow(at.low, width_)) {
    const double middle = 0.5 * (at.low + at.high);
    return kLogDensity - 0.5 * middle * middle + log_width_;
  }
  if (at.low > kFar) return truncated_normal(at.low, at.high).log_chance;
  if (std::isinf(at.high)) return Tail::above(at.low).log_chance;
  return std::log(0.5 * (std::erfc(at.low * kHalfRoot) - std::erfc(at.high * kHalfRoot)));
}

}  // namespace reprise
