// What a run prints: the answer, then who keeps people listening, by how much and how sure that is,
// in monospaced text that fits a terminal.
#pragma once

#include <string>

#include "reports/results/results.h"

namespace reprise {

struct ConsoleTableOptions {
  int width = 80;             // columns; less than 60 is taken for 60
  bool colour = false;        // ANSI: better green, worse red, not significant faint
  bool every_metric = false;  // a full table for each metric, not for the headline ones alone
};

/// One table per headline metric (one row per treatment, the control first, with the columns of the
/// botify notebook), then the means of the other metrics and what else is known of the treatments
/// side by side, then warnings. Effect, lower and upper in percent of the control's mean. Names are
/// shown harmless: no byte of a config reaches the terminal as a control character. No line is
/// wider than the width. Lines end in "\n". Pure, safe to call from any thread.
std::string write_console_table(const Results& results, const ConsoleTableOptions& options = {});

}  // namespace reprise
