#include "reports/listens/bar_figure.h"

#include <algorithm>
#include <cmath>
#include <numeric>

#include "reports/figures/canvas.h"
#include "reports/figures/tics.h"

namespace reprise {
namespace {

using namespace figure_colours;

constexpr int kHeight = 400;
double left_end() { return narrow_figures() ? 74 : 90; }
double right_end() { return figure_width() - kFigureEdge; }
constexpr double kTop = kHeadingHeight + 42;
constexpr double kBottom = kHeight - 66;

class Picture {
 public:
  explicit Picture(const BarFigure& figure) : figure_(figure), canvas_(figure.name, kHeight) {
    for (const double value : figure.percent) {
      if (std::isfinite(value)) most_ = std::max(most_, value);
    }
  }

  std::string script() {
    if (most_ <= 0) return {};
    canvas_.heading(figure_.title, figure_.subtitle);
    draw_scale();
    figure_.line ? draw_line() : draw_bars();
    draw_labels();
    return canvas_.script();
  }

 private:
  double x(std::size_t i) const {
    return left_end() + (right_end() - left_end()) * (static_cast<double>(i) + 0.5) /
                            static_cast<double>(figure_.percent.size());
  }
  double y(double percent) const { return kBottom - (kBottom - kTop) * percent / most_; }

  void draw_scale() {
    canvas_.text({kFigureEdge, kTop - 22}, figure_.percent_title, FigureText::small, TextSide::left,
                 kFaintText);
    for (const Tic& tic :
         percent_tics(0, most_, static_cast<int>(kBottom - kTop), false, AxisDirection::vertical)) {
      canvas_.line({{left_end(), y(tic.place)}, {right_end(), y(tic.place)}}, kGrid, 1);
      canvas_.text({left_end() - 10, y(tic.place)}, tic.text, FigureText::small, TextSide::right,
                   kFaintText);
    }
    canvas_.line({{left_end(), kBottom}, {right_end(), kBottom}}, kLine, 1);
  }

  void draw_bars() {
    const double half =
        0.42 * (right_end() - left_end()) / static_cast<double>(figure_.percent.size());
    for (std::size_t i = 0; i < figure_.percent.size(); ++i) {
      const double value = figure_.percent[i];
      if (!(value > 0)) continue;
      canvas_.area({x(i) - half, y(value)}, {x(i) + half, kBottom}, kBlue);
    }
  }

  void draw_line() {
    std::vector<CanvasPoint> points;
    for (std::size_t i = 0; i < figure_.percent.size(); ++i) {
      if (std::isfinite(figure_.percent[i])) points.push_back({x(i), y(figure_.percent[i])});
    }
    canvas_.line(points, kBlue, 2.5);
    for (const CanvasPoint& point : points) canvas_.point(point, 7, 0.6, kBlue);
  }

  void draw_labels() {
    constexpr double kLabelGap = 12;
    double free_from = 0;
    for (std::size_t i = 0; i < figure_.labels.size(); ++i) {
      const double half = text_width(figure_.labels[i], FigureText::small) / 2.0;
      if (x(i) - half < free_from) continue;
      canvas_.text({x(i), kBottom + 16}, figure_.labels[i], FigureText::small, TextSide::centre);
      free_from = x(i) + half + kLabelGap;
    }
    canvas_.text(
        {centre_within(figure_.label_title, FigureText::small, (left_end() + right_end()) / 2),
         kBottom + 44},
        figure_.label_title, FigureText::small, TextSide::centre, kFaintText);
  }

  const BarFigure& figure_;
  Canvas canvas_;
  double most_ = 0;
};

}  // namespace

std::string bar_figure_script(const BarFigure& figure) { return Picture(figure).script(); }

std::vector<double> percent_of_sum(const std::vector<std::uint64_t>& counts) {
  const auto sum =
      static_cast<double>(std::accumulate(counts.begin(), counts.end(), std::uint64_t{0}));
  std::vector<double> percent;
  for (const std::uint64_t count : counts) {
    percent.push_back(sum > 0 ? 100 * static_cast<double>(count) / sum : 0);
  }
  return percent;
}

}  // namespace reprise
