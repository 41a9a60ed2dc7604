// Parts that the pages of runs, sweeps and comparisons have in common.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

#include "reports/figures/drawn_figures.h"
#include "reports/pages/page.h"

namespace reprise {

/// Where figures wait until the page comes to their part.
class FigureShelf {
 public:
  /// The figures stay where they are.
  explicit FigureShelf(const DrawnFigures& figures);

  /// The figure figures/<name>.svg, where it was drawn.
  void show(Page& page, std::string_view name);

  /// Those not shown yet, in their order.
  void show_others(Page& page);

  /// Why there are none, where something went wrong.
  void say_missing(Page& page) const;

 private:
  const DrawnFigures& figures_;
  std::vector<const DrawnFigure*> waiting_;
};

/// "There are 3 warnings below." in a paragraph; nothing where there are none.
void say_warnings_below(Page& page, std::size_t warnings);

/// Adds what made the results to the facts, where it is known.
void add_program(const Page& page, const std::string& program, std::vector<std::string>& facts);

/// The last part of a page: facts (markup), how to make the directory's files again by `command`,
/// and the config that it takes.
void say_how_it_was_made(Page& page, const std::vector<std::string>& facts,
                         std::string_view command, std::string_view config);

/// The same for what was read instead of played: there is a command and no config.
void say_how_it_was_read(Page& page, const std::vector<std::string>& facts,
                         std::string_view command);

/// Bullets, where there are any.
void say_notes(Page& page, const std::vector<std::string>& notes);

}  // namespace reprise
