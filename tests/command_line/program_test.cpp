// Tests that the harness notices the sanitizer errors of the processes that it runs.
#include "tests/command_line/program.h"

#include <fmt/format.h>
#include <gtest/gtest-spi.h>

namespace reprise {
namespace {

// A sanitizer's report must fail a test by itself: many tests expect exit codes 1 and 2, and the
// program's messages go through pipes.
TEST(SandboxTest, WhatASanitizerFindsFailsTheTest) {
  const Sandbox sandbox;
  EXPECT_NONFATAL_FAILURE(sandbox.run_command({"sh", "-c", "exit 66"}), "a sanitizer ended");
  for (const std::string sanitizer : {"ASAN", "LSAN", "TSAN", "UBSAN"}) {
    const std::string writes = fmt::format(
        "echo found by ${{{0}_OPTIONS##*exitcode=}} > ${{{0}_OPTIONS##*log_path=}}.17", sanitizer);
    EXPECT_NONFATAL_FAILURE(sandbox.run_command({"sh", "-c", writes + " | true"}), "found by 66");
  }
  // Each report is shown once.
  EXPECT_THAT(sandbox.run_command({"true"}), Succeeds());
}

}  // namespace
}  // namespace reprise
