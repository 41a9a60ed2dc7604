// sweep.json: SweepResults as the file that other programs, and a later look at the sweep, read.
#pragma once

#include <string>
#include <string_view>

#include "reports/results/sweep_results.h"

namespace reprise {

/// The layout of sweep.json. It grows only when a reader of the old layout would go wrong; new
/// fields alone do not count.
inline constexpr int kSweepFormat = 1;

/// The file. Keys come in a fixed order; doubles read back as the same doubles; what is not finite
/// is null, as are the bounds of a whole_line interval and optional figures that are absent. The
/// values of a cell are their text, by the path of the parameter. Bytes that are not UTF-8 are
/// replaced by U+FFFD. Pure, safe to call from any thread.
std::string write_sweep_json(const SweepResults& sweep);

/// The inverse of write_sweep_json; null where a number belongs is NaN. Fields that this program
/// does not know are ignored, and all but "format", "parameters" and "cells" (with their "values"
/// and "status") may be missing, so files of older versions still open. Throws std::runtime_error
/// that names the field, what was expected and what was found, or where the text stops being JSON.
/// Safe to call from any thread.
SweepResults read_sweep_json(std::string_view text);

}  // namespace reprise
