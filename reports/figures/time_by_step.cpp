// How the time of the recommended tracks, and with it the chance that they cost budget, changes in
// the course of a session, and how many sessions are still going then.
#include <algorithm>
#include <string>
#include <vector>

#include <fmt/format.h>

#include "reports/figures/curve_chart.h"
#include "reports/figures/figure.h"
#include "reports/run_summary.h"
#include "reports/session_lengths.h"
#include "reports/shown_treatments.h"

namespace reprise {
namespace {

using namespace figure_colours;

constexpr double kLeft = 90;
constexpr double kRight = kFigureWidth - 90;
constexpr double kTimeHeight = 300;
constexpr double kGoingHeight = 200;
constexpr double kAxisHeight = 58;
constexpr const char* kAxisTitle = "recommended track of the session (1 is the first)";

bool has_times(const TreatmentResult& treatment) { return !treatment.time_by_step.empty(); }

std::string script(const Results& results) {
  const ShownTreatments treatments = treatments_to_show(results, kMostCurves, has_times);
  if (treatments.shown.empty()) return {};
  std::size_t most = 1;
  bool lengths = false;
  std::vector<const std::vector<double>*> curves;
  for (const TreatmentResult* treatment : treatments.shown) {
    most = std::max(most, treatment->time_by_step.size());
    curves.push_back(&treatment->time_by_step);
    lengths |= counted_sessions(*treatment) > 0;
  }
  const LengthAxis axis(1, most, kLeft, kRight);
  const std::vector<PointLook> looks = treatment_looks(treatments.shown);
  const CurveLegend legend(treatments.shown);
  const std::string note = treatments.note();

  const double top = kHeadingHeight + legend.height() + 44;
  const ShareScale time(top, top + kTimeHeight, curves);
  const double going_top = time.bottom() + kAxisHeight + 46;
  const ShareScale going(going_top, going_top + kGoingHeight);
  const double bottom = (lengths ? going.bottom() : time.bottom()) + kAxisHeight + 4;
  Canvas canvas("time_by_step", static_cast<int>(bottom + (note.empty() ? 6 : 30)));
  canvas.heading(
      "How sessions go on, track by track",
      fmt::format("means over the sessions that had the track; {}", amount_text(results)));
  legend.draw(canvas, kHeadingHeight);
  canvas.text({kLeft, top - 20}, "mean time listened, % of the track", FigureText::small,
              TextSide::left, kFaintText);
  canvas.text({kRight, top - 20}, "chance that it costs budget, %", FigureText::small,
              TextSide::right, kFaintText);
  axis.draw(canvas, time.top(), time.bottom(), kAxisTitle);
  time.draw(canvas, kLeft, kRight, true);
  for (std::size_t i = 0; i < treatments.shown.size(); ++i) {
    draw_curve(canvas, axis, time, treatments.shown[i]->time_by_step, 1, looks[i], i);
  }
  if (lengths) {
    canvas.text({kLeft, going.top() - 20}, "share of the sessions still going, %",
                FigureText::small, TextSide::left, kFaintText);
    axis.draw(canvas, going.top(), going.bottom(), kAxisTitle);
    going.draw(canvas, kLeft, kRight, false);
    for (std::size_t i = 0; i < treatments.shown.size(); ++i) {
      draw_curve(canvas, axis, going, shares_reaching(*treatments.shown[i]), 0, looks[i], i);
    }
  }
  canvas.text({kFigureEdge, bottom + 10}, note, FigureText::small, TextSide::left, kFaintText);
  return canvas.script();
}

const FigureRegistration registration({"time_by_step",
                                       "Time listened and sessions still going, track by track", 6,
                                       script});

}  // namespace
}  // namespace reprise
