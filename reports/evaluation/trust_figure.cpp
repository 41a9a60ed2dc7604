#include "reports/evaluation/trust_figure.h"

#include <algorithm>
#include <set>

#include <fmt/format.h>

#include "reports/evaluation/evaluation_texts.h"
#include "reports/figures/canvas.h"
#include "reports/figures/tics.h"
#include "reports/text/number_text.h"

namespace reprise {
namespace {

using namespace figure_colours;

constexpr int kHeight = 560;
// On narrow pages the title of the vertical axis takes two lines.
constexpr double kTitleLine = 22;
double left_end() { return narrow_figures() ? 84 : 110; }
double right_end() { return figure_width() - kFigureEdge - (narrow_figures() ? 8 : 16); }
double top_end() { return kHeadingHeight + 42 + (narrow_figures() ? kTitleLine : 0); }
constexpr double kBottom = kHeight - 72;

// A range of an axis.
struct Range {
  double least = 0;
  double most = 0;

  void hold(double value) {
    least = std::min(least, value);
    most = std::max(most, value);
  }
  // Leaves room beside the outermost points.
  void widen() {
    constexpr double kRoom = 0.04;
    const double room = most > least ? kRoom * (most - least) : 1;
    least -= room;
    most += room;
  }
  bool holds(double value) const { return least <= value && value <= most; }
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
    offline_.widen();
    truth_.widen();
  }

  std::string script() {
    std::set<std::string> ideas;
    std::size_t outside = 0;
    for (const TrustPoint& point : points_.points) {
      ideas.insert(point.idea);
      outside += offline_.holds(point.offline) ? 0 : 1;
    }
    std::string beneath = fmt::format(
        "a point for each of {} in each of the logs of {} by {}", amount_text(ideas.size(), "idea"),
        amount_text(static_cast<std::uint64_t>(points_.sessions), "session"), points_.logging);
    if (outside > 0) {
      beneath += fmt::format("; {} farther out at the edge", amount_text(outside, "point"));
    }
    canvas_.heading(points_.is_effect
                        ? fmt::format("What {} said, and what was true", points_.number)
                        : fmt::format("What {} was, and what was true", points_.number),
                    beneath);
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
    return left_end() + (right_end() - left_end()) * (inside - offline_.least) /
                            (offline_.most - offline_.least);
  }
  double y(double value) const {
    return kBottom - (kBottom - top_end()) * (value - truth_.least) / (truth_.most - truth_.least);
  }

  void draw_axes() {
    for (const Tic& tic :
         number_tics(truth_.least, truth_.most, static_cast<int>(kBottom - top_end()), true,
                     AxisDirection::vertical)) {
      canvas_.line({{left_end(), y(tic.place)}, {right_end(), y(tic.place)}}, kGrid, 1);
      canvas_.text({left_end() - 10, y(tic.place)}, tic.text, FigureText::small, TextSide::right,
                   kFaintText);
    }
    for (const Tic& tic :
         number_tics(offline_.least, offline_.most, static_cast<int>(right_end() - left_end()),
                     points_.is_effect)) {
      canvas_.text({x(tic.place), kBottom + 16}, tic.text, FigureText::small, TextSide::centre,
                   kFaintText);
    }
    canvas_.line({{left_end(), kBottom}, {right_end(), kBottom}}, kLine, 1);
    const std::vector<std::string> y_title =
        figure_lines(fmt::format("true effect on {} in tracks, against the logging policy",
                                 metric_in_words(points_.metric)),
                     FigureText::small, figure_width() - 2 * kFigureEdge, narrow_figures() ? 2 : 1);
    for (std::size_t i = 0; i < y_title.size(); ++i) {
      const auto above = static_cast<double>(y_title.size() - 1 - i);
      canvas_.text({kFigureEdge, top_end() - 22 - kTitleLine * above}, y_title[i],
                   FigureText::small, TextSide::left, kFaintText);
    }
    const std::string x_title = fitting(
        points_.is_effect ? fmt::format("effect that {} estimated from the log", points_.number)
                          : fmt::format("{} in the log", points_.number),
        FigureText::small, figure_width() - 2 * kFigureEdge);
    canvas_.text(
        {centre_within(x_title, FigureText::small, (left_end() + right_end()) / 2), kBottom + 48},
        x_title, FigureText::small, TextSide::centre, kFaintText);
  }

  // Where an estimate is right, the point is on this line.
  void draw_right_line() {
    const double from = std::max(offline_.least, truth_.least);
    const double to = std::min(offline_.most, truth_.most);
    if (from >= to) return;
    canvas_.line({{x(from), y(from)}, {x(to), y(to)}}, kVermillion, 1.5);
    constexpr std::string_view kWords = "the estimate is the truth";
    const double half = text_width(kWords, FigureText::small) / 2.0;
    double centre = x(to) - (narrow_figures() ? 40 : 100) - half;
    if (centre - half < left_end()) centre = x(to) + 12 + half;  // right of the line
    canvas_.text({centre_within(kWords, FigureText::small, centre), y(to) + 24}, kWords,
                 FigureText::small, TextSide::centre, kVermillion);
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
