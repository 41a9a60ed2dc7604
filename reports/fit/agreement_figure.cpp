#include "reports/fit/agreement_figure.h"

#include <algorithm>
#include <cmath>

#include "reports/figures/canvas.h"
#include "reports/figures/tics.h"

namespace reprise {
namespace {

using namespace figure_colours;

constexpr int kHeight = 560;
constexpr double kLeft = 110;
constexpr double kRight = kFigureWidth - kFigureEdge - 60;
constexpr double kTop = kHeadingHeight + 42;
constexpr double kBottom = kHeight - 66;

class Picture {
 public:
  explicit Picture(const AgreementFigure& figure) : figure_(figure), canvas_(figure.name, kHeight) {
    low_ = figure.points.front().x;
    high_ = low_;
    for (const AgreementPoint& point : figure.points) {
      low_ = std::min({low_, point.x, point.y});
      high_ = std::max({high_, point.x, point.y});
    }
    const double margin = std::max(0.06 * (high_ - low_), 1e-3);
    low_ -= figure.differences ? margin : std::min(margin, std::max(low_, 0.0));
    high_ += margin;
  }

  std::string script() {
    canvas_.heading(figure_.title, figure_.subtitle);
    draw_scales();
    canvas_.line({{x(low_), y(low_)}, {x(high_), y(high_)}}, kLine, 1);
    for (const AgreementPoint& point : figure_.points) draw(point);
    return canvas_.script();
  }

 private:
  double x(double value) const {
    return kLeft + (kRight - kLeft) * (value - low_) / (high_ - low_);
  }
  double y(double value) const {
    const double inside = std::clamp(value, low_, high_);
    return kBottom - (kBottom - kTop) * (inside - low_) / (high_ - low_);
  }

  void draw_scales() {
    canvas_.text({kFigureEdge, kTop - 22}, figure_.y_title, FigureText::small, TextSide::left,
                 kFaintText);
    for (const Tic& tic : percent_tics(100 * low_, 100 * high_, static_cast<int>(kBottom - kTop),
                                       figure_.differences, AxisDirection::vertical)) {
      const double at = y(tic.place / 100);
      canvas_.line({{kLeft, at}, {kRight, at}}, kGrid, 1);
      canvas_.text({kLeft - 10, at}, tic.text, FigureText::small, TextSide::right, kFaintText);
    }
    for (const Tic& tic : percent_tics(100 * low_, 100 * high_, static_cast<int>(kRight - kLeft),
                                       figure_.differences)) {
      const double at = x(tic.place / 100);
      canvas_.line({{at, kTop}, {at, kBottom}}, kGrid, 1);
      canvas_.text({at, kBottom + 16}, tic.text, FigureText::small, TextSide::centre, kFaintText);
    }
    canvas_.text({(kLeft + kRight) / 2, kBottom + 44}, figure_.x_title, FigureText::small,
                 TextSide::centre, kFaintText);
  }

  void draw(const AgreementPoint& point) {
    const PointLook& look = kPointLooks[point.marked ? 1 : 0];
    if (point.upper > point.lower) {
      canvas_.line({{x(point.x), y(point.lower)}, {x(point.x), y(point.upper)}}, look.colour, 2);
    }
    canvas_.point({x(point.x), y(point.y)}, look.shape, 1, look.colour);
    if (!point.label.empty()) {
      canvas_.label({x(point.x) + 10, y(point.y) + 12}, point.label, FigureText::small,
                    TextSide::left);
    }
  }

  const AgreementFigure& figure_;
  Canvas canvas_;
  double low_ = 0;
  double high_ = 1;
};

}  // namespace

std::string agreement_figure_script(const AgreementFigure& figure) {
  if (figure.points.size() < 2) return {};
  return Picture(figure).script();
}

}  // namespace reprise
