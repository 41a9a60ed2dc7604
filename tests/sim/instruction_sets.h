// Runs a check under every instruction set that both this program and this processor support.
#pragma once

#include <cstdint>

#include <gtest/gtest.h>
#include <hwy/targets.h>

namespace reprise {

/// Calls `check()` once per instruction set, then selects the processor's best one again.
template <class Check>
void for_each_instruction_set(Check check) {
  // Highway remembers the instruction set of the first call. Target 0 means the processor's best.
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
