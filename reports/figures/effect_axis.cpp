#include "reports/figures/effect_axis.h"

#include <algorithm>
#include <cmath>
#include <tuple>

#include "reports/summary/effect_texts.h"

namespace reprise {
namespace {

// If an effect is larger than this (in percent), the axis is logarithmic: equal ratios are equally
// far apart instead of equal differences.
constexpr double kLogFrom = 300;
// The axis is not logarithmic if the largest ratio (treatment / control) is less than this many
// times the smallest, because a log scale would have no tics then.
constexpr double kLeastSpread = 4;
constexpr double kLeastRatio = 1e-3;
constexpr double kGreatestRatio = 1e7;

std::vector<double> effects_to_show(const std::vector<const Effect*>& effects) {
  // The rays of an unbounded interval may begin anywhere, so a ray that begins beyond this effect
  // (in percent) does not stretch the axis.
  constexpr double kFarRay = 200;
  std::vector<double> shown;
  for (const Effect* effect : effects) {
    if (std::isfinite(effect->effect)) shown.push_back(effect->effect);
    if (has_bounds(*effect)) shown.insert(shown.end(), {effect->lower, effect->upper});
    if (effect->shape != IntervalShape::two_rays) continue;
    for (const double end : {effect->lower, effect->upper}) {
      if (std::abs(end) <= kFarRay) shown.push_back(end);
    }
  }
  return shown;
}

double log_place(double effect) {
  return std::log10(std::clamp(1 + effect / 100, kLeastRatio, kGreatestRatio));
}

}  // namespace

EffectAxis::EffectAxis(const std::vector<const Effect*>& effects, Zero zero) {
  std::vector<double> shown = effects_to_show(effects);
  if (shown.empty()) shown = {0};
  auto [least, most] = std::minmax_element(shown.begin(), shown.end());
  const double distance = *least > 0 ? *least : *most < 0 ? -*most : 0;
  if (zero == Zero::always || distance <= *most - *least || *least == *most) {
    shown.push_back(0);
    std::tie(least, most) = std::minmax_element(shown.begin(), shown.end());
  }
  log_ = *most > kLogFrom && log_place(*most) - log_place(*least) >= std::log10(kLeastSpread);
  double low = unlimited_place(*least);
  double high = unlimited_place(*most);
  if (low == high) {
    low -= 1;
    high += 1;
  }
  const double margin = 0.06 * (high - low);
  low_ = low - margin;
  high_ = high + margin;
}

bool EffectAxis::shows(double effect) const {
  const double ratio = 1 + effect / 100;
  if (log_ && (ratio < kLeastRatio || ratio > kGreatestRatio)) return false;
  const double place = unlimited_place(effect);
  return place >= low_ && place <= high_;
}

double EffectAxis::place(double effect) const {
  if (shows(effect)) return unlimited_place(effect);
  return unlimited_place(effect) < (low_ + high_) / 2 ? low_ : high_;
}

double EffectAxis::unlimited_place(double effect) const {
  return log_ ? log_place(effect) : effect;
}

std::vector<ChartSegment> EffectAxis::interval(const Effect& effect) const {
  if (effect.shape == IntervalShape::whole_line) return {{low_, high_, true, true}};
  if (effect.shape == IntervalShape::two_rays) {
    std::vector<ChartSegment> rays;
    if (shows(effect.lower)) rays.push_back({low_, place(effect.lower), true, false});
    if (shows(effect.upper)) rays.push_back({place(effect.upper), high_, false, true});
    return rays;
  }
  if (!has_bounds(effect)) return {};
  return {{place(effect.lower), place(effect.upper), !shows(effect.lower), !shows(effect.upper)}};
}

std::vector<Tic> EffectAxis::tics(int pixels, AxisDirection direction) const {
  return log_ ? ratio_tics(low_, high_, pixels, direction)
              : percent_tics(low_, high_, pixels, true, direction);
}

std::string EffectAxis::title() const {
  return log_ ? "effect, % of the control's mean (log scale)" : "effect, % of the control's mean";
}

}  // namespace reprise
