// sweep.csv: every treatment of every cell on every metric as one row, for spreadsheets and data
// frames.
#pragma once

#include <string>

#include "reports/results/sweep_results.h"

namespace reprise {

/// The file, with a header row: first the cell's value of each parameter under its path, then the
/// cell (config_hash, status, error, episodes, and in the rows of the treatment that was ranked its
/// rank and whether it is tied with the best: best, yes, no or unknown), then the treatment's mean
/// with its interval, and the effect in the columns of effects.csv, empty for the control. A cell
/// without any treatment has one row all the same. Numbers read back as the same doubles and are
/// empty where they are not finite. Fields are quoted as RFC 4180 says; lines end in "\n". Pure,
/// safe to call from any thread.
std::string write_sweep_csv(const SweepResults& sweep);

}  // namespace reprise
