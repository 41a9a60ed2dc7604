// An effect in numbers and in words, the same in every report. All functions are pure and safe to
// call from any thread.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "reports/results/results.h"

namespace reprise {

/// An effect and its interval in percent of the control's mean, as tables show them. A limit is
/// "unbounded" where the interval has none, and "n/a" where nothing is known.
struct EffectTexts {
  std::string effect_percent;
  std::string lower;
  std::string upper;
};

/// For what takes effects that stand in several places: these, as long as they stay where they are.
std::vector<const Effect*> pointers_to(const std::vector<Effect>& effects);

/// Of each effect, all rounded alike.
std::vector<EffectTexts> effect_texts(const std::vector<const Effect*>& effects);

/// Whether there is an interval and it is [lower, upper].
bool has_bounds(const Effect& effect);

/// For an effect whose interval is not bounded, what the data say instead, as a sentence without a
/// subject: "the control's mean may be 0, so ...". Empty for bounded intervals.
std::string unbounded_note(const Effect& effect);

/// The interval in few characters: "[+1.0, +2.0]", "< -80 or > +120", "unbounded", "no interval".
std::string interval_text(const Effect& effect, const EffectTexts& texts);

/// In a sentence: "+12.5%", "not a percentage".
std::string percent_words(const Effect& effect, const EffectTexts& texts);

/// In a sentence: "12.5% longer", given "longer" for more and "shorter" for less; without the
/// number where the control's mean is 0 and there is none.
std::string change_words(const Effect& effect, const EffectTexts& texts, std::string_view more,
                         std::string_view less);

/// In a sentence: "95% interval [+1.0%, +2.0%]", or why there is none. `confidence` is within
/// (0, 1).
std::string interval_words(const Effect& effect, const EffectTexts& texts, double confidence);

/// "95%" for a confidence of 0.95.
std::string confidence_text(double confidence);

}  // namespace reprise
