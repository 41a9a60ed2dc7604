// "did you mean": the known word nearest to a misspelt one.
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace reprise {

/// The number of single-letter insertions, deletions, replacements and swaps of neighbours that
/// turn a into b (optimal string alignment). O(|a| |b|).
std::size_t edit_distance(std::string_view a, std::string_view b);

/// " (did you mean 'x'?)" for the nearest of `known`, else for the first one that `word` is a part
/// of
/// ("previous" of "previous_track"), or "" when none is near.
std::string did_you_mean(std::string_view word, const std::vector<std::string>& known);

}  // namespace reprise
