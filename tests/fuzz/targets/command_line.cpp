// Fuzzes command lines: each line of the input is an argument. There is no file that an argument
// could name, so commands end when they have read their arguments.
#include <iostream>
#include <sstream>

#include <fcntl.h>
#include <stdlib.h>
#include <unistd.h>

#include "experiments/commands/command.h"
#include "sim/support/check.h"
#include "tests/fuzz/empty_folder.h"
#include "tests/fuzz/input_file.h"

namespace {

// Makes an empty folder the working directory, and /dev/null the standard input.
bool enter_empty_folder() {
  static const reprise::EmptyFolder folder;
  const std::filesystem::path inside = folder.path() / "empty";
  std::filesystem::create_directories(inside);
  std::filesystem::current_path(inside);
  const int nothing = ::open("/dev/null", O_RDONLY);
  ::dup2(nothing, STDIN_FILENO);
  ::close(nothing);
  ::setenv("REPRISE_CACHE", (inside / "cache").c_str(), 1);
  return true;
}

// Discards the output of commands.
class Silence {
 public:
  Silence() : out_(std::cout.rdbuf(sink_.rdbuf())), err_(std::cerr.rdbuf(sink_.rdbuf())) {}
  ~Silence() {
    std::cout.rdbuf(out_);
    std::cerr.rdbuf(err_);
  }
  Silence(const Silence&) = delete;
  Silence& operator=(const Silence&) = delete;

 private:
  std::ostringstream sink_;
  std::streambuf* out_;
  std::streambuf* err_;
};

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace reprise;
  static const bool entered = enter_empty_folder();
  static_cast<void>(entered);
  const std::string_view input = text_of(data, size);
  // An argument cannot have a zero byte, and a path that leaves the folder could name any file.
  if (input.find('/') != std::string_view::npos || input.find('\0') != std::string_view::npos) {
    return -1;
  }
  std::vector<std::string> arguments;
  std::istringstream lines{std::string(input)};
  for (std::string line; std::getline(lines, line);) arguments.push_back(line);
  // These commands need no file to begin their work, so they get one that is absent.
  if (!arguments.empty() && arguments.front() == "world") arguments.push_back("--world=absent");
  if (!arguments.empty() && arguments.front() == "play") arguments.push_back("absent");
  const Silence silence;
  const int code = run_command_line(arguments);
  REPRISE_CHECK(code == kOk || code == kWrongUse, "exit code {}", code);
  return 0;
}
