#include "reports/summary/effect_texts.h"

#include <algorithm>
#include <cmath>

#include <fmt/format.h>

#include "reports/text/number_text.h"

namespace reprise {

std::vector<const Effect*> pointers_to(const std::vector<Effect>& effects) {
  std::vector<const Effect*> pointers;
  pointers.reserve(effects.size());
  for (const Effect& effect : effects) pointers.push_back(&effect);
  return pointers;
}

std::vector<EffectTexts> effect_texts(const std::vector<const Effect*>& effects) {
  std::vector<double> sizes;
  std::vector<double> half_widths;
  for (const Effect* effect : effects) {
    sizes.push_back(effect->effect);
    if (effect->shape != IntervalShape::bounded) continue;
    sizes.insert(sizes.end(), {effect->lower, effect->upper});
    half_widths.push_back((effect->upper - effect->lower) / 2);
  }
  int decimals = decimals_for_effects(sizes, half_widths);
  // A limit on one side of 0 must not be shown as 0, because the verdict beside it says otherwise.
  constexpr int kMostDecimals = 6;
  const auto shows_zero = [&decimals](const Effect* effect) {
    if (!effect->significant || effect->shape != IntervalShape::bounded) return false;
    const auto hidden = [&decimals](double limit) {
      return limit != 0 && std::isfinite(limit) &&
             signed_text(limit, decimals) == signed_text(0, decimals);
    };
    return hidden(effect->lower) || hidden(effect->upper);
  };
  while (decimals < kMostDecimals && std::any_of(effects.begin(), effects.end(), shows_zero)) {
    ++decimals;
  }
  std::vector<EffectTexts> texts;
  texts.reserve(effects.size());
  for (const Effect* effect : effects) {
    const bool bounded = effect->shape == IntervalShape::bounded;
    const std::string unbounded = std::isfinite(effect->difference) ? "unbounded" : "n/a";
    texts.push_back({signed_text(effect->effect, decimals),
                     bounded ? signed_text(effect->lower, decimals) : unbounded,
                     bounded ? signed_text(effect->upper, decimals) : unbounded});
  }
  return texts;
}

bool has_bounds(const Effect& effect) {
  return effect.shape == IntervalShape::bounded && std::isfinite(effect.lower) &&
         std::isfinite(effect.upper);
}

std::string unbounded_note(const Effect& effect) {
  if (effect.shape == IntervalShape::bounded) return {};
  // A split of few users may give a treatment one user or none.
  if (!std::isfinite(effect.difference)) return "it or the control has no users to compare";
  if (!std::isfinite(effect.difference_lower)) return "too few users for an interval";
  const int decimals =
      decimals_for_means({effect.difference, effect.difference_lower, effect.difference_upper});
  const std::string difference =
      fmt::format("the difference itself is {} [{}, {}]", signed_text(effect.difference, decimals),
                  signed_text(effect.difference_lower, decimals),
                  signed_text(effect.difference_upper, decimals));
  if (effect.shape == IntervalShape::whole_line) {
    return "the control's mean may be 0, so the data put no bound on a percentage of it; " +
           difference;
  }
  return fmt::format("the control's mean may be 0, so the effect is below {}% or above {}%; {}",
                     signed_text(effect.lower, 1), signed_text(effect.upper, 1), difference);
}

std::string interval_text(const Effect& effect, const EffectTexts& texts) {
  switch (effect.shape) {
    case IntervalShape::whole_line:
      return "unbounded";
    case IntervalShape::two_rays:
      return fmt::format("< {} or > {}", signed_text(effect.lower, 0),
                         signed_text(effect.upper, 0));
    case IntervalShape::bounded:
      break;
  }
  if (!has_bounds(effect)) return "no interval";
  return fmt::format("[{}, {}]", texts.lower, texts.upper);
}

std::string percent_words(const Effect& effect, const EffectTexts& texts) {
  return std::isfinite(effect.effect) ? fmt::format("{}%", texts.effect_percent)
                                      : "not a percentage";
}

std::string change_words(const Effect& effect, const EffectTexts& texts, std::string_view more,
                         std::string_view less) {
  const std::string_view direction = effect.difference > 0 ? more : less;
  if (!std::isfinite(effect.effect)) return std::string(direction);
  const std::size_t digits = texts.effect_percent.find_first_not_of("+-");
  return fmt::format("{}% {}", texts.effect_percent.substr(digits), direction);
}

std::string interval_words(const Effect& effect, const EffectTexts& texts, double confidence) {
  if (effect.shape != IntervalShape::bounded) {
    return fmt::format("an interval without bounds: {}", unbounded_note(effect));
  }
  if (!has_bounds(effect)) return "too little data for an interval";
  return fmt::format("{} interval [{}%, {}%]", confidence_text(confidence), texts.lower,
                     texts.upper);
}

std::string confidence_text(double confidence) { return fmt::format("{:.6g}%", 100 * confidence); }

}  // namespace reprise
