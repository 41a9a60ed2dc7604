#include "reports/figures/pdf_figures.h"

#include <cstdlib>
#include <optional>
#include <system_error>

#include <fmt/format.h>

#include "sim/support/child_process.h"
#include "sim/support/user_error.h"

namespace reprise {
namespace {

constexpr std::chrono::minutes kLongest{1};
// Some C libraries find out only in the child that there is no such program, which is its end.
constexpr ExitStatus kNoProgram{.kind = ExitStatus::Kind::exited, .number = 127};

UserError not_installed() {
  return UserError(
      "figures as PDF need rsvg-convert, which is not installed: apt-get install librsvg2-bin");
}

}  // namespace

std::string pdf_of(std::string_view svg) {
  const ChildProcess::Clock::time_point deadline = ChildProcess::Clock::now() + kLongest;
  const char* path = std::getenv("PATH");
  const char* home = std::getenv("HOME");  // where fontconfig keeps its cache
  std::string pdf;
  std::string complaint;
  std::optional<ExitStatus> status;
  try {
    ChildProcess child({.program = "rsvg-convert",
                        .arguments = {"--format=pdf"},
                        .inherits_environment = false,
                        // The date in the file would make every file another one.
                        .variables = {{"SOURCE_DATE_EPOCH", "0"},
                                      {"LC_ALL", "C.UTF-8"},
                                      {"HOME", home == nullptr ? "/" : home},
                                      {"PATH", path == nullptr ? "" : path}},
                        .input = Redirection::stream,
                        .output = Redirection::stream,
                        .error = Redirection::stream});
    while (child.has_open_output()) {
      if (!child.transfer(svg, pdf, complaint, deadline)) break;
    }
    status = child.wait_until(deadline);
  } catch (const std::system_error&) {
    throw not_installed();
  }
  if (!status) throw UserError("rsvg-convert took more than a minute for a figure and was ended");
  if (*status == kNoProgram) throw not_installed();
  if (!status->succeeded()) {
    throw UserError(fmt::format("rsvg-convert {}: {}", description(*status),
                                complaint.substr(0, complaint.find('\n'))));
  }
  return pdf;
}

}  // namespace reprise
