#include "reports/figures/drawn_figures.h"

#include <utility>

#include <fmt/format.h>

#include "reports/figures/figure.h"

namespace reprise {

DrawnFigures draw_scripts(const std::vector<FigureScript>& scripts, const GnuplotLimits& limits) {
  std::vector<std::string> texts;
  for (const FigureScript& figure : scripts) texts.push_back(figure.script);
  for (const FigureScript& figure : scripts) {
    if (!figure.narrow_script.empty()) texts.push_back(figure.narrow_script);
  }
  DrawnFigures drawn;
  try {
    // Pictures for narrow pages come on top of those that the time was meant for.
    GnuplotLimits for_all = limits;
    if (texts.size() > scripts.size()) for_all.time *= 2;
    std::vector<std::string> pictures = render_svgs(texts, for_all);
    auto narrow = pictures.begin() + static_cast<std::ptrdiff_t>(scripts.size());
    for (std::size_t i = 0; i < scripts.size(); ++i) {
      DrawnFigure& figure = drawn.figures.emplace_back();
      figure.file_name = fmt::format("figures/{}.svg", scripts[i].name);
      figure.title = scripts[i].title;
      figure.svg = std::move(pictures[i]);
      if (!scripts[i].narrow_script.empty()) figure.narrow_svg = std::move(*narrow++);
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
