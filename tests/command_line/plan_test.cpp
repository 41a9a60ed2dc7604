// Tests the output of `reprise plan` and its messages for mistakes.
#include "tests/command_line/tiny_experiment.h"

namespace reprise {
namespace {

using nlohmann::json;
using testing::AllOf;
using testing::HasSubstr;
using testing::IsEmpty;

using PlanCommand = TinyExperiment;

TEST_F(PlanCommand, AnswersSessionsPowerAndSmallestEffects) {
  const Outcome outcome = sandbox.run({"plan", "tiny.yaml", "--quiet", "--pilot", "2000"});
  ASSERT_THAT(outcome, Succeeds());
  EXPECT_THAT(outcome.err, IsEmpty());
  EXPECT_THAT(outcome.out,
              AllOf(HasSubstr("from a pilot of 2,000 sessions over 50 users; power 80%"),
                    HasSubstr("mean_time_per_session"), HasSubstr("mean_tracks_per_session"),
                    HasSubstr("paired"), HasSubstr("split"), HasSubstr("200 show")));
  for (const std::string& line : lines_of(outcome.out)) {
    if (line.starts_with("─")) continue;
    EXPECT_LE(line.size(), 80u) << line;
  }
}

TEST_F(PlanCommand, AsJsonTheThreeAnswersAreInverses) {
  const Outcome outcome =
      sandbox.run({"plan", "tiny.yaml", "--quiet", "--pilot", "2000", "--json", "--effect", "30%",
                   "--power", "90%", "--metric", "time_per_session"});
  ASSERT_THAT(outcome, Succeeds());
  const json plan = json::parse(outcome.out);
  EXPECT_EQ(plan["power"], 0.9);
  ASSERT_EQ(plan["plans"].size(), 4u);  // two treatments in two designs
  const json& one = plan["plans"][0];
  const double sessions = one["effects"][0]["sessions"];
  const Outcome again =
      sandbox.run({"plan", "tiny.yaml", "--quiet", "--pilot", "2000", "--json", "--effect", "30%",
                   "--power", "90%", "--metric", "time_per_session", "--sessions",
                   std::to_string(static_cast<int>(sessions))});
  const json with = json::parse(again.out)["plans"][0];
  EXPECT_NEAR(with["effects"][0]["power"].get<double>(), 0.9, 0.02);
  EXPECT_NEAR(with["smallest_lift"].get<double>(), 0.3, 0.02);
}

TEST_F(PlanCommand, MistakesAreNamed) {
  const auto complaint = [&](std::vector<std::string> arguments) {
    arguments.insert(arguments.begin(), {"plan", "tiny.yaml", "--quiet"});
    const Outcome outcome = sandbox.run(arguments);
    EXPECT_EQ(outcome.exit_code, 2);
    return outcome.err;
  };
  EXPECT_THAT(complaint({"--effect", "many"}),
              AllOf(HasSubstr("--effect many"), HasSubstr("a width above 0")));
  EXPECT_THAT(complaint({"--power", "0.8"}), HasSubstr("a percentage"));
  EXPECT_THAT(complaint({"--power", "1%"}), HasSubstr("--power 1%"));
  EXPECT_THAT(complaint({"--sessions", "1"}), HasSubstr("--sessions 1"));
  EXPECT_THAT(complaint({"--metric", "median_tracks_per_session"}), HasSubstr("is a quantile"));
  EXPECT_EQ(sandbox.run({"plan"}).exit_code, 2);
}

}  // namespace
}  // namespace reprise
