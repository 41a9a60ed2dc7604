// Describes a sweep in a few words: its cells by status, its episodes, and the number of worlds in
// which the best cell is better than the control. All texts are plain text, for every report. All
// functions are pure and safe to call from any thread.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

#include "reports/results/sweep_results.h"

namespace reprise {

/// Returns "1 cell" or "12 cells".
std::string count_words(std::size_t count, std::string_view singular);

/// Returns the number of cells with a status.
std::size_t count_of(const SweepResults& sweep, CellStatus status);

/// Returns "12 cells: 10 done, 1 failed, 1 not played", or "12 cells" if all are done.
std::string cells_text(const SweepResults& sweep);

/// Returns "20,000 episodes", or a range if the cells differ. "no episodes" if no cell was played.
std::string episodes_text(const SweepResults& sweep);

/// Counts of worlds: all of them, those in which the effect has the sign that is better on the
/// ranked metric, and those in which the whole interval has that sign.
struct WorldCount {
  std::size_t worlds = 0;
  std::size_t better = 0;
  std::size_t surely = 0;
};
WorldCount count_worlds(const SweepResults& sweep, const std::vector<WorldEffect>& worlds);

/// A text that is about one or more cells.
struct CellRemark {
  std::string text;
  std::vector<std::size_t> cells;  // indices of the cells, at least one
};

/// Returns the warnings of the cells, each warning once, in the order in which they first appear.
std::vector<CellRemark> cell_warnings(const SweepResults& sweep);

/// Returns the errors of the failed cells, each error once, in the order in which they first
/// appear.
std::vector<CellRemark> cell_errors(const SweepResults& sweep);

}  // namespace reprise
