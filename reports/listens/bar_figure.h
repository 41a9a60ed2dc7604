// Draws bars, or a line through points, over a row of labels: the one kind of picture that all
// figures of listening logs are.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace reprise {

/// A picture of shares, one for each label.
struct BarFigure {
  std::string name;
  std::string title;
  std::string subtitle;
  std::vector<std::string> labels;  // below the bars; those that do not fit are left out
  std::vector<double> percent;      // as many; NaN where there is none
  std::string label_title;
  std::string percent_title;
  bool line = false;  // a line instead of bars
};

/// Returns the gnuplot script; empty when no bar has a value above 0. Pure.
std::string bar_figure_script(const BarFigure& figure);

/// Returns each count in percent of their sum; all 0 without any. Pure.
std::vector<double> percent_of_sum(const std::vector<std::uint64_t>& counts);

}  // namespace reprise
