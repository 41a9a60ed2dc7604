// What the harness sees of the processes it runs.
#include "tests/command_line/program.h"

#include <fmt/format.h>
#include <gtest/gtest-spi.h>

namespace reprise {
namespace {

// The program's exit codes 1 and 2 are expected by many tests, and what it says goes through pipes.
TEST(SandboxTest, WhatASanitizerFindsFailsTheTest) {
  const Sandbox sandbox;
  EXPECT_NONFATAL_FAILURE(sandbox.run_command({"sh", "-c", "exit 66"}), "a sanitizer ended");
  for (const std::string sanitizer : {"ASAN", "LSAN", "TSAN", "UBSAN"}) {
    const std::string writes = fmt::format(
        "echo found by ${{{0}_OPTIONS##*exitcode=}} > ${{{0}_OPTIONS##*log_path=}}.17", sanitizer);
    EXPECT_NONFATAL_FAILURE(sandbox.run_command({"sh", "-c", writes + " | true"}), "found by 66");
  }
  // Each is told of once.
  EXPECT_THAT(sandbox.run_command({"true"}), Succeeds());
}

}  // namespace
}  // namespace reprise
