#include "experiments/fitting/truncated_normal.h"

#include <algorithm>
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
  } else {
    const bool bounded = std::isfinite(at.high);
    const bool begins = std::isfinite(at.low);
    const double chance = 0.5 * ((begins ? std::erfc(at.low * kHalfRoot) : 2.0) -
                                 (bounded ? std::erfc(at.high * kHalfRoot) : 0.0));
    const double at_low = begins ? kDensity * std::exp(-0.5 * at.low * at.low) : 0;
    const double at_high = bounded ? kDensity * std::exp(-0.5 * at.high * at.high) : 0;
    result.log_chance = std::log(chance);
    result.mean = (at_low - at_high) / chance;
    result.variance =
        1 + ((begins ? at.low * at_low : 0) - (bounded ? at.high * at_high : 0)) / chance -
        result.mean * result.mean;
  }
  result.variance = std::clamp(result.variance, 0.0, 1.0);
  if (at.mirrored) result.mean = -result.mean;
  return result;
}

double log_chance_between(double low, double high) {
  const Mirrored at = to_the_right(low, high);
  const double width = at.high - at.low;
  if (is_narrow(at.low, width) || at.low > kFar) {
    return truncated_normal(at.low, at.high).log_chance;
  }
  return std::log(0.5 * ((std::isfinite(at.low) ? std::erfc(at.low * kHalfRoot) : 2.0) -
                         (std::isfinite(at.high) ? std::erfc(at.high * kHalfRoot) : 0.0)));
}

}  // namespace reprise
