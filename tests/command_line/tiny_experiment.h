// The experiment that most tests run. Its world is generated in milliseconds.
#pragma once

#include <string>

#include "tests/command_line/program.h"

namespace reprise {

inline const std::string kTiny =
    "experiment: tiny\n"
    "world: {generate: {preset: 2023, tracks: 300, users: 50, dim: 16, seed: 1}}\n"
    "episodes: 200\n"
    "control: random\n"
    "treatments:\n"
    "  random: random\n"
    "  sticky: sticky_artist\n"
    "  pop: {top_pop: {top: 20}}\n";

/// A test with a sandbox that has kTiny in tiny.yaml.
class TinyExperiment : public testing::Test {
 protected:
  TinyExperiment() { sandbox.write("tiny.yaml", kTiny); }

  /// Runs `file` with --out OUT and returns the directory of the run, relative to the sandbox.
  std::string run(const std::string& out, std::vector<std::string> arguments = {},
                  const std::string& file = "tiny.yaml",
                  const Sandbox::Environment& environment = {}) const {
    arguments.insert(arguments.begin(), {"run", file, "--quiet", "--out", out});
    const Outcome outcome = sandbox.run(arguments, environment);
    EXPECT_THAT(outcome, Succeeds());
    EXPECT_THAT(outcome.err, testing::MatchesRegex("report: .*/report.html\n"));
    const std::vector<std::string> files = sandbox.files_in(sandbox.directory() / out);
    if (files.size() < 2) {
      ADD_FAILURE() << "no run in " << out;
      return out;
    }
    return out + "/" + files[1];
  }

  /// Runs `file` with --json and returns the results that were printed.
  nlohmann::json results(std::vector<std::string> arguments,
                         const std::string& file = "tiny.yaml") const {
    arguments.insert(arguments.begin(), {"run", file, "--quiet", "--json"});
    const Outcome outcome = sandbox.run(arguments);
    EXPECT_THAT(outcome, Succeeds());
    return nlohmann::json::parse(outcome.out);
  }

  Sandbox sandbox;
};

}  // namespace reprise
