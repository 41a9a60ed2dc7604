// Draws curves over the tracks of a session, one curve per treatment, and their legend.
#pragma once

#include <cstddef>
#include <string>
#include <vector>

#include "reports/figures/canvas.h"
#include "reports/figures/length_axis.h"
#include "reports/results/results.h"

namespace reprise {

/// The largest number of curves that one picture can tell apart.
inline constexpr std::size_t kMostCurves = kPointLooks.size() + 1;

/// Returns the look of each treatment. The control is black; the others have the looks of
/// kPointLooks, in that order.
std::vector<PointLook> treatment_looks(const std::vector<const TreatmentResult*>& treatments);

/// A legend: the names of the treatments with their looks, in lines of the figure's width.
class CurveLegend {
 public:
  explicit CurveLegend(const std::vector<const TreatmentResult*>& treatments);

  /// Returns the height in pixels.
  double height() const;

  void draw(Canvas& canvas, double top) const;

 private:
  struct Entry {
    std::string text;
    PointLook look;
    double x = 0;
    int line = 0;
  };
  std::vector<Entry> entries_;
};

/// A vertical scale of shares between two heights of a picture, in pixels. It shows all shares from
/// 0 to 1, or only the range of the given shares.
class ShareScale {
 public:
  ShareScale(double top, double bottom) : top_(top), bottom_(bottom) {}

  /// Makes a scale that shows all shares (0 to 1) of the lists. Its ends are rounded outwards to
  /// tenths.
  ShareScale(double top, double bottom, const std::vector<const std::vector<double>*>& lists);

  double top() const { return top_; }
  double bottom() const { return bottom_; }
  double y(double share) const {
    return bottom_ - (bottom_ - top_) * (share - low_) / (high_ - low_);
  }

  /// Draws horizontal lines at round shares, with labels on the left.
  void draw(Canvas& canvas, double left, double right) const;

 private:
  double top_;
  double bottom_;
  double low_ = 0;
  double high_ = 1;
};

/// The place of curves: a canvas with its two axes.
struct CurvePlace {
  Canvas& canvas;
  const LengthAxis& axis;
  const ShareScale& scale;
};

/// Draws the band of one curve's intervals. Interval i belongs to number first + i. Draws nothing
/// where the intervals are not known.
void draw_band(const CurvePlace& place, const ShareIntervals& intervals, std::size_t first,
               const PointLook& look);

/// Draws one curve: values[i] belongs to number first + i. Values that are not shares are left out.
/// Points mark the curve; their places depend on `series`, so that curves on top of each other
/// remain visible.
void draw_curve(const CurvePlace& place, const std::vector<double>& values, std::size_t first,
                const PointLook& look, std::size_t series);

}  // namespace reprise
