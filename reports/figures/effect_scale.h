// Draws a vertical axis of effects on a canvas, and estimates with their intervals along the axis.
#pragma once

#include <optional>
#include <string_view>
#include <vector>

#include "reports/figures/canvas.h"
#include "reports/figures/effect_axis.h"
#include "reports/results/results.h"

namespace reprise {

/// An estimate with its interval, and its horizontal place.
struct EffectMark {
  double x = 0;  // horizontal place, in pixels
  const Effect* effect = nullptr;
  bool hollow = false;
};

/// The look of estimates and their intervals.
struct EffectLook {
  std::string_view colour;    // colour of the estimate
  std::string_view interval;  // colour of the interval
  int shape = 7;              // gnuplot's number of the filled point
  double size = 0.9;          // size of the point
  double width = 2.5;         // line width of the interval
  // Half the length of the stroke that ends an interval, in pixels; 0 for no stroke.
  double cap = 6;
};

/// A vertical axis from `top` to `bottom`, in pixels.
class EffectScale {
 public:
  EffectScale(const EffectAxis& axis, double top, double bottom)
      : axis_(axis), top_(top), bottom_(bottom) {}

  double top() const { return top_; }
  double bottom() const { return bottom_; }

  /// Returns the pixel of an effect in percent.
  double y(double effect) const { return pixel(axis_.place(effect)); }

  /// Draws horizontal lines at the tics, from `left` to `right`. Labels stand on the left, on the
  /// right, or are left out.
  void draw(Canvas& canvas, double left, double right, std::optional<TextSide> labels) const;

  /// Returns whether an effect in percent is within the axis.
  bool shows(double effect) const { return axis_.shows(effect); }

  /// Draws the known estimates with their intervals. An arrow shows that an interval goes on beyond
  /// the axis. All intervals lie below all estimates.
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
