// Several runs side by side: what a reader may and may not compare. All functions are pure and safe
// to call from any thread; what they return points into the runs.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

#include "reports/results/results.h"
#include "reports/summary/comparison.h"
#include "reports/text/name_writer.h"

namespace reprise {

/// A name for each run, each once: its experiment's, with the beginning of its config's hash (of a
/// log, its fingerprint) where several are of one experiment, with "#" and its place where that is
/// the same, too. As the config has them, still to be escaped.
std::vector<std::string> run_names(const std::vector<Results>& runs);

/// The headline metrics that any of the runs has.
std::vector<std::string> compared_metrics(const std::vector<Results>& runs);

/// A treatment of one of the runs on one metric.
struct ComparedTreatment : ComparisonRow {
  std::size_t run = 0;
};

/// Run by run, each in reading order; numbers are rounded alike over all runs.
std::vector<ComparedTreatment> compare_runs(const std::vector<Results>& runs,
                                            std::string_view metric);

/// "The highest effect on mean_time_per_session is that of ...": no more than what was found, as no
/// test compares runs. Oracles do not compete. Names are written by `write_name`; all else is plain
/// text of letters, digits and "%+-.,:;()[]".
std::string runs_answer(const std::vector<Results>& runs, const NameWriter& write_name);

/// In which world, with which seeds, against which control, ... runs were played where that is not
/// the same in all of them, and what that means for comparing them; a sentence or two each, in
/// which names and other text from configs are written by `write_name`. Says so where nothing
/// differs.
std::vector<std::string> differences_of_runs(const std::vector<Results>& runs,
                                             const NameWriter& write_name);

}  // namespace reprise
