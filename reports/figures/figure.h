// Figures register themselves here: a figure is one new file with a script and a registration at
// its end, and every run then shows it.
#pragma once

#include <string>
#include <vector>

#include "reports/results.h"

namespace reprise {

/// A picture of a run.
struct Figure {
  std::string name;   // its file is figures/<name>.svg: letters, digits and "_"
  std::string title;  // what it shows, in plain words: also its text for those who do not see it
  int place = 0;      // reports show figures in this order, the most important first
  // A gnuplot script that draws one SVG and reads no file; empty where the figure does not apply to
  // the run. Pure: equal Results give equal bytes. Safe to call from any thread.
  std::string (*script)(const Results&) = nullptr;
};

/// Made once per figure, as a static object in the figure's own file. A second figure of the same
/// name is a mistake of ours and ends the program as it starts.
class FigureRegistration {
 public:
  explicit FigureRegistration(Figure figure);
};

/// All figures by place, then name. Complete once main has begun; safe to call from any thread from
/// then on.
const std::vector<Figure>& figures();

}  // namespace reprise
