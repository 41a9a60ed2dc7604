// Writes effects.csv, which has a row for every effect of a run, for spreadsheets and data frames.
// The columns have the names of the fields in results.json.
#pragma once

#include <string>

#include "reports/results/results.h"

namespace reprise {

/// Returns the file, with a header row. Effect, lower and upper are in percent of the control's
/// mean. Numbers read back as the same doubles. A field is empty if its number is not finite, or if
/// the shape of the interval has no bounds. Lines end in "\n". Pure, safe to call from any thread.
std::string write_effects_csv(const Results& results);

}  // namespace reprise
