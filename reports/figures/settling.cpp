// How the effects settled as sessions were added, each within a band that holds at all points.
#include <algorithm>
#include <cmath>
#include <string>
#include <vector>

#include <fmt/format.h>

#include "reports/comparison.h"
#include "reports/effect_texts.h"
#include "reports/figures/curve_chart.h"
#include "reports/figures/figure.h"
#include "reports/shown_treatments.h"

namespace reprise {
namespace {

using namespace figure_colours;

constexpr std::size_t kMostBands = 4;  // that may lie on each other and still be told apart
constexpr int kHeight = 500;
constexpr int kTop = kHeadingHeight;
constexpr int kLeft = 134;
constexpr int kRight = 40;
constexpr int kBottom = 76;

const Course* course_of(const Results& results, const std::string& treatment) {
  const Course* found = nullptr;
  for (const Course& course : results.courses) {
    if (course.treatment != treatment || course.points.size() < 2) continue;
    // Where several metrics were looked at, the one that the answer is about.
    if (found == nullptr || course.metric == kHeadlineMetrics.front()) found = &course;
  }
  return found;
}

bool bounded(const Course::Point& point) {
  return std::isfinite(point.effect) && std::isfinite(point.lower) && std::isfinite(point.upper);
}

struct Range {
  double low = 0;
  double high = 0;

  void take(double value) {
    low = std::min(low, value);
    high = std::max(high, value);
  }
};

// Of the effects that are shown, 0 included. The first bands are as wide as the axis and more.
Range effect_range(const std::vector<const Course*>& courses) {
  Range range;
  for (const Course* course : courses) {
    for (std::size_t i = 0; i < course->points.size(); ++i) {
      const Course::Point& point = course->points[i];
      if (!bounded(point)) continue;
      range.take(point.effect);
      if (3 * i < course->points.size()) continue;
      range.take(point.lower);
      range.take(point.upper);
    }
  }
  const double margin = std::max(0.05 * (range.high - range.low), 1e-6);
  return {range.low - margin, range.high + margin};
}

std::string data(const Course& course, std::size_t number) {
  std::string text = fmt::format("$course{} << EOD\n", number);
  for (const Course::Point& point : course.points) {
    if (!bounded(point)) continue;
    text += fmt::format("{} {:.9g} {:.9g} {:.9g}\n", point.sessions, point.effect, point.lower,
                        point.upper);
  }
  return text + "EOD\n";
}

std::string script(const Results& results) {
  const ShownTreatments treatments =
      treatments_to_show(results, kMostBands, [&](const TreatmentResult& treatment) {
        return !treatment.control && course_of(results, treatment.name) != nullptr;
      });
  std::vector<const Course*> courses;
  for (const TreatmentResult* treatment : treatments.shown) {
    courses.push_back(course_of(results, treatment->name));
  }
  if (courses.empty()) return {};
  std::string text = figure_head("settling", kHeight);
  text += figure_text(kFigureEdge, 28, kHeight, "How the effects settled", FigureText::title,
                      TextSide::left);
  text += figure_text(kFigureEdge, 58, kHeight,
                      fmt::format("on {}, each with its {} anytime-valid band",
                                  courses.front()->metric, confidence_text(results.confidence)),
                      FigureText::small, TextSide::left, kFaintText);
  const auto across = [](int pixels) {
    return fmt::format("{:.6f}", pixels / double(kFigureWidth));
  };
  const auto up = [](int pixels) { return fmt::format("{:.6f}", 1.0 - pixels / double(kHeight)); };
  for (std::size_t i = 0; i < courses.size(); ++i) text += data(*courses[i], i);
  const Range range = effect_range(courses);
  text += fmt::format(
      "set lmargin at screen {}\nset rmargin at screen {}\nset tmargin at screen {}\n"
      "set bmargin at screen {}\n",
      across(kLeft), across(kFigureWidth - kRight), up(kTop), up(kHeight - kBottom));
  text += fmt::format(
      "set logscale x 10\nset autoscale xfix\nset yrange [{:.9g}:{:.9g}]\nset border 3\n"
      "set xtics nomirror\nset ytics nomirror\nset grid\nset format x \"%.0s%c\"\nset format y "
      "\"%+.4g%%\"\n"
      "set xlabel \"sessions of one treatment, on a logarithmic scale\" offset 0,0.4\n"
      "set ylabel \"effect, % of the control's mean\" offset 0.6,0\n"
      "set key top right samplen 2 spacing 1.2\n",
      range.low, range.high);
  const std::vector<PointLook> looks = treatment_looks(treatments.shown);
  std::vector<std::string> plots{
      fmt::format("0 with lines linecolor rgb \"{}\" linewidth 1 notitle", kLine)};
  for (std::size_t i = 0; i < courses.size(); ++i) {
    plots.push_back(fmt::format(
        "$course{} using 1:3:4 with filledcurves fillstyle transparent solid 0.16 noborder "
        "linecolor rgb \"{}\" notitle",
        i, looks[i].colour));
  }
  for (std::size_t i = 0; i < courses.size(); ++i) {
    plots.push_back(
        fmt::format("$course{} using 1:2 with lines linecolor rgb \"{}\" linewidth 2 title {}", i,
                    looks[i].colour,
                    gnuplot_string(fitting(treatments.shown[i]->name, FigureText::small, 300))));
  }
  return text + fmt::format("plot {}\n", fmt::join(plots, ", "));
}

const FigureRegistration registration({"settling", "How each effect settled as sessions were added",
                                       6, script});

}  // namespace
}  // namespace reprise
