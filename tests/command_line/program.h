// Runs the built program like a user: as a process, in a directory of its own, with a cache of its
// own, and without a shell in between.
#pragma once

#include <filesystem>
#include <functional>
#include <map>
#include <ostream>
#include <string>
#include <vector>

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <nlohmann/json.hpp>
#include <sys/types.h>

namespace reprise {

/// The exit code and output of a finished process.
struct Outcome {
  int exit_code = -1;  // like a shell's: 128 + the signal for a process that a signal ended
  std::string out;
  std::string err;
};

std::ostream& operator<<(std::ostream& out, const Outcome& outcome);

/// Returns the path of the built program, or of another build of it: REPRISE_TEST_PROGRAM.
std::string program();
/// Returns true if that build has AddressSanitizer or ThreadSanitizer. They take more address space
/// than a limit of memory leaves.
bool program_has_sanitizer();

MATCHER(Succeeds, "ends with exit code 0") { return arg.exit_code == 0; }

/// A temporary directory to run the program in, removed at the end. A sanitizer's report about any
/// process in it fails the test, whatever that process's exit code and standard error are.
class Sandbox {
 public:
  Sandbox();
  ~Sandbox();
  Sandbox(const Sandbox&) = delete;
  Sandbox& operator=(const Sandbox&) = delete;

  /// The directory in which the program runs, and its cache, which is beside that directory.
  std::filesystem::path directory() const { return root_ / "work"; }
  std::filesystem::path cache() const { return root_ / "cache"; }

  /// Files are named relative to the directory. Folders are made as needed.
  void write(const std::string& file, const std::string& content) const;
  std::string read(const std::filesystem::path& file) const;
  nlohmann::json read_json(const std::filesystem::path& file) const;
  /// Returns all files below the directory (or below `under`), relative to it, in order.
  std::vector<std::string> files() const { return files_in(directory()); }
  static std::vector<std::string> files_in(const std::filesystem::path& under);

  using Environment = std::map<std::string, std::string>;

  /// Runs the program to its end and returns its output, which goes through files. `changes` sets
  /// variables of the environment; an empty value removes a variable.
  Outcome run(const std::vector<std::string>& arguments, const Environment& changes = {}) const;
  /// Returns true if this machine has pseudo-terminals. Some containers have none.
  static bool has_terminals();
  /// Like run(), but standard output and standard error are one terminal: `out` has both.
  Outcome run_on_terminal(const std::vector<std::string>& arguments,
                          const Environment& changes = {}) const;
  /// Like run(), but standard output is `file`, such as /dev/full.
  Outcome run_into(const std::string& file, const std::vector<std::string>& arguments) const;
  /// Like run(), but standard input is `input`.
  Outcome run_on_input(const std::string& input, const std::vector<std::string>& arguments) const;
  /// Starts the program and sends it a signal once `ready` returns true. Calls `ready` every few
  /// milliseconds, for at most 60 seconds.
  Outcome run_and_signal(int signal, const std::vector<std::string>& arguments,
                         const std::function<bool()>& ready) const;
  /// Returns the part of standard output that a running program has written so far.
  std::string out_so_far() const;
  /// Runs two processes of the program at the same time and returns the outcomes of both.
  std::pair<Outcome, Outcome> run_twice(const std::vector<std::string>& arguments) const;
  /// Runs another program, found on PATH, in the same place; for example one that launches ours.
  Outcome run_command(const std::vector<std::string>& command,
                      const Environment& changes = {}) const;

 private:
  pid_t start_command(std::vector<std::string> command, const Environment& changes,
                      const std::string& out, const std::string& err,
                      const std::string& in = "/dev/null") const;
  pid_t start(const std::vector<std::string>& arguments, const Environment& changes,
              const std::string& out, const std::string& err) const;
  Outcome finish(pid_t process) const;
  void expect_no_sanitizer_reports() const;
  std::string out_file() const { return root_ / "stdout"; }
  std::string err_file() const { return root_ / "stderr"; }
  std::filesystem::path sanitizer_reports() const { return root_ / "sanitizer"; }

  std::filesystem::path root_;
};

std::vector<std::string> lines_of(const std::string& text);

}  // namespace reprise
