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

// The plan tests as the run does, so more comparisons and looks before the end take more sessions.
TEST_F(PlanCommand, PlansWhatRunDoes) {
  const auto plan = [&](std::vector<std::string> settings) {
    std::vector<std::string> arguments = {
        "plan",     "tiny.yaml",        "--quiet",  "--pilot",
        "2000",     "--json",           "--effect", "50%",
        "--metric", "time_per_session", "--set",    "world.generate.users=1000"};
    for (const std::string& setting : settings) {
      arguments.insert(arguments.end(), {"--set", setting});
    }
    const Outcome outcome = sandbox.run(arguments);
    EXPECT_THAT(outcome, Succeeds());
    return json::parse(outcome.out);
  };
  const auto sessions = [](const json& made) {
    return made["plans"][0]["effects"][0]["sessions"].get<double>();
  };
  const json alone = plan({"multiplicity=none"});
  const json holm = plan({});
  EXPECT_EQ(alone["alpha"].get<double>(), 1 - 0.95);
  EXPECT_EQ(holm["comparisons"], 2);
  EXPECT_NEAR(holm["alpha"].get<double>(), 0.025, 1e-12);
  // (z(.0125) + z(.2))^2 / (z(.025) + z(.2))^2; what differs between users makes it more.
  EXPECT_GT(sessions(holm) / sessions(alone), 1.2);
  const json looks = plan({"stop={half_width: 5%, max_episodes: 100000}"});
  EXPECT_TRUE(looks["looks"]);
  EXPECT_GT(sessions(looks), 1.1 * sessions(holm));
  const json estimated = plan({"estimator=control_variate"});
  EXPECT_EQ(estimated["estimator"], "control_variate");
  EXPECT_LT(estimated["plans"][0]["smallest_effect"].get<double>(),
            holm["plans"][0]["smallest_effect"].get<double>());
  const Outcome text = sandbox.run({"plan", "tiny.yaml", "--quiet", "--pilot", "2000", "--set",
                                    "stop={half_width: 50%, max_episodes: 100000}", "--set",
                                    "estimator=control_variate"});
  EXPECT_THAT(text.out, AllOf(HasSubstr("2 treatments adjusted for each other (Holm)"),
                              HasSubstr("up to 1.21"), HasSubstr("estimated by control_variate"),
                              HasSubstr("looks after every 200"), HasSubstr("on either side")));
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
