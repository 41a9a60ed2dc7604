#include "reports/figures/curve_chart.h"

#include <algorithm>
#include <cmath>

#include <fmt/format.h>

#include "reports/figures/tics.h"
#include "reports/text/display_text.h"
#include "reports/text/number_text.h"

namespace reprise {

using namespace figure_colours;

namespace {

constexpr double kLineHeight = 26;
constexpr double kPointWidth = 22;  // a point in the legend and the gap behind the point
constexpr int kNameColumns = 26;

bool is_share(double value) { return value >= 0 && value <= 1; }

}  // namespace

std::vector<PointLook> treatment_looks(const std::vector<const TreatmentResult*>& treatments) {
  std::vector<PointLook> looks;
  std::size_t next = 0;
  for (const TreatmentResult* treatment : treatments) {
    if (treatment->control) {
      looks.push_back({kText, 7});
    } else {
      looks.push_back(kPointLooks[next++ % kPointLooks.size()]);
    }
  }
  return looks;
}

CurveLegend::CurveLegend(const std::vector<const TreatmentResult*>& treatments) {
  std::vector<std::string> names;
  for (const TreatmentResult* treatment : treatments) names.push_back(treatment->name);
  names = distinct_short_names(names, kNameColumns);
  const std::vector<PointLook> looks = treatment_looks(treatments);
  double x = kFigureEdge;
  int line = 0;
  for (std::size_t i = 0; i < names.size(); ++i) {
    const std::string_view note = treatments[i]->control  ? " (control)"
                                  : treatments[i]->oracle ? " (ceiling)"
                                                          : "";
    const std::string text = fmt::format("{}{}", names[i], note);
    const double width = kPointWidth + text_width(text, FigureText::small);
    if (x > kFigureEdge && x + width > figure_width() - kFigureEdge) {
      x = kFigureEdge;
      ++line;
    }
    entries_.push_back({text, looks[i], x, line});
    x += width + 18;
  }
}

double CurveLegend::height() const {
  return entries_.empty() ? 0 : kLineHeight * (entries_.back().line + 1);
}

void CurveLegend::draw(Canvas& canvas, double top) const {
  for (const Entry& entry : entries_) {
    const double y = top + kLineHeight * (entry.line + 0.5);
    canvas.line({{entry.x, y}, {entry.x + 16, y}}, entry.look.colour, 2.5);
    canvas.point({entry.x + 8, y}, entry.look.shape, 0.8, entry.look.colour);
    canvas.text({entry.x + kPointWidth, y}, entry.text, FigureText::small, TextSide::left);
  }
}

ShareScale::ShareScale(double top, double bottom,
                       const std::vector<const std::vector<double>*>& lists)
    : ShareScale(top, bottom) {
  // The ends of the scale are whole tenths.
  constexpr double kParts = 10;
  double least = 1;
  double most = 0;
  for (const std::vector<double>* list : lists) {
    for (const double share : *list) {
      if (!is_share(share)) continue;
      least = std::min(least, share);
      most = std::max(most, share);
    }
  }
  if (least > most) return;
  low_ = std::max(0.0, std::floor(least * kParts) / kParts);
  high_ = std::min(1.0, std::ceil(most * kParts) / kParts);
  if (low_ == high_) (low_ > 0 ? low_ : high_) += (low_ > 0 ? -1 : 1) / kParts;
}

void ShareScale::draw(Canvas& canvas, double left, double right) const {
  constexpr double kGap = 10;  // pixels between labels and lines
  const int pixels = static_cast<int>(bottom_ - top_);
  for (const Tic& tic :
       percent_tics(100 * low_, 100 * high_, pixels, false, AxisDirection::vertical)) {
    const double share = tic.place / 100;
    canvas.line({{left, y(share)}, {right, y(share)}}, kGrid, 1);
    canvas.text({left - kGap, y(share)}, tic.text, FigureText::small, TextSide::right);
  }
  canvas.line({{left, bottom_}, {right, bottom_}}, kLine, 1.5);
}

void draw_band(const CurvePlace& place, const ShareIntervals& intervals, std::size_t first,
               const PointLook& look) {
  std::vector<CanvasPoint> upper;
  std::vector<CanvasPoint> lower;
  const auto finish = [&] {
    if (upper.size() > 1) place.canvas.band(upper, lower, look.colour);
    upper.clear();
    lower.clear();
  };
  for (const std::size_t number : place.axis.numbers()) {
    if (number < first || number - first >= intervals.lower.size()) continue;
    const double low = intervals.lower[number - first];
    const double high = intervals.upper[number - first];
    if (!is_share(low) || !is_share(high)) {
      finish();
      continue;
    }
    const double x = place.axis.x(static_cast<double>(number));
    upper.push_back({x, place.scale.y(high)});
    lower.push_back({x, place.scale.y(low)});
  }
  finish();
}

void draw_curve(const CurvePlace& place, const std::vector<double>& values, std::size_t first,
                const PointLook& look, std::size_t series) {
  constexpr double kPointGap = 84;  // pixels between the points of a curve
  std::vector<CanvasPoint> curve;
  std::vector<CanvasPoint> points;
  double next = place.axis.left() + kPointGap * static_cast<double>(series) / kMostCurves;
  for (const std::size_t number : place.axis.numbers()) {
    if (number < first || number - first >= values.size()) continue;
    const double value = values[number - first];
    if (!is_share(value)) continue;
    curve.push_back({place.axis.x(static_cast<double>(number)), place.scale.y(value)});
    if (curve.back().x < next) continue;
    points.push_back(curve.back());
    next = curve.back().x + kPointGap;
  }
  // A curve with a single place is drawn as a point.
  if (points.empty() && !curve.empty()) points.push_back(curve.front());
  if (curve.size() > 1) place.canvas.line(curve, look.colour, 2.5);
  for (const CanvasPoint& point : points) place.canvas.point(point, look.shape, 0.8, look.colour);
}

}  // namespace reprise
