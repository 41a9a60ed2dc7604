// Writes sweep.csv, which has a row for every treatment of every cell on every metric, for
// spreadsheets and data frames.
#pragma once

#include <string>

#include "reports/results/sweep_results.h"

namespace reprise {

/// Returns the file, with a header row. The first columns are the cell's value of each parameter,
/// under the parameter's path, then, if cells are played under several user models, user_model: it
/// is empty in the rows of all models together. Then come the columns of the cell: config_hash,
/// status, error, episodes, rank and tied (best, yes, no or unknown); the last two are filled only
/// in the rows of the ranked treatment. Then come the treatment's mean with its interval, and the
/// effect in the columns of effects.csv, which are empty for the control. A cell without any
/// treatment has one row all the same. Numbers read back as the same doubles; a field is empty if
/// its number is not finite. Fields are quoted as in RFC 4180; lines end in "\n". Pure, safe to
/// call from any thread.
std::string write_sweep_csv(const SweepResults& sweep);

}  // namespace reprise
