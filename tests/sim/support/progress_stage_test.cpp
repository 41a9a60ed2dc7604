#include "sim/support/progress_stage.h"

#include <gmock/gmock.h>

namespace reprise {
namespace {

TEST(ProgressStage, NamesTheWorkAndKeepsNotes) {
  std::vector<std::string> stages;
  const Progress all = [&](std::string_view stage, std::size_t, std::size_t) {
    stages.emplace_back(stage);
  };
  const Progress inner = progress_of("interests", progress_of("reference oracle", all));
  inner("nearest tracks", 1, 2);
  note(inner, "made again");
  EXPECT_THAT(stages,
              testing::ElementsAre("reference oracle: interests: nearest tracks", "made again"));
  EXPECT_FALSE(progress_of("interests", {}));
}

}  // namespace
}  // namespace reprise
