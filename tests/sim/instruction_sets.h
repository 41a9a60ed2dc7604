// Runs a check under each instruction set that this program and this processor have.
#pragma once

#include <cstdint>

#include <gtest/gtest.h>
#include <hwy/targets.h>

namespace reprise {

/// Runs `check()` once for each, and leaves the processor's best chosen.
template <class Check>
void for_each_instruction_set(Check check) {
  // Highway remembers its choice from the first call on; 0 means the processor's best.
  const auto choose = [](std::int64_t target) {
    hwy::SetSupportedTargetsForTest(target);
    hwy::GetChosenTarget().DeInit();
  };
  choose(0);
  int targets = 0;
  for (const std::int64_t target : hwy::SupportedAndGeneratedTargets()) {
    choose(target);
    SCOPED_TRACE(hwy::TargetName(target));
    check();
    ++targets;
  }
  choose(0);
  EXPECT_GE(targets, 1);
}

}  // namespace reprise
