// Draws how the effects settled as sessions were added. Each effect has a band that holds at all
// points at once.
#include <algorithm>
#include <cmath>
#include <string>
#include <vector>

#include <fmt/format.h>

#include "reports/figures/curve_chart.h"
#include "reports/figures/effect_axis.h"
#include "reports/figures/effect_scale.h"
#include "reports/figures/figure.h"
#include "reports/summary/comparison.h"
#include "reports/summary/effect_texts.h"
#include "reports/summary/shown_treatments.h"
#include "reports/text/number_text.h"

namespace reprise {
namespace {

using namespace figure_colours;

constexpr std::size_t kMostBands = 4;  // number of overlapping bands that a reader can tell apart
double left_end() { return narrow_figures() ? 84 : 110; }
double right_end() { return figure_width() - (narrow_figures() ? 30 : 50); }
constexpr double kPlotHeight = 340;
constexpr double kAxisHeight = 64;
constexpr double kLineHeight = 24;

const Course* course_of(const Results& results, const std::string& treatment) {
  const Course* found = nullptr;
  for (const Course& course : results.courses) {
    if (course.treatment != treatment || course.points.size() < 2) continue;
    // If the run looked at several metrics, the course of the headline metric is taken.
    if (found == nullptr || course.metric == kHeadlineMetric) found = &course;
  }
  return found;
}

bool bounded(const Course::Point& point) {
  return std::isfinite(point.lower) && std::isfinite(point.upper);
}

// Returns the effects that the vertical axis shows: all estimates, but not the bands of the first
// third of the points, which may be wider than the axis.
std::vector<Effect> effects_to_show(const std::vector<const Course*>& courses) {
  std::vector<Effect> effects;
  for (const Course* course : courses) {
    for (std::size_t i = 0; i < course->points.size(); ++i) {
      const Course::Point& point = course->points[i];
      const bool early = 3 * i < course->points.size();
      Effect& effect = effects.emplace_back();
      effect.effect = point.effect;
      effect.lower = early ? point.effect : point.lower;
      effect.upper = early ? point.effect : point.upper;
      if (!early && !bounded(point)) effect.shape = IntervalShape::whole_line;
    }
  }
  return effects;
}

// A horizontal, logarithmic axis of sessions, in pixels.
class SessionAxis {
 public:
  explicit SessionAxis(const std::vector<const Course*>& courses) {
    least_ = most_ = static_cast<double>(courses.front()->points.front().sessions);
    for (const Course* course : courses) {
      for (const Course::Point& point : course->points) {
        least_ = std::min(least_, static_cast<double>(point.sessions));
        most_ = std::max(most_, static_cast<double>(point.sessions));
      }
    }
    least_ = std::max(least_, 1.0);
    most_ = std::max(most_, least_ + 1);
  }

  double x(std::uint64_t sessions) const {
    const double share =
        std::log(std::max(static_cast<double>(sessions), 1.0) / least_) / std::log(most_ / least_);
    return left_end() + (right_end() - left_end()) * share;
  }

  void draw(Canvas& canvas, double top, double bottom) const {
    constexpr double kLabelGap = 8;
    double free = 0;
    for (const std::uint64_t sessions : tics()) {
      const std::string text = count_text(sessions);
      const double half = text_width(text, FigureText::small) / 2.0;
      canvas.line({{x(sessions), top}, {x(sessions), bottom}}, kGrid, 1);
      if (x(sessions) - half < free) continue;
      canvas.text({x(sessions), bottom + 18}, text, FigureText::small, TextSide::centre);
      free = x(sessions) + half + kLabelGap;
    }
    canvas.text({(left_end() + right_end()) / 2, bottom + 46},
                narrow_figures() ? "sessions of one treatment"
                                 : "sessions of one treatment, on a logarithmic scale",
                FigureText::small, TextSide::centre);
  }

