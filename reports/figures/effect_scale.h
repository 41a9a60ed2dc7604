// Draws an axis of effects on a canvas, and estimates with their intervals along the axis.
#pragma once

#include <optional>
#include <string_view>
#include <vector>

#include "reports/figures/canvas.h"
#include "reports/figures/effect_axis.h"
#include "reports/results/results.h"

namespace reprise {

/// An estimate with its interval, and its place across the axis.
struct EffectMark {
  double across =
      0;  // in pixels: from the left of a vertical axis, from the top of a horizontal one
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

/// An axis in pixels: a vertical one, or one from left to right.
class EffectScale {
 public:
  EffectScale(const EffectAxis& axis, double top, double bottom)
      : axis_(axis), direction_(AxisDirection::vertical), low_(bottom), high_(top) {}

  static EffectScale from_left(const EffectAxis& axis, double left, double right) {
    EffectScale scale(axis, right, left);
    scale.direction_ = AxisDirection::horizontal;
    return scale;
  }

  /// Return the ends of a vertical axis.
  double top() const { return high_; }
  double bottom() const { return low_; }

  /// Returns the pixel of an effect in percent, along the axis.
  double along(double effect) const { return pixel(axis_.place(effect)); }

  /// Draws lines across the axis at the tics, from `first` to `last`. Labels stand before the first
  /// pixel (TextSide::left: on the left, or on top), after the last one (TextSide::right), or are
  /// left out.
  void draw(Canvas& canvas, double first, double last, std::optional<TextSide> labels) const;

  /// Returns whether an effect in percent is within the axis.
  bool shows(double effect) const { return axis_.shows(effect); }

  /// Draws the known estimates with their intervals. An arrow shows that an interval goes on beyond
  /// the axis. All intervals lie below all estimates.
  void draw(Canvas& canvas, const std::vector<EffectMark>& marks, const EffectLook& look) const;

 private:
  void draw_interval(Canvas& canvas, const EffectMark& mark, const EffectLook& look) const;

  double pixel(double place) const {
    return low_ + (high_ - low_) * (place - axis_.low()) / (axis_.high() - axis_.low());
  }

  // Returns the point at pixels across and along the axis.
  CanvasPoint point(double across, double along) const {
    return direction_ == AxisDirection::vertical ? CanvasPoint{across, along}
                                                 : CanvasPoint{along, across};
  }

  const EffectAxis& axis_;
  AxisDirection direction_;
  double low_;   // pixel of the axis' low end
  double high_;  // pixel of its high end
};

}  // namespace reprise
