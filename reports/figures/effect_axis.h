// Defines the axis on which figures show effects and their intervals.
#pragma once

#include <string>
#include <vector>

#include "reports/figures/chart_segment.h"
#include "reports/figures/tics.h"
#include "reports/results/results.h"

namespace reprise {

/// An axis of percents, or of log10(treatment / control) if effects are large. It shows all finite
/// effects and bounded intervals that it was made for; other intervals are cut off at its ends.
/// Safe to use from any thread.
class EffectAxis {
 public:
  enum class Zero {
    always,  // the axis shows 0
    // The axis shows 0 if the effects are not much farther from 0 than from each other.
    when_near,
  };

  EffectAxis(const std::vector<const Effect*>& effects, Zero zero);

  bool log() const { return log_; }

  /// The ends of the axis, as places: low < high.
  double low() const { return low_; }
  double high() const { return high_; }

  /// Returns whether an effect in percent is within the axis.
  bool shows(double effect) const;

  /// Returns the place of an effect in percent; an end of the axis if the effect is beyond the
  /// axis.
  double place(double effect) const;

  /// Returns the pieces of the effect's interval, as places: none if there is no interval, up to
  /// two if the interval is two rays.
  std::vector<ChartSegment> interval(const Effect& effect) const;

  /// Returns as many tics as fit an axis of `pixels`.
  std::vector<Tic> tics(int pixels, AxisDirection direction) const;

  /// Returns the title of the axis, with the unit.
  std::string title() const;

 private:
  double unlimited_place(double effect) const;

  bool log_ = false;
  double low_ = 0;
  double high_ = 0;
};

}  // namespace reprise
