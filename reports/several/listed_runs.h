// Lists runs that lie in a directory: as text, as CSV, as JSON, and as a page that can be sorted
// and filtered. All functions are pure and safe to call from any thread.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "reports/results/results.h"

namespace reprise {

/// A run as it was found on disk.
struct ListedRun {
  std::string directory;                 // relative to the directory that is listed
  std::string name;                      // of the experiment
  std::string state;                     // "complete", "unfinished" or "damaged"
  std::optional<std::int64_t> finished;  // seconds since 1970, UTC
  std::string program;                   // "reprise 0.1.0 (commit 1234567)"; may be empty
  std::optional<Results> results;        // of a complete run
  // The settings with their dotted paths, "treatments.b.top_pop.top" and "100", defaults filled in.
  std::vector<std::pair<std::string, std::string>> parameters;
  // Of a sweep's own directory "sweep of 20 cells", or "sweep" before it is complete, and its
  // answer; both empty for a run.
  std::string sweep = {};
  std::string sweep_answer = {};
};

/// Returns "2026-11-28 21:40"; empty for an unknown time.
std::string finished_text(const ListedRun& run);

/// Returns the answer of the run in one line; empty if the run is not complete.
std::string headline_text(const ListedRun& run);

/// Returns a paragraph for each run, in the given order.
std::string write_runs_text(const std::vector<ListedRun>& runs, int width, bool colour);

/// Returns a row for each run.
std::string write_runs_csv(const std::vector<ListedRun>& runs);

/// Returns a list with an object for each run: what the CSV has, and the treatments' effects.
std::string write_runs_json(const std::vector<ListedRun>& runs);

/// Returns a page with a table of the runs. Its script sorts by the column whose heading is
/// pressed, and shows the rows that hold every word of the search. Without scripts it is the plain
/// table. The names of runs link to DIRECTORY/report.html.
std::string write_runs_page(const std::vector<ListedRun>& runs);

/// Returns true if `html` is a page of write_runs_page. Another page is somebody else's.
bool is_runs_page(std::string_view html);

}  // namespace reprise