 private:
  std::vector<std::uint64_t> tics() const {
    constexpr std::size_t kFewest = 3;
    std::vector<std::uint64_t> tics;
    for (const std::vector<int>& digits :
         {std::vector<int>{10, 20, 50}, {10, 15, 20, 25, 30, 40, 50, 60, 70, 80, 90}}) {
      tics.clear();
      for (double power = 0.1; power <= most_; power *= 10) {
        for (const int digit : digits) {
          const double sessions = std::round(power * digit);
          if (sessions < least_ || sessions > most_) continue;
          const auto whole = static_cast<std::uint64_t>(sessions);
          if (tics.empty() || tics.back() != whole) tics.push_back(whole);
        }
      }
      if (tics.size() >= kFewest) break;
    }
    return tics;
  }

  double least_ = 1;
  double most_ = 2;
};

void draw_band(Canvas& canvas, const Course& course, const SessionAxis& axis,
               const EffectScale& scale, const PointLook& look) {
  std::vector<CanvasPoint> upper;
  std::vector<CanvasPoint> lower;
  for (const Course::Point& point : course.points) {
    if (!bounded(point)) continue;
    upper.push_back({axis.x(point.sessions), scale.along(point.upper)});
    lower.push_back({axis.x(point.sessions), scale.along(point.lower)});
  }
  if (upper.size() > 1) canvas.band(upper, lower, look.colour);
}

void draw_estimates(Canvas& canvas, const Course& course, const SessionAxis& axis,
                    const EffectScale& scale, const PointLook& look, std::size_t series) {
  constexpr double kPointGap = 84;  // pixels between the points of a curve
  std::vector<CanvasPoint> curve;
  std::vector<CanvasPoint> points;
  double next = left_end() + kPointGap * static_cast<double>(series) / kMostBands;
  for (const Course::Point& point : course.points) {
    if (!std::isfinite(point.effect) || !scale.shows(point.effect)) continue;
    curve.push_back({axis.x(point.sessions), scale.along(point.effect)});
    if (curve.back().x < next) continue;
    points.push_back(curve.back());
    next = curve.back().x + kPointGap;
  }
  if (curve.size() > 1) canvas.line(curve, look.colour, 2.5);
  for (const CanvasPoint& point : points) canvas.point(point, look.shape, 0.8, look.colour);
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
  // The two axes and the legend decide the places in the figure.
  const SessionAxis sessions(courses);
  const std::vector<Effect> effects = effects_to_show(courses);
  const EffectAxis axis(pointers_to(effects), EffectAxis::Zero::always);
  const CurveLegend legend(treatments.shown);
  const std::vector<PointLook> looks = treatment_looks(treatments.shown);
  const double top = kHeadingHeight + legend.height() + 44;
  const EffectScale scale(axis, top, top + kPlotHeight);
  const std::vector<std::string> notes = note_lines({treatments.note()});
  const double bottom = scale.bottom() + kAxisHeight;
  // Heading, legend and axes.
  Canvas canvas(
      "settling",
      static_cast<int>(bottom +
                       (notes.empty() ? 6 : kLineHeight * static_cast<double>(notes.size()))));
  canvas.heading("How the effects settled",
                 fmt::format("on {}, each with its {} band, which holds at all points at once",
                             courses.front()->metric, confidence_text(results.confidence)));
  legend.draw(canvas, kHeadingHeight);
  canvas.text({kFigureEdge, top - 20}, axis.title(), FigureText::small, TextSide::left, kFaintText);
  sessions.draw(canvas, scale.top(), scale.bottom());
  scale.draw(canvas, left_end(), right_end(), TextSide::left);
  // All bands lie below all estimates.
  for (std::size_t i = 0; i < courses.size(); ++i) {
    draw_band(canvas, *courses[i], sessions, scale, looks[i]);
  }
  for (std::size_t i = 0; i < courses.size(); ++i) {
    draw_estimates(canvas, *courses[i], sessions, scale, looks[i], i);
  }
  double y = bottom + kLineHeight / 2 - 4;
  for (const std::string& note : notes) {
    canvas.text({kFigureEdge, y}, note, FigureText::small, TextSide::left, kFaintText);
    y += kLineHeight;
  }
  return canvas.script();
}

const FigureRegistration registration({"settling", "How each effect settled as sessions were added",
                                       6, script});

}  // namespace
}  // namespace reprise
