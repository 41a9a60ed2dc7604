// A sweep in a few words: how many cells of which kind, how much was played, in how many worlds the
// winner wins. Plain text for every report; all functions are pure and safe from any thread.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

#include "reports/results/sweep_results.h"

namespace reprise {

/// "1 cell", "12 cells".
std::string count_words(std::size_t count, std::string_view singular);

std::size_t count_of(const SweepResults& sweep, CellStatus status);

/// "12 cells: 10 done, 1 failed, 1 not played"; "12 cells" where all are done.
std::string cells_text(const SweepResults& sweep);

/// "20,000 episodes"; a range where cells differ. "no episodes" where none was played.
std::string episodes_text(const SweepResults& sweep);

/// In how many of several worlds the effect points to where the ranked metric is better, and in how
/// many its whole interval does.
struct WorldCount {
  std::size_t worlds = 0;
  std::size_t better = 0;
  std::size_t surely = 0;
};
WorldCount count_worlds(const SweepResults& sweep, const std::vector<WorldEffect>& worlds);

/// Something that is said of several cells.
struct CellRemark {
  std::string text;
  std::vector<std::size_t> cells;  // indices, at least one
};

/// The warnings of single cells, each once, in the order in which they first appear.
std::vector<CellRemark> cell_warnings(const SweepResults& sweep);

/// The errors of failed cells, likewise.
std::vector<CellRemark> cell_errors(const SweepResults& sweep);

}  // namespace reprise
