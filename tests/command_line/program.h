// Runs the built program as a user does: as a process, in a directory of its own, with a cache of
// its own, and no shell in between.
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

/// What a finished process leaves.
struct Outcome {
  int exit_code = -1;  // 128 + the signal for a process that one ended, as shells have it
  std::string out;
  std::string err;
};

std::ostream& operator<<(std::ostream& out, const Outcome& outcome);

/// The built program, or another build of it: REPRISE_TEST_PROGRAM.
std::string program();
/// Whether that has AddressSanitizer or ThreadSanitizer, which take more address space than a limit
/// of memory leaves.
bool program_has_sanitizer();

MATCHER(Succeeds, "ends with exit code 0") { return arg.exit_code == 0; }

/// A temporary directory to run the program in, removed at the end. What a sanitizer says of any
/// process in it fails the test, whatever becomes of the process's exit code and standard error.
class Sandbox {
 public:
  Sandbox();
  ~Sandbox();
  Sandbox(const Sandbox&) = delete;
  Sandbox& operator=(const Sandbox&) = delete;

  /// Where the program runs and where its cache is. They lie beside each other.
  std::filesystem::path directory() const { return root_ / "work"; }
  std::filesystem::path cache() const { return root_ / "cache"; }

  /// Files are named relative to the directory; folders are made as needed.
  void write(const std::string& file, const std::string& content) const;
  std::string read(const std::filesystem::path& file) const;
  nlohmann::json read_json(const std::filesystem::path& file) const;
  /// All files below the directory (or `under`), relative to it, in order.
  std::vector<std::string> files() const { return files_in(directory()); }
  static std::vector<std::string> files_in(const std::filesystem::path& under);

  using Environment = std::map<std::string, std::string>;

  /// Runs the program to its end, its output going to files. `changes` sets variables of the
  /// environment; an empty value removes one.
  Outcome run(const std::vector<std::string>& arguments, const Environment& changes = {}) const;
  /// Whether this machine has pseudo-terminals; some containers have none.
  static bool has_terminals();
  /// The same with standard output and standard error on one terminal: `out` has both.
  Outcome run_on_terminal(const std::vector<std::string>& arguments,
                          const Environment& changes = {}) const;
  /// The same with standard output going to `file`, such as /dev/full.
  Outcome run_into(const std::string& file, const std::vector<std::string>& arguments) const;
  /// The same with `input` as standard input.
  Outcome run_on_input(const std::string& input, const std::vector<std::string>& arguments) const;
  /// Starts the program and sends it a signal when `ready` holds, asked every few milliseconds.
  Outcome run_and_signal(int signal, const std::vector<std::string>& arguments,
                         const std::function<bool()>& ready) const;
  /// What a program that runs has written to standard output so far.
  std::string out_so_far() const;
  /// Starts it twice at the same time; the second one's output is that of the pair.
  std::pair<Outcome, Outcome> run_twice(const std::vector<std::string>& arguments) const;
  /// Another program, found on PATH, in the same place: a launcher of ours.
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
