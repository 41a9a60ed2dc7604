#include "reports/sweeps/main_effect_texts.h"

#include <fmt/format.h>

#include "reports/summary/effect_texts.h"
#include "reports/sweeps/sweep_names.h"
#include "reports/text/number_text.h"

namespace reprise {

std::vector<MainEffectTexts> main_effect_texts(const MainEffects& main) {
  SweepResults named;
  std::vector<double> effects;
  std::vector<double> half_widths;
  for (const MainEffect& one : main.effects) {
    named.parameters.push_back({one.path, {}, {}, false});
    effects.insert(effects.end(), {one.mean_from, one.mean_to, one.difference});
    half_widths.push_back((one.upper - one.lower) / 2);
  }
  const std::vector<std::string> names = parameter_names(named);
  const int decimals = decimals_for_effects(effects, half_widths);
  std::vector<MainEffectTexts> texts;
  for (std::size_t i = 0; i < main.effects.size(); ++i) {
    const MainEffect& one = main.effects[i];
    texts.push_back({names[i], signed_text(one.mean_from, decimals),
                     signed_text(one.mean_to, decimals), signed_text(one.difference, decimals),
                     signed_text(one.lower, decimals), signed_text(one.upper, decimals)});
  }
  return texts;
}

std::string main_effects_note(const MainEffects& main) {
  return fmt::format(
      "For each parameter, the mean effect with either value, averaged over the other parameters, "
      "and by how many percentage points it moves, with its {1} interval: least squares on the "
      "logarithm of the ratio to the control in {0} cells. Together they explain {2} of the "
      "differences between cells; the rest is what parameters do to each other. Measure first in "
      "real users what moves the effect most.",
      main.cells, confidence_text(main.confidence), share_text(main.explained, 0));
}

}  // namespace reprise
