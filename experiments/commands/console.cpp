#include "experiments/commands/console.h"

#include <cstdio>
#include <cstdlib>
#include <iostream>

#include <fmt/format.h>
#include <unistd.h>

#include "experiments/commands/terminal.h"
#include "reports/text/display_text.h"

namespace reprise {

ConsoleTableOptions console_options(bool every_metric) {
  ConsoleTableOptions options;
  options.every_metric = every_metric;
  options.answer_in_one_line = !is_terminal(STDOUT_FILENO);
  options.colour = is_terminal(STDOUT_FILENO) && std::getenv("NO_COLOR") == nullptr;
  return options;
}

void print_report_place(const std::string& no_figures, const std::filesystem::path& report,
                        bool quiet) {
  if (!no_figures.empty()) std::cerr << fmt::format("figures: {}\n", printable(no_figures));
  if (!quiet) {
    std::cerr << fmt::format("\nreport: {}\n", report.string());
    return;
  }
  // Not by std::cerr, which would write out std::cout before: a closed standard output is to be
  // noticed at the end of the program, when no file of ours has its number.
  std::fputs(fmt::format("report: {}\n", report.string()).c_str(), stderr);
}

}  // namespace reprise
