// Writes main effects for readers. All functions are pure and safe to call from any thread.
#pragma once

#include <string>
#include <vector>

#include "reports/results/sweep_results.h"

namespace reprise {

/// The numbers of a main effect, rounded alike for all effects of a sweep.
struct MainEffectTexts {
  std::string name;  // the shortest end of the path that no other parameter of them ends in
  std::string mean_from;
  std::string mean_to;
  std::string difference;
  std::string lower;
  std::string upper;
};
std::vector<MainEffectTexts> main_effect_texts(const MainEffects& main);

/// Returns what the numbers say and what they do not: letters, digits and "%+-.,:;()[]='".
std::string main_effects_note(const MainEffects& main);

}  // namespace reprise
