// Figures register themselves here: a figure is one new file with a script and a registration at
// its end, and every run then shows it.
#pragma once

#include <string>
#include <tuple>
#include <utility>
#include <vector>

#include "reports/figures/drawn_figures.h"
#include "reports/results/results.h"
#include "sim/support/report_registry.h"

namespace reprise {

/// A picture of what was found out: of a run or of a sweep.
template <class Found>
struct FigureOf {
  std::string file;   // figures/<file>.svg: letters, digits and "_"; unique among its kind
  std::string title;  // what it shows, in plain words: also its text for those who do not see it
  int place = 0;      // reports show figures in this order, the most important first
  // A gnuplot script that draws one SVG and reads no file; empty where the figure does not apply.
  // Pure: equal results give equal bytes. Safe to call from any thread.
  std::string (*script)(const Found&) = nullptr;

  const std::string& name() const { return file; }
  std::tuple<int, const std::string&> order() const { return {place, file}; }
};

/// The figures of `all` that apply to what was found out, ready to be drawn.
template <class Found>
std::vector<FigureScript> applying(const std::vector<FigureOf<Found>>& all, const Found& found) {
  std::vector<FigureScript> scripts;
  for (const FigureOf<Found>& figure : all) {
    std::string script = figure.script(found);
    if (!script.empty()) scripts.push_back({figure.file, figure.title, std::move(script)});
  }
  return scripts;
}

using Figure = FigureOf<Results>;
using FigureRegistration = ReportRegistration<Figure>;

/// All figures of a run by place, then name. Complete once main has begun; safe to call from any
/// thread from then on.
inline const std::vector<Figure>& figures() { return ReportRegistry<Figure>::all(); }

}  // namespace reprise
