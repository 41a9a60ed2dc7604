// Writes the text that a run prints: the answer, then tables of the effects on listening and their
// intervals. It is monospaced text that fits a terminal.
#pragma once

#include <string>

#include "reports/results/results.h"

namespace reprise {

struct ConsoleTableOptions {
  int width = 80;       // columns; a width below 60 counts as 60
  bool colour = false;  // ANSI colours: better green, worse red, not significant faint
  // Print a full table for each metric, not only for the headline metrics.
  bool every_metric = false;
  // Leave the answer in one line however long it is, for programs that read the text.
  bool answer_in_one_line = false;
};

/// Returns one table per headline metric (one row per treatment, the control first, with the
/// columns of the botify notebook), then the means of the other metrics and other facts about the
/// treatments side by side, then warnings. Effect, lower and upper are in percent of the control's
/// mean. Names are made harmless: no byte of a config reaches the terminal as a control character.
/// No line is wider than the width, except an answer in one line. Lines end in "\n". Pure, safe to
/// call from any thread.
std::string write_console_table(const Results& results, const ConsoleTableOptions& options = {});

}  // namespace reprise
