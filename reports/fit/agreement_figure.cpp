#include "reports/fit/agreement_figure.h"

#include <algorithm>
#include <cmath>

#include "reports/figures/canvas.h"
#include "reports/figures/tics.h"

namespace reprise {
namespace {

using namespace figure_colours;

constexpr int kHeight = 560;
double left_end() { return narrow_figures() ? 84 : 110; }
double right_end() { return figure_width() - kFigureEdge - (narrow_figures() ? 14 : 60); }
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
    for (const AgreementPoint& point : figure_.points) draw_label(point);
    return canvas_.script();
  }

 private:
  double x(double value) const {
    return left_end() + (right_end() - left_end()) * (value - low_) / (high_ - low_);
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
      canvas_.line({{left_end(), at}, {right_end(), at}}, kGrid, 1);
      canvas_.text({left_end() - 10, at}, tic.text, FigureText::small, TextSide::right, kFaintText);
    }
    for (const Tic& tic :
         percent_tics(100 * low_, 100 * high_, static_cast<int>(right_end() - left_end()),
                      figure_.differences)) {
      const double at = x(tic.place / 100);
      canvas_.line({{at, kTop}, {at, kBottom}}, kGrid, 1);
      canvas_.text({at, kBottom + 16}, tic.text, FigureText::small, TextSide::centre, kFaintText);
    }
    canvas_.text({centre_within(figure_.x_title, FigureText::small, (left_end() + right_end()) / 2),
                  kBottom + 44},
                 figure_.x_title, FigureText::small, TextSide::centre, kFaintText);
  }

  void draw(const AgreementPoint& point) {
    const PointLook& look = kPointLooks[point.marked ? 1 : 0];
    if (point.upper > point.lower) {
      canvas_.line({{x(point.x), y(point.lower)}, {x(point.x), y(point.upper)}}, look.colour, 2);
    }
    canvas_.point({x(point.x), y(point.y)}, look.shape, 1, look.colour);
  }

  // A box that a label takes, in pixels.
  struct Box {
    double left;
    double right;
    double top;
    double bottom;

    bool overlaps(const Box& other) const {
      return left < other.right && other.left < right && top < other.bottom && other.top < bottom;
    }
  };

  // Draws the label beside its point, where it is within the axes and on no other label. Without
  // such a place there is no label.
  void draw_label(const AgreementPoint& point) {
    constexpr double kWidest = 200;
    constexpr double kAcross = 10;
    constexpr double kDown = 12;
    constexpr double kHalfHeight = 11;
    if (point.label.empty()) return;
    const std::string text = fitting(point.label, FigureText::small, kWidest);
    const double width = text_width(text, FigureText::small);
    for (const double down : {kDown, -kDown}) {
      for (const TextSide side : {TextSide::left, TextSide::right}) {
        const bool behind = side == TextSide::left;  // the text begins at the given place
        const CanvasPoint at{x(point.x) + (behind ? kAcross : -kAcross), y(point.y) + down};
        const double left = behind ? at.x : at.x - width;
        const Box box{left, left + width, at.y - kHalfHeight, at.y + kHalfHeight};
        const bool inside = box.left >= left_end() && box.right <= figure_width() - kFigureEdge &&
                            box.top >= kTop && box.bottom <= kBottom;
        if (!inside || std::any_of(labels_.begin(), labels_.end(),
                                   [&](const Box& other) { return box.overlaps(other); })) {
          continue;
        }
        labels_.push_back(box);
        canvas_.label(at, text, FigureText::small, side);
        return;
      }
    }
  }

  const AgreementFigure& figure_;
  Canvas canvas_;
  std::vector<Box> labels_;
  double low_ = 0;
  double high_ = 1;
};

}  // namespace

std::string agreement_figure_script(const AgreementFigure& figure) {
  if (figure.points.size() < 2) return {};
  return Picture(figure).script();
}

}  // namespace reprise
