// Curves over the tracks of a session, one for each treatment, and who is who.
#pragma once

#include <cstddef>
#include <string>
#include <vector>

#include "reports/figures/canvas.h"
#include "reports/figures/length_axis.h"
#include "reports/results/results.h"

namespace reprise {

/// Curves that one picture tells apart at most.
inline constexpr std::size_t kMostCurves = kPointLooks.size() + 1;

/// The control is black, the others have the looks of kPointLooks in their order.
std::vector<PointLook> treatment_looks(const std::vector<const TreatmentResult*>& treatments);

/// The names of treatments with their looks, in lines of the figure's width.
class CurveLegend {
 public:
  explicit CurveLegend(const std::vector<const TreatmentResult*>& treatments);

  /// Pixels that it takes.
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

/// Shares between two heights of a picture, in pixels: all from 0 to 1, or those in between that
/// are to be seen.
class ShareScale {
 public:
  ShareScale(double top, double bottom) : top_(top), bottom_(bottom) {}

  /// Shows all the shares (0 to 1) of the lists, and little else.
  ShareScale(double top, double bottom, const std::vector<const std::vector<double>*>& lists);

  double top() const { return top_; }
  double bottom() const { return bottom_; }
  double y(double share) const {
    return bottom_ - (bottom_ - top_) * (share - low_) / (high_ - low_);
  }

  /// Lines across at round shares, named on the left.
  void draw(Canvas& canvas, double left, double right) const;

 private:
  double top_;
  double bottom_;
  double low_ = 0;
  double high_ = 1;
};

/// Where curves are drawn.
struct CurvePlace {
  Canvas& canvas;
  const LengthAxis& axis;
  const ShareScale& scale;
};

/// The band of one curve's intervals: those of values[i] are of number first + i. Nothing where
/// they are not known.
void draw_band(const CurvePlace& place, const ShareIntervals& intervals, std::size_t first,
               const PointLook& look);

/// One curve: value[i] is that of number first + i. Values that are no shares are left out. Points
/// stand along it at places that differ by `series`, so that curves that lie on each other show.
void draw_curve(const CurvePlace& place, const std::vector<double>& values, std::size_t first,
                const PointLook& look, std::size_t series);

}  // namespace reprise
