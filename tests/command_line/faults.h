// The base of tests of faults: it runs the program under limits and reads all files, to compare
// them with those before a fault.
#pragma once

#include <filesystem>
#include <map>
#include <string>
#include <vector>

#include <fmt/format.h>

#include "tests/command_line/tiny_experiment.h"

namespace reprise {

class FaultsTest : public TinyExperiment {
 protected:
  /// Runs the program from a shell, after the shell commands `before`, which set limits.
  Outcome run_after(const std::string& before, const std::string& arguments,
                    const Sandbox::Environment& environment = {}) const {
    return sandbox.run_command(
        {"sh", "-c", fmt::format("{}; exec {} {}", before, program(), arguments)}, environment);
  }

  /// Runs the program with SIGCHLD ignored, as some launchers start it. env ignores the signal,
  /// because a shell may use that signal itself.
  Outcome run_ignoring_child_ends(std::vector<std::string> arguments,
                                  const Sandbox::Environment& environment = {}) const {
    arguments.insert(arguments.begin(), {"env", "--ignore-signal=CHLD", program()});
    return sandbox.run_command(arguments, environment);
  }

  std::map<std::string, std::string> contents() const {
    std::map<std::string, std::string> contents;
    for (const std::string& file : sandbox.files()) {
      if (std::filesystem::is_regular_file(sandbox.directory() / file))
        contents[file] = sandbox.read(file);
    }
    return contents;
  }

  void expect_no_parts() const {
    for (const std::filesystem::path& folder : {sandbox.directory(), sandbox.cache()}) {
      EXPECT_THAT(Sandbox::files_in(folder),
                  testing::Each(testing::Not(testing::EndsWith(".part"))));
    }
  }
};

}  // namespace reprise
