// Tests `reprise evaluate` as people start it: an experiment that is judged, and a log that is
// estimated from.
#include "tests/command_line/tiny_experiment.h"

namespace reprise {
namespace {

using testing::AllOf;
using testing::HasSubstr;
using testing::Not;

class EvaluateCommand : public TinyExperiment {
 protected:
  EvaluateCommand() {
    sandbox.write("judged.yaml", kJudged);
    sandbox.write("logged.yaml",
                  kJudged + "design: split\nlog: {path: data.json, propensities: true}\n");
  }

  static inline const std::string kJudged =
      "experiment: judged\n"
      "world: {generate: {preset: 2023, tracks: 200, users: 80, dim: 16, seed: 1}}\n"
      "episodes: 4000\n"
      "control: varied\n"
      "evaluate: {log_sessions: [200, 1500], replications: 2}\n"
      "treatments:\n"
      "  varied: {one_of: [[0.6, random], [0.4, {candidates: {nearest: 20}, pick: uniform}]]}\n"
      "  random: random\n"
      "  sticky: sticky_artist\n"
      "  pop: {top_pop: {top: 20}}\n"
      "  near: {candidates: {nearest: 20}, pick: uniform}\n"
      "  best: oracle\n";
};

TEST_F(EvaluateCommand, JudgesOfflineNumbers) {
  const Outcome outcome = sandbox.run({"evaluate", "judged.yaml", "--quiet", "--json"});
  ASSERT_THAT(outcome, Succeeds());
  EXPECT_EQ(outcome.out,
            sandbox.run({"evaluate", "judged.yaml", "--quiet", "--json", "--threads", "1"}).out);
  const auto results = nlohmann::json::parse(outcome.out);
  EXPECT_EQ(results["truth"].size(), 5u);
  EXPECT_THAT(results["left_out"][0].get<std::string>(), HasSubstr("hidden session"));
  ASSERT_EQ(results["tables"].size(), 2u);
  for (const auto& table : results["tables"]) EXPECT_EQ(table["unsupported"], 0) << "random";
  // The policies are the same in the truth as in a run.
  const auto run = this->results({}, "judged.yaml");
  const auto found = [&](std::size_t table, const char* number, const char* key) {
    for (const auto& row : results["tables"][table]["numbers"]) {
      if (row["number"] == number && row["metric"] == "time_per_session") return row[key];
    }
    return nlohmann::json();
  };
  EXPECT_GT(found(1, "marginalised_is", "rank_correlation").get<double>(), 0.7);
  EXPECT_LT(found(1, "sn_step_is", "root_mean_squared_error").get<double>(),
            found(0, "sn_step_is", "root_mean_squared_error").get<double>() + 0.5);
  EXPECT_TRUE(found(1, "ndcg_at_10", "bias").is_null());
  EXPECT_FALSE(found(1, "ndcg_at_10", "rank_correlation").is_null());
}

TEST_F(EvaluateCommand, PrintsWhichNumberToTrust) {
  const Outcome outcome = sandbox.run({"evaluate", "judged.yaml", "--quiet", "--out", "judged",
                                       "--set", "evaluate.replications=1"});
  ASSERT_THAT(outcome, Succeeds());
  EXPECT_THAT(outcome.out, AllOf(HasSubstr("From logs of varied trust"),
                                 HasSubstr("rank correlation"), HasSubstr("marginalised_is")));
  const std::string page = sandbox.read(sandbox.directory() / "judged/report.md");
  EXPECT_THAT(page, AllOf(HasSubstr("From logs of"), HasSubstr("Trust table"),
                          HasSubstr("What the ideas are worth")));
  EXPECT_THAT(sandbox.read(sandbox.directory() / "judged/report.html"), HasSubstr("<svg"));
  EXPECT_THAT(sandbox.read(sandbox.directory() / "judged/evaluation.json"),
              HasSubstr("\"verdicts\""));
}

// What a run has logged is estimated from, and the logging policy's own estimate is its mean.
TEST_F(EvaluateCommand, EstimatesFromALog) {
  const std::string log = run("out", {}, "logged.yaml") + "/data.json";
  const Outcome outcome = sandbox.run(
      {"evaluate", log, "--treatments", "judged.yaml", "--logging", "C", "--quiet", "--json"});
  ASSERT_THAT(outcome, Succeeds());
  const auto numbers = nlohmann::json::parse(outcome.out);
  ASSERT_EQ(numbers["policies"].size(), 6u);
  for (const auto& policy : numbers["policies"]) {
    if (policy["name"] == "best") {
      EXPECT_THAT(policy["refused"].get<std::string>(), HasSubstr("hidden session"));
      continue;
    }
    if (policy["name"] != "varied") continue;
    const auto& time = policy["metrics"]["time_per_session"];
    for (const auto& estimate : time["estimates"]) {
      const std::string name = estimate["estimator"];
      if (!name.ends_with("_is") || name.starts_with("sub") || name.starts_with("truncated")) {
        continue;
      }
      EXPECT_NEAR(estimate["value"].get<double>(), time["logged"].get<double>(), 1e-6) << name;
      EXPECT_NEAR(estimate["difference"].get<double>(), 0, 1e-6) << name;
    }
    EXPECT_NEAR(policy["effective_sessions"].get<double>(), numbers["sessions"].get<double>(),
                1e-3);
  }
  const Outcome text =
      sandbox.run({"evaluate", log, "--treatments", "judged.yaml", "--logging", "C", "--quiet"});
  EXPECT_THAT(text.out, AllOf(HasSubstr("fitted_q"), HasSubstr("ndcg_at_10")));
}

// Four rows by hand: 2 items, so the uniform policy has weights 1/2 : propensity.
TEST_F(EvaluateCommand, EstimatesFromATableOfOpenBandit) {
  sandbox.write("bandit.csv",
                "timestamp,item_id,position,click,propensity_score,user_feature_0\n"
                "2019-11-24,7,1,1,0.25,a\n2019-11-24,9,2,0,0.5,b\n"
                "2019-11-25,7,3,0,1.0,a\n2019-11-25,9,1,1,0.5,c\n");
  const Outcome outcome = sandbox.run({"evaluate", "bandit.csv", "--json"});
  ASSERT_THAT(outcome, Succeeds());
  const auto click = nlohmann::json::parse(outcome.out)["policies"][0]["metrics"]["click"];
  EXPECT_EQ(click["logged"], 0.5);
  for (const auto& estimate : click["estimates"]) {
    const std::string name = estimate["estimator"];
    const double value = estimate.value("value", -1.0);
    EXPECT_TRUE(name != "step_is" || value == (2 + 1) / 4.0);
    EXPECT_TRUE(name != "sn_step_is" || value == 3 / 4.5);
    EXPECT_TRUE(name != "step_dr" || estimate.contains("refused"));
  }
}

// A log that shows 20 tracks alone says nothing of a policy that names others.
TEST_F(EvaluateCommand, RefusesWhatTheLogCouldNotShow) {
  const std::string log = run("out", {}, "logged.yaml") + "/data.json";
  const Outcome outcome = sandbox.run(
      {"evaluate", log, "--treatments", "judged.yaml", "--logging", "T3", "--quiet", "--json"});
  ASSERT_THAT(outcome, Succeeds());
  for (const auto& policy : nlohmann::json::parse(outcome.out)["policies"]) {
    if (policy["name"] != "random") continue;
    EXPECT_NEAR(policy["unsupported"].get<double>(), 0.9, 0.02) << "180 of 200 tracks";
    for (const auto& estimate : policy["metrics"]["time_per_session"]["estimates"]) {
      const std::string name = estimate["estimator"];
      if (name == "fitted_q" || name == "direct_step") {
        EXPECT_TRUE(estimate.contains("value")) << name;
      } else {
        EXPECT_THAT(estimate.value("refused", ""), HasSubstr("could never show")) << name;
      }
    }
  }
}

}  // namespace
}  // namespace reprise
