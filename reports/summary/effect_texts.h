// Writes an effect in numbers and in words, the same in every report. All functions are pure and
// safe to call from any thread.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "reports/results/results.h"

namespace reprise {

/// An effect and its interval in percent of the control's mean, as tables show them. A limit is
/// "unbounded" if the interval has no such limit, and "n/a" if nothing is known.
struct EffectTexts {
  std::string effect_percent;
  std::string lower;
  std::string upper;
};

/// Returns a pointer to each effect, for functions that take effects from several places. The
/// pointers are valid as long as `effects` does not move.
std::vector<const Effect*> pointers_to(const std::vector<Effect>& effects);

/// Returns the texts of each effect; all effects are rounded alike.
std::vector<EffectTexts> effect_texts(const std::vector<const Effect*>& effects);

/// Returns whether there is an interval of the form [lower, upper].
bool has_bounds(const Effect& effect);

/// Returns a note on an effect whose interval is not bounded: the statement that the data allow
/// instead, as "the control's mean may be 0, so ...". The note does not name the effect. Empty for
/// a bounded interval.
std::string unbounded_note(const Effect& effect);

/// Returns the interval in few characters: "[+1.0, +2.0]", "< -80 or > +120", "unbounded", "no
/// interval".
std::string interval_text(const Effect& effect, const EffectTexts& texts);

/// Returns words for a sentence: "+12.5%", "not a percentage".
std::string percent_words(const Effect& effect, const EffectTexts& texts);

/// Returns words for a sentence: "12.5% longer", if `more` is "longer" and `less` is "shorter". The
/// number is left out if the control's mean is 0, because there is no percentage then.
std::string change_words(const Effect& effect, const EffectTexts& texts, std::string_view more,
                         std::string_view less);

/// Returns words for a sentence: "95% interval [+1.0%, +2.0%]", or the reason why there is no
/// interval. `confidence` is within (0, 1).
std::string interval_words(const Effect& effect, const EffectTexts& texts, double confidence);

/// Returns "95%" for a confidence of 0.95.
std::string confidence_text(double confidence);

}  // namespace reprise
