// Draws how sessions go on, track by track: the time listened, the share of tracks that were
// skipped, and the share of sessions that still go on.
#include <algorithm>
#include <string>
#include <vector>

#include <fmt/format.h>

#include "reports/figures/curve_chart.h"
#include "reports/figures/figure.h"
#include "reports/summary/effect_texts.h"
#include "reports/summary/run_summary.h"
#include "reports/summary/session_lengths.h"
#include "reports/summary/shown_treatments.h"

namespace reprise {
namespace {

using namespace figure_colours;

double left_end() { return narrow_figures() ? 66 : 90; }
double right_end() { return figure_width() - (narrow_figures() ? kFigureEdge : 40); }
constexpr double kStepHeight = 260;
constexpr double kGoingHeight = 200;
constexpr double kAxisHeight = 58;
constexpr double kPanelGap = 46;
constexpr double kLineHeight = 24;
constexpr const char* kAxisTitle = "recommended track of the session (1 is the first)";
constexpr const char* kNarrowAxisTitle = "recommended track of the session";

bool has_times(const TreatmentResult& treatment) { return !treatment.time_by_step.empty(); }

// A panel: shares of one kind over the tracks of a session, with a curve per treatment.
struct Panel {
  struct Curve {
    std::vector<double> values;
    const ShareIntervals& intervals;
  };
  std::string title;
  std::size_t first = 1;  // the track of each curve's first value
  std::vector<Curve> curves;

  bool empty() const {
    return std::all_of(curves.begin(), curves.end(),
                       [](const Curve& curve) { return curve.values.empty(); });
  }
  bool has_bands() const {
    return std::any_of(curves.begin(), curves.end(),
                       [](const Curve& curve) { return !curve.intervals.lower.empty(); });
  }
  // Returns all values and interval ends that the panel shows.
  std::vector<const std::vector<double>*> lists() const {
    std::vector<const std::vector<double>*> lists;
    for (const Curve& curve : curves) {
      lists.insert(lists.end(), {&curve.values, &curve.intervals.lower, &curve.intervals.upper});
    }
    return lists;
  }
};

void draw(Canvas& canvas, const Panel& panel, const LengthAxis& axis, const ShareScale& scale,
          const std::vector<PointLook>& looks) {
  const double title_left = narrow_figures() ? kFigureEdge : left_end();
  canvas.text({title_left, scale.top() - 20},
              fitting(panel.title, FigureText::small, figure_width() - title_left - kFigureEdge),
              FigureText::small, TextSide::left, kFaintText);
  axis.draw(canvas, scale.top(), scale.bottom(), narrow_figures() ? kNarrowAxisTitle : kAxisTitle);
  scale.draw(canvas, left_end(), right_end());
  const CurvePlace place{canvas, axis, scale};
  for (std::size_t i = 0; i < panel.curves.size(); ++i) {
    draw_band(place, panel.curves[i].intervals, panel.first, looks[i]);
  }
  for (std::size_t i = 0; i < panel.curves.size(); ++i) {
    draw_curve(place, panel.curves[i].values, panel.first, looks[i], i);
  }
}

std::string script(const Results& results) {
  const ShownTreatments treatments = treatments_to_show(results, kMostCurves, has_times);
  if (treatments.shown.empty()) return {};
  // Three panels have the curves of the same treatments.
  std::size_t most = 1;
  Panel times{"mean time listened, % of the track", 1, {}};
  Panel skips{narrow_figures() ? "share that was skipped, %"
                               : "share of these recommendations that were skipped, %",
              1,
              {}};
  Panel going{"share of the sessions still going, %", 0, {}};
  for (const TreatmentResult* treatment : treatments.shown) {
    most = std::max(most, treatment->time_by_step.size());
    times.curves.push_back({treatment->time_by_step, treatment->time_intervals});
    skips.curves.push_back({treatment->skips_by_step, treatment->skip_intervals});
    going.curves.push_back({shares_reaching(*treatment), treatment->reaching});
  }
  const LengthAxis axis(1, most, left_end(), right_end());
  const std::vector<PointLook> looks = treatment_looks(treatments.shown);
  const CurveLegend legend(treatments.shown);
  std::vector<std::string> notes;
  if (times.has_bands() || going.has_bands()) {
    notes.push_back(
        fmt::format("Bands: {} intervals, each on its own.", confidence_text(results.confidence)));
  }
  if (!treatments.note().empty()) notes.push_back(treatments.note());
  notes = note_lines(notes);

  // The panels stand below each other. An empty panel is left out.
  std::vector<std::pair<const Panel*, ShareScale>> panels;
  double bottom = kHeadingHeight + legend.height() - kPanelGap + 44;
  for (const Panel* panel : {&times, &skips}) {
    if (panel->empty()) continue;
    const double top = bottom + kPanelGap;
    panels.emplace_back(panel, ShareScale(top, top + kStepHeight, panel->lists()));
    bottom = top + kStepHeight + kAxisHeight;
  }
  if (!going.empty()) {
    const double top = bottom + kPanelGap;
    panels.emplace_back(&going, ShareScale(top, top + kGoingHeight));
    bottom = top + kGoingHeight + kAxisHeight;
  }
  // The drawing: heading, legend, panels and notes.
  const double height = bottom + 10 + kLineHeight * static_cast<double>(notes.size());
  Canvas canvas("time_by_step", static_cast<int>(height));
  canvas.heading("How sessions go on, track by track",
                 fmt::format("over the sessions that had the track; {}", amount_text(results)));
  legend.draw(canvas, kHeadingHeight);
  for (const auto& [panel, scale] : panels) draw(canvas, *panel, axis, scale, looks);
  for (const std::string& note : notes) {
    canvas.text({kFigureEdge, bottom + kLineHeight / 2}, note, FigureText::small, TextSide::left,
                kFaintText);
    bottom += kLineHeight;
  }
  return canvas.script();
}

const FigureRegistration registration(
    {"time_by_step", "Time listened, skips and sessions still going, track by track", 6, script});

}  // namespace
}  // namespace reprise
