// Writes and reads sweep.json, the file of SweepResults. Other programs and later commands on the
// sweep read the file.
#pragma once

#include <string>
#include <string_view>

#include "reports/results/sweep_results.h"

namespace reprise {

/// The layout number of sweep.json. It grows only if a reader of the old layout would go wrong. New
/// fields alone do not change it.
inline constexpr int kSweepFormat = 1;

/// Returns the content of sweep.json. Keys come in a fixed order. Doubles read back as the same
/// doubles. null stands for a number that is not finite, for a bound of a whole_line interval and
/// for an optional number that is absent. The values of a cell are written as text, under the path
/// of each parameter. Bytes that are not UTF-8 are replaced by U+FFFD. Pure, safe to call from any
/// thread.
std::string write_sweep_json(const SweepResults& sweep);

/// The inverse of write_sweep_json. null is read as NaN if a number belongs there. Unknown fields
/// are ignored, and all fields but "format", "parameters" and "cells" (with their "values" and
/// "status") may be missing, so files of older versions still open. Throws std::runtime_error that
/// names the field, the expected and the found value, or the place where the text stops being JSON.
/// Safe to call from any thread.
SweepResults read_sweep_json(std::string_view text);

}  // namespace reprise
