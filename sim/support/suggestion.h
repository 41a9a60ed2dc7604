// "did you mean": finds the known word nearest to a misspelt word.
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace reprise {

/// Returns the number of single-letter insertions, deletions, replacements and swaps of neighbours
/// that turn `a` into `b` (optimal string alignment). Takes time O(|a| |b|).
std::size_t edit_distance(std::string_view a, std::string_view b);

/// Returns " (did you mean 'x'?)" for the known word nearest to `word`; when none is near, for the
/// first known word that contains `word` ("previous" is contained in "previous_track"); otherwise
/// "".
std::string did_you_mean(std::string_view word, const std::vector<std::string>& known);

}  // namespace reprise
