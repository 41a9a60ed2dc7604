// results.json: a run's Results as the file that other programs, and `reprise report`, read.
#pragma once

#include <string>
#include <string_view>

#include "reports/results/results.h"

namespace reprise {

/// The layout of results.json. It grows only when a reader of the old layout would go wrong; new
/// fields alone do not count.
inline constexpr int kResultsFormat = 1;

/// The file. Keys come in a fixed order, treatments in theirs; doubles read back as the same
/// doubles; what is not finite is null, as are the bounds of a whole_line interval and the optional
/// figures that are absent. Bytes that are not UTF-8 are replaced by U+FFFD. Pure, safe to call
/// from any thread.
std::string write_results_json(const Results& results);

/// The inverse of write_results_json; null where a number belongs is NaN. Fields that this program
/// does not know are ignored, and all but "format", "treatments" and "effects" may be missing, so
/// files of older versions still open. Throws std::runtime_error that names the field, what was
/// expected and what was found, or where the text stops being JSON. Safe to call from any thread.
Results read_results_json(std::string_view text);

}  // namespace reprise
