// Draws the effect of the best cell where it was played: in each world, under each model of users.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "reports/results/sweep_results.h"
#include "reports/summary/comparison.h"
#include "reports/sweeps/cell_effects.h"

namespace reprise {

/// A row of the chart: where the cell was played, and its effect there.
struct WinnerRow {
  std::string name;
  const Effect* effect = nullptr;
  /// Without it the mark is filled, as for effects that are not tested one by one.
  std::optional<Verdict> verdict;
};

/// What the chart of a winner says.
struct WinnerChart {
  std::string name;   // of the figure
  std::string title;  // "The winner, world by world"
  /// The first row is of all places together, and stands apart.
  std::vector<WinnerRow> rows;
  std::string note_of_all;  // below the first row's name: "interval over worlds"
  /// Whether the axis has room for the first row's interval, which of few places may be so wide
  /// that nothing else could be seen.
  bool makes_room_for_all = true;
};

/// Returns the script that draws it. `best` is a cell of the sweep. Pure, safe to call from any
/// thread.
std::string write_winner_chart(const SweepResults& sweep, const CellEffect& best,
                               const WinnerChart& winner);

}  // namespace reprise
