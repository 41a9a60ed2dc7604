// effects.csv: every effect of a run as one row, for spreadsheets and data frames. The columns are
// those of results.json.
#pragma once

#include <string>

#include "reports/results/results.h"

namespace reprise {

/// The file, with a header row. Effects, lower and upper in percent of the control's mean; numbers
/// read back as the same doubles and are empty where they are not finite (and where the shape of an
/// interval leaves it without bounds). Lines end in "\n". Pure, safe to call from any thread.
std::string write_effects_csv(const Results& results);

}  // namespace reprise
