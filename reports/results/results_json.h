// Writes and reads results.json, the file of a run's Results. Other programs and `reprise report`
// read the file.
#pragma once

#include <string>
#include <string_view>

#include "reports/results/results.h"

namespace reprise {

/// The layout number of results.json. It grows only if a reader of the old layout would go wrong.
/// New fields alone do not change it.
inline constexpr int kResultsFormat = 1;

/// Returns the content of results.json. Keys come in a fixed order, treatments in the order of the
/// results. Doubles read back as the same doubles. null stands for a number that is not finite, for
/// a bound of a whole_line interval and for an optional number that is absent. Bytes that are not
/// UTF-8 are replaced by U+FFFD. Each effect also has its verdict, in verdict_words, and the file
/// has `headline` unless it is empty; readers compute both anew. Pure, safe to call from any
/// thread.
std::string write_results_json(const Results& results, const std::string& headline = {});

/// The inverse of write_results_json. null is read as NaN if a number belongs there. Unknown fields
/// are ignored, and all fields but "format", "treatments" and "effects" may be missing, so files of
/// older versions still open. Throws std::runtime_error that names the field, the expected and the
/// found value, or the place where the text stops being JSON. Safe to call from any thread.
Results read_results_json(std::string_view text);

/// Returns the JSON Schema (draft 2020-12) of results.json. Files have no fields but those that the
/// schema names. Pure.
std::string results_json_schema();

}  // namespace reprise
