#include "reports/figures/gnuplot.h"

#include <cerrno>
#include <cstdlib>
#include <cstring>
#include <filesystem>
#include <optional>
#include <string_view>
#include <system_error>
#include <utility>
#include <vector>

#include <fmt/format.h>

#include "sim/support/child_process.h"

namespace reprise {
namespace {

using Kind = GnuplotFailure::Kind;

constexpr std::size_t kComplaintBytes = 4096;
constexpr std::string_view kEndOfPicture = "</svg>";
// Some C libraries find out only in the child that there is no such program, which is its end.
constexpr ExitStatus kNoProgram{.kind = ExitStatus::Kind::exited, .number = 127};

[[noreturn]] void fail_to_start(int error) {
  if (error == ENOENT || error == EACCES || error == ENOTDIR) {
    throw GnuplotFailure(Kind::missing, "gnuplot is not installed (apt-get install gnuplot-nox)");
  }
  throw GnuplotFailure(Kind::failed,
                       fmt::format("gnuplot could not be started: {}", std::strerror(error)));
}

// Returns the first error message. gnuplot first points at a column ("   ^"); the error itself
// comes after "line N:".
std::string first_complaint(std::string_view complaints) {
  const std::size_t place = complaints.find("line ");
  if (place != std::string_view::npos) complaints.remove_prefix(place);
  while (!complaints.empty() && (complaints.front() == '\n' || complaints.front() == ' ')) {
    complaints.remove_prefix(1);
  }
  return std::string(complaints.substr(0, complaints.find('\n')));
}

// Runs gnuplot on a script and returns its output. Throws GnuplotFailure.
std::string run(std::string_view script, const GnuplotLimits& limits) {
  const ChildProcess::Clock::time_point deadline = ChildProcess::Clock::now() + limits.time;
  const char* path = std::getenv("PATH");
  // gnuplot reads its standard input in single bytes, each by a system call, which takes as long as
  // drawing. Files it reads in blocks, and it takes its standard input for one where that has a
  // name.
  std::vector<std::string> arguments = {"-d"};
  std::error_code unseen;
  if (std::filesystem::exists("/proc/self/fd", unseen)) arguments.emplace_back("/proc/self/fd/0");
  // -d: neither the user's nor the system's settings. The environment holds nothing else that could
  // change a picture.
  ChildProcess child({.program = "gnuplot",
                      .arguments = std::move(arguments),
                      .inherits_environment = false,
                      .variables = {{"LC_ALL", "C.UTF-8"}, {"PATH", path == nullptr ? "" : path}},
                      .input = Redirection::stream,
                      .output = Redirection::stream,
                      .error = Redirection::stream});
  std::string output;
  std::string complaints;
  const auto time_out = [&limits] {
    throw GnuplotFailure(Kind::timed_out,
                         fmt::format("gnuplot took more than {:g} s and was ended",
                                     std::chrono::duration<double>(limits.time).count()));
  };
  while (child.has_open_output()) {
    if (!child.transfer(script, output, complaints, deadline)) time_out();
    if (complaints.size() > kComplaintBytes) complaints.resize(kComplaintBytes);
    // An output above the limit ends the run.
    if (output.size() > limits.bytes) {
      throw GnuplotFailure(
          Kind::too_large,
          fmt::format("gnuplot wrote more than {} bytes and was ended", limits.bytes));
    }
  }
  const std::optional<ExitStatus> status = child.wait_until(deadline);
  if (!status) time_out();
  if (!status->succeeded()) {
    const std::string complaint = first_complaint(complaints);
    if (*status == kNoProgram && complaint.empty()) fail_to_start(ENOENT);
    throw GnuplotFailure(Kind::failed, complaint.empty()
                                           ? fmt::format("gnuplot {}", description(*status))
                                           : fmt::format("gnuplot failed: {}", complaint));
  }
  return output;
}

// Replaces "]]>", which must not stand in the text of XML; gnuplot leaves ">" as it is.
std::string without_end_of_cdata(std::string_view svg) {
  constexpr std::string_view kEndOfCdata = "]]>";
  std::string text;
  for (;;) {
    const std::size_t place = svg.find(kEndOfCdata);
    text += svg.substr(0, place);
    if (place == std::string_view::npos) return text;
    text += "]]&gt;";
    svg.remove_prefix(place + kEndOfCdata.size());
  }
}

// Cuts the output into pictures, one string per SVG.
std::vector<std::string> parted(std::string_view output) {
  std::vector<std::string> pictures;
  for (;;) {
    const std::size_t begin = output.find("<?xml");
    const std::size_t end = output.find(kEndOfPicture);
    if (begin == std::string_view::npos || end == std::string_view::npos || end < begin) break;
    pictures.push_back(
        without_end_of_cdata(output.substr(begin, end + kEndOfPicture.size() - begin)) + "\n");
    output.remove_prefix(end + kEndOfPicture.size());
  }
  return pictures;
}

}  // namespace

std::vector<std::string> render_svgs(const std::vector<std::string>& scripts,
                                     const GnuplotLimits& limits) {
  if (scripts.empty()) return {};
  std::string all;
  for (const std::string& script : scripts) {
    all += fmt::format("reset session\nset output\n{}\nunset output\n", script);
  }
  std::vector<std::string> pictures;
  try {
    pictures = parted(run(all, limits));
  } catch (const std::system_error& error) {
    fail_to_start(error.code().value());
  }
  if (pictures.size() != scripts.size()) {
    throw GnuplotFailure(Kind::failed, fmt::format("gnuplot drew {} pictures instead of {}",
                                                   pictures.size(), scripts.size()));
  }
  return pictures;
}

}  // namespace reprise
