// The axis on which figures show effects and their intervals.
#pragma once

#include <string>
#include <vector>

#include "reports/figures/chart_segment.h"
#include "reports/figures/tics.h"
#include "reports/results/results.h"

namespace reprise {

/// Percent, or log10(treatment / control) where effects are large. Shows all the effects and
/// bounded intervals that it was made for as far as they are finite; others are cut off at its
/// ends. Safe to use from any thread.
class EffectAxis {
 public:
  enum class Zero {
    always,     // the axis shows 0
    when_near,  // it does where effects are not much farther from 0 than from each other
  };

  EffectAxis(const std::vector<const Effect*>& effects, Zero zero);

  bool log() const { return log_; }

  /// Places on the axis: low < high.
  double low() const { return low_; }
  double high() const { return high_; }

  /// Whether an effect in percent is within the axis.
  bool shows(double effect) const;

  /// Of an effect in percent; at an end of the axis where it is beyond.
  double place(double effect) const;

  /// Its pieces, as places: none where there is no interval, two where it is two rays.
  std::vector<ChartSegment> interval(const Effect& effect) const;

  /// As many as fit so many pixels.
  std::vector<Tic> tics(int pixels, AxisDirection direction) const;

  /// With the unit.
  std::string title() const;

 private:
  double unlimited_place(double effect) const;

  bool log_ = false;
  double low_ = 0;
  double high_ = 0;
};

}  // namespace reprise
