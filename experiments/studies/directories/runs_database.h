// Writes runs as an SQLite database, which pandas and every SQL tool read: hundreds of runs become
// tables that can be joined.
#pragma once

#include <filesystem>
#include <vector>

#include "reports/several/listed_runs.h"

namespace reprise {

/// Writes the database; a file that is there is replaced, and stays as it is until the new one is
/// whole. Tables: runs (a row for each run, complete or not), treatments, metrics (a mean with its
/// interval), effects (with verdicts; those of every pair, too) and parameters (dotted paths;
/// `number` where the value is one). All have the column `run`, runs.run. Numbers that are not
/// finite are NULL. Throws std::runtime_error if the file cannot be written.
void write_runs_database(const std::filesystem::path& file, const std::vector<ListedRun>& runs);

}  // namespace reprise
