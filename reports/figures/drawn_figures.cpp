#include "reports/figures/drawn_figures.h"

#include <utility>

#include <fmt/format.h>

#include "reports/figures/figure.h"

namespace reprise {

DrawnFigures draw_figures(const Results& results, const GnuplotLimits& limits) {
  DrawnFigures drawn;
  std::vector<std::string> scripts;
  for (const Figure& figure : figures()) {
    std::string script = figure.script(results);
    if (script.empty()) continue;
    scripts.push_back(std::move(script));
    drawn.figures.push_back({fmt::format("figures/{}.svg", figure.name), figure.title, ""});
  }
  try {
    std::vector<std::string> pictures = render_svgs(scripts, limits);
    for (std::size_t i = 0; i < pictures.size(); ++i) {
      drawn.figures[i].svg = std::move(pictures[i]);
    }
  } catch (const GnuplotFailure& failure) {
    return {{}, failure.what()};
  }
  return drawn;
}

}  // namespace reprise
