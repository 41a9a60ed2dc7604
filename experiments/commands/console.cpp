#include "experiments/commands/console.h"

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
  std::cerr << fmt::format("{}report: {}\n", quiet ? "" : "\n", report.string());
}

}  // namespace reprise
