// What tests of faults share: limits to run under, and what was there before.
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
  /// The program by a shell, which sets the limits that `before` says.
  Outcome run_after(const std::string& before, const std::string& arguments,
                    const Sandbox::Environment& environment = {}) const {
    return sandbox.run_command(
        {"sh", "-c", fmt::format("{}; exec {} {}", before, program(), arguments)}, environment);
  }

  /// The program as some launchers start it, ignoring SIGCHLD. By env, since a shell may take that
  /// signal for itself.
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
