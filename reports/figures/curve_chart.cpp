#include "reports/figures/curve_chart.h"

#include <algorithm>
#include <cmath>

#include <fmt/format.h>

#include "reports/display_text.h"
#include "reports/figures/tics.h"
#include "reports/number_text.h"

namespace reprise {

using namespace figure_colours;

namespace {

constexpr double kLineHeight = 26;
constexpr double kPointWidth = 22;  // of a point in the legend and the gap behind it
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
    if (x > kFigureEdge && x + width > kFigureWidth - kFigureEdge) {
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
                       const std::vector<const std::vector<double>*>& curves)
    : ShareScale(top, bottom) {
  // Ends of the scale are whole tenths.
  constexpr double kParts = 10;
  double least = 1;
  double most = 0;
  for (const std::vector<double>* curve : curves) {
    for (const double share : *curve) {
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

void ShareScale::draw(Canvas& canvas, double left, double right, bool complement) const {
  constexpr double kGap = 10;  // between labels and lines
  const int pixels = static_cast<int>(bottom_ - top_);
  for (const Tic& tic :
       percent_tics(100 * low_, 100 * high_, pixels, false, AxisDirection::vertical)) {
    const double share = tic.place / 100;
    const bool end = share <= low_;
    canvas.line({{left, y(share)}, {right, y(share)}}, end ? kLine : kGrid, end ? 1.5 : 1);
    canvas.text({left - kGap, y(share)}, tic.text, FigureText::small, TextSide::right);
    if (!complement) continue;
    const bool whole = tic.text.find('.') == std::string::npos;
    canvas.text({right + kGap, y(share)}, share_text(1 - share, whole ? 0 : 1), FigureText::small,
                TextSide::left);
  }
}

void draw_curve(Canvas& canvas, const LengthAxis& axis, const ShareScale& scale,
                const std::vector<double>& values, std::size_t first, const PointLook& look,
                std::size_t series) {
  constexpr double kPointGap = 84;  // pixels between the points of a curve
  std::vector<CanvasPoint> curve;
  std::vector<CanvasPoint> points;
  double next = axis.left() + kPointGap * static_cast<double>(series) / kMostCurves;
  for (const std::size_t number : axis.numbers()) {
    if (number < first || number - first >= values.size()) continue;
    const double value = values[number - first];
    if (!is_share(value)) continue;
    curve.push_back({axis.x(static_cast<double>(number)), scale.y(value)});
    if (curve.back().x < next) continue;
    points.push_back(curve.back());
    next = curve.back().x + kPointGap;
  }
  // A curve of a single place is a point, too.
  if (points.empty() && !curve.empty()) points.push_back(curve.front());
  if (curve.size() > 1) canvas.line(curve, look.colour, 2.5);
  for (const CanvasPoint& point : points) canvas.point(point, look.shape, 0.8, look.colour);
}

}  // namespace reprise
