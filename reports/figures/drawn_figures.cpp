#include "reports/figures/drawn_figures.h"

#include <utility>

#include <fmt/format.h>

#include "reports/figures/figure.h"

namespace reprise {

DrawnFigures draw_scripts(const std::vector<FigureScript>& scripts, const GnuplotLimits& limits) {
  std::vector<std::string> texts;
  texts.reserve(scripts.size());
  for (const FigureScript& figure : scripts) texts.push_back(figure.script);
  DrawnFigures drawn;
  try {
    std::vector<std::string> pictures = render_svgs(texts, limits);
    for (std::size_t i = 0; i < pictures.size(); ++i) {
      drawn.figures.push_back({fmt::format("figures/{}.svg", scripts[i].name), scripts[i].title,
                               std::move(pictures[i])});
    }
  } catch (const GnuplotFailure& failure) {
    return {{}, failure.what()};
  }
  return drawn;
}

DrawnFigures draw_figures(const Results& results, const GnuplotLimits& limits) {
  return draw_scripts(applying(figures(), results), limits);
}

}  // namespace reprise
