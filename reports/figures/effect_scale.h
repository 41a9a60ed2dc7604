// A vertical axis of effects on a canvas, and estimates with their intervals along it.
#pragma once

#include <optional>
#include <string_view>
#include <vector>

#include "reports/figures/canvas.h"
#include "reports/figures/effect_axis.h"
#include "reports/results/results.h"

namespace reprise {

/// An estimate with its interval, and where it stands.
struct EffectMark {
  double x = 0;  // pixels
  const Effect* effect = nullptr;
  bool hollow = false;
};

/// How estimates look.
struct EffectLook {
  std::string_view colour;    // of the estimate
  std::string_view interval;  // its colour
  int shape = 7;              // gnuplot's number of the filled point
  double size = 0.9;          // of the point
  double width = 2.5;         // of the interval
  double cap = 6;             // half the stroke that ends an interval, in pixels; 0 for none
};

/// The axis from `top` to `bottom`, in pixels.
class EffectScale {
 public:
  EffectScale(const EffectAxis& axis, double top, double bottom)
      : axis_(axis), top_(top), bottom_(bottom) {}

  double top() const { return top_; }
  double bottom() const { return bottom_; }

  /// Of an effect in percent, in pixels.
  double y(double effect) const { return pixel(axis_.place(effect)); }

  /// Lines across at the tics, from `left` to `right`, with labels beside them: on the left, on the
  /// right, or none.
  void draw(Canvas& canvas, double left, double right, std::optional<TextSide> labels) const;

  /// Whether an effect in percent is within the axis.
  bool shows(double effect) const { return axis_.shows(effect); }

  /// Estimates with their intervals, as far as they are known; an arrow where an interval goes on
  /// beyond the axis. All intervals lie below all estimates.
  void draw(Canvas& canvas, const std::vector<EffectMark>& marks, const EffectLook& look) const;

 private:
  void draw_interval(Canvas& canvas, const EffectMark& mark, const EffectLook& look) const;

  double pixel(double place) const {
    return bottom_ - (bottom_ - top_) * (place - axis_.low()) / (axis_.high() - axis_.low());
  }

  const EffectAxis& axis_;
  double top_;
  double bottom_;
};

}  // namespace reprise
