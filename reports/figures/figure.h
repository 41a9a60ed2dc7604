// Defines the registry of figures. A figure is one new file with a script and with a registration
// at the end. Every run then shows the figure.
#pragma once

#include <string>
#include <tuple>
#include <utility>
#include <vector>

#include "reports/figures/drawn_figures.h"
#include "reports/figures/style.h"
#include "reports/results/results.h"
#include "sim/support/registered.h"

namespace reprise {

/// A figure of a run or of a sweep. `Found` is the type of its results.
template <class Found>
struct FigureOf {
  static constexpr const char* kind = "figure";

  // The file is figures/<file>.svg: letters, digits and "_"; unique among the figures of `Found`.
  std::string file;
  // The content of the figure in plain words, which is also the text for readers who do not see the
  // figure.
  std::string title;
  // Reports show figures in this order, the most important first.
  int place = 0;
  // Returns a gnuplot script that draws one SVG and reads no file; empty if the figure does not
  // apply. Pure: equal results give equal bytes. Safe to call from any thread.
  std::string (*script)(const Found&) = nullptr;
  // Whether the script has a layout for narrow pages (NarrowFigures); else the figure is scrolled
  // there.
  bool has_narrow = false;

  const std::string& name() const { return file; }
  std::tuple<int, const std::string&> order() const { return {place, file}; }
};

/// Returns the scripts of all figures that apply to the results.
template <class Found>
std::vector<FigureScript> applying(const std::vector<FigureOf<Found>>& all, const Found& found) {
  std::vector<FigureScript> scripts;
  for (const FigureOf<Found>& figure : all) {
    std::string script = figure.script(found);
    if (script.empty()) continue;
    scripts.push_back({figure.file, figure.title, std::move(script)});
    if (!figure.has_narrow) continue;
    const NarrowFigures narrow;
    scripts.back().narrow_script = figure.script(found);
  }
  return scripts;
}

using Figure = FigureOf<Results>;
using FigureRegistration = EntryRegistration<Figure>;

/// Returns all figures of a run by place, then by name. The list is complete once main has begun,
/// and safe to use from any thread from then on.
inline const std::vector<Figure>& figures() { return Registered<Figure>::instance().all(); }

}  // namespace reprise
