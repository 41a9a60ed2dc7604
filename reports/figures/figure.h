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
  // apply. It is figure_width() wide: while narrow_figures(), the figure has its layout for narrow
  // pages. Pure: equal results give equal bytes. Safe to call from any thread.
  std::string (*script)(const Found&) = nullptr;

  const std::string& name() const { return file; }
  std::tuple<int, const std::string&> order() const { return {place, file}; }
};

/// Returns a figure in both its layouts: `script()` is called in each. Without a script if the
/// figure does not apply.
template <class Script>
FigureScript in_both_layouts(std::string name, std::string title, const Script& script) {
  FigureScript figure{std::move(name), std::move(title), script(), {}};
  if (figure.script.empty()) return figure;
  const NarrowFigures narrow;
  figure.narrow_script = script();
  return figure;
}

/// Returns the scripts of all figures that apply to the results.
template <class Found>
std::vector<FigureScript> applying(const std::vector<FigureOf<Found>>& all, const Found& found) {
  std::vector<FigureScript> scripts;
  for (const FigureOf<Found>& figure : all) {
    FigureScript both =
        in_both_layouts(figure.file, figure.title, [&] { return figure.script(found); });
    if (!both.script.empty()) scripts.push_back(std::move(both));
  }
  return scripts;
}

using Figure = FigureOf<Results>;
using FigureRegistration = EntryRegistration<Figure>;

/// Returns all figures of a run by place, then by name. The list is complete once main has begun,
/// and safe to use from any thread from then on.
inline const std::vector<Figure>& figures() { return Registered<Figure>::instance().all(); }

}  // namespace reprise
