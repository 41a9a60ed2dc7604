#include "reports/evaluation/trust_figure.h"

#include <algorithm>
#include <cmath>

#include <fmt/format.h>

#include "reports/evaluation/evaluation_texts.h"
#include "reports/figures/canvas.h"
#include "reports/text/number_text.h"

namespace reprise {
namespace {

using namespace figure_colours;

constexpr int kHeight = 560;
constexpr double kLeft = 110;
constexpr double kRight = kFigureWidth - kFigureEdge - 16;
constexpr double kTop = kHeadingHeight + 42;
constexpr double kBottom = kHeight - 72;

// A range of an axis, and its tics.
struct Range {
  double least = 0;
  double most = 0;
  double step = 1;
  int decimals = 0;

  void hold(double value) {
    least = std::min(least, value);
    most = std::max(most, value);
  }
  // Widens the range a little, and sets about six round tics.
  void finish() {
    if (most <= least) most = least + 1;
    const double rough = (most - least) / 6;
    const double power = std::pow(10, std::floor(std::log10(rough)));
    step = 10 * power;
    for (const double factor : {1.0, 2.0, 5.0}) {
      if (factor * power >= rough) {
        step = factor * power;
        break;
      }
    }
    decimals = std::clamp(static_cast<int>(std::ceil(-std::log10(step) - 1e-9)), 0, 6);
    least = step * std::floor(least / step);
    most = step * std::ceil(most / step);
  }
};

class Picture {
 public:
  Picture(const std::string& name, const TrustPoints& points)
      : points_(points), canvas_(name, kHeight) {
    // A few estimates may be far out; they are drawn at the edge.
    std::vector<double> offline;
    for (const TrustPoint& point : points.points) {
      offline.push_back(point.offline);
      truth_.hold(point.truth);
    }
    std::sort(offline.begin(), offline.end());
    const auto at = [&](double share) {
      return offline[static_cast<std::size_t>(share * static_cast<double>(offline.size() - 1))];
    };
    const double low = at(0.03);
    const double high = at(0.97);
    offline_ = points.is_effect ? truth_ : Range{low, high};
    offline_.hold(low);
    offline_.hold(high);
    offline_.finish();
    truth_.finish();
  }

  std::string script() {
    canvas_.heading(
        points_.is_effect ? fmt::format("What {} said, and what was true", points_.number)
                          : fmt::format("What {} was, and what was true", points_.number),
        fmt::format("{}; logs of {} by {}", amount_text(points_.points.size(), "idea and log pair"),
                    amount_text(static_cast<std::uint64_t>(points_.sessions), "session"),
                    points_.logging));
    draw_axes();
    if (points_.is_effect) draw_right_line();
    for (const TrustPoint& point : points_.points) {
      canvas_.point({x(point.offline), y(point.truth)}, kPointLooks[0].shape, 0.7, kBlue);
    }
    return canvas_.script();
  }

 private:
  double x(double value) const {
    const double inside = std::clamp(value, offline_.least, offline_.most);
    return kLeft + (kRight - kLeft) * (inside - offline_.least) / (offline_.most - offline_.least);
  }
  double y(double value) const {
    return kBottom - (kBottom - kTop) * (value - truth_.least) / (truth_.most - truth_.least);
  }

  void draw_axes() {
    for (double tic = truth_.least; tic <= truth_.most + truth_.step / 2; tic += truth_.step) {
      canvas_.line({{kLeft, y(tic)}, {kRight, y(tic)}}, kGrid, 1);
      canvas_.text({kLeft - 10, y(tic)}, signed_text(tic, truth_.decimals), FigureText::small,
                   TextSide::right, kFaintText);
    }
    for (double tic = offline_.least; tic <= offline_.most + offline_.step / 2;
         tic += offline_.step) {
      canvas_.text({x(tic), kBottom + 16},
                   points_.is_effect ? signed_text(tic, offline_.decimals)
                                     : fixed_text(tic, offline_.decimals),
                   FigureText::small, TextSide::centre, kFaintText);
    }
    canvas_.line({{kLeft, kBottom}, {kRight, kBottom}}, kLine, 1);
    const std::string metric = metric_in_words(points_.metric);
    canvas_.text({kFigureEdge, kTop - 22},
                 fmt::format("true effect on {}, against the logging policy", metric),
                 FigureText::small, TextSide::left, kFaintText);
    canvas_.text({(kLeft + kRight) / 2, kBottom + 48},
                 points_.is_effect
                     ? fmt::format("effect that {} estimated from the log", points_.number)
                     : fmt::format("{} in the log", points_.number),
                 FigureText::small, TextSide::centre, kFaintText);
  }

  // Where an estimate is right, the point is on this line.
  void draw_right_line() {
    const double from = std::max(offline_.least, truth_.least);
    const double to = std::min(offline_.most, truth_.most);
    if (from < to) canvas_.line({{x(from), y(from)}, {x(to), y(to)}}, kVermillion, 1.5);
  }

  const TrustPoints& points_;
  Canvas canvas_;
  Range offline_;
  Range truth_;
};

}  // namespace

std::string trust_figure_script(const std::string& name, const TrustPoints& points) {
  if (points.points.empty()) return {};
  return Picture(name, points).script();
}

}  // namespace reprise
