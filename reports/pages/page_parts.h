// Writes the parts that the pages of runs, sweeps and comparisons share.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

#include "reports/figures/drawn_figures.h"
#include "reports/pages/page.h"

namespace reprise {

/// Holds the figures until the page comes to their section.
class PendingFigures {
 public:
  /// The shelf keeps references to the figures, so they must outlive the shelf.
  explicit PendingFigures(const DrawnFigures& figures);

  /// Shows the figure figures/<name>.svg, if it was drawn.
  void show(Page& page, std::string_view name);

  /// Shows the figures that are not shown yet, in their order.
  void show_others(Page& page);

  /// Says why there are no figures, if something went wrong.
  void say_missing(Page& page) const;

 private:
  const DrawnFigures& figures_;
  std::vector<const DrawnFigure*> waiting_;
};

/// Writes "There are 3 warnings below." as a paragraph; nothing if there are no warnings.
void say_warnings_below(Page& page, std::size_t warnings);

/// Adds the program that made the results to the facts, if it is known.
void add_program(const Page& page, const std::string& program, std::vector<std::string>& facts);

/// Writes the last part of a page: facts (markup), the `command` that makes the files of the
/// directory again, and the config that the command takes.
void say_how_it_was_made(Page& page, const std::vector<std::string>& facts,
                         std::string_view command, std::string_view config);

/// Writes the same for results that were read from a log: there is a command and no config.
void say_how_it_was_read(Page& page, const std::vector<std::string>& facts,
                         std::string_view command);

/// Writes the notes as bullets, if there are any.
void say_notes(Page& page, const std::vector<std::string>& notes);

}  // namespace reprise
