// Compares several runs side by side, and says which of their numbers may be compared. All
// functions are pure and safe to call from any thread. Returned pointers point into the runs.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

#include "reports/results/results.h"
#include "reports/summary/comparison.h"
#include "reports/text/name_writer.h"

namespace reprise {

/// Returns a different name for each run: the name of its experiment. If several runs are of one
/// experiment, the beginning of the config's hash follows (for a log, of its fingerprint). If that
/// is the same, too, "#" and the run's place follow. The names are not escaped yet.
std::vector<std::string> run_names(const std::vector<Results>& runs);

/// Returns the headline metrics that at least one of the runs has.
std::vector<std::string> compared_metrics(const std::vector<Results>& runs);

/// A treatment of one of the runs, on one metric.
struct ComparedTreatment : ComparisonRow {
  // Index of the run.
  std::size_t run = 0;
};

/// Returns the rows run by run, each run in reading order. Numbers are rounded alike over all runs.
std::vector<ComparedTreatment> compare_runs(const std::vector<Results>& runs,
                                            std::string_view metric);

/// Returns "The highest effect on mean_time_per_session is that of ...". The sentence claims no
/// more, because no test compares runs. Oracles do not compete. `write_name` writes the names; all
/// other text is plain text of letters, digits and "%+-.,:;()[]'_".
std::string runs_answer(const std::vector<Results>& runs, const NameWriter& write_name);

/// Returns the differences between the runs (in world, seeds, control, ...) and their consequence
/// for comparing the runs, in a sentence or two each. `write_name` writes names and other text from
/// configs. If nothing differs, the only sentence says so.
std::vector<std::string> differences_of_runs(const std::vector<Results>& runs,
                                             const NameWriter& write_name);

}  // namespace reprise
