// Tests `reprise evaluate` as people start it: an experiment that is judged, and a log that is
// estimated from.
#include <map>
#include <string>

#include <fmt/format.h>

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
  // The policies play the same sessions in the truth as in a run. The first track is played, too.
  const auto run = this->results({}, "judged.yaml");
  for (const auto& [name, truth] : results["truth"].items()) {
    const auto& treatment = run["treatments"][name];
    EXPECT_DOUBLE_EQ(
        truth["tracks_per_session"].get<double>(),
        1 + treatment["recommendations"].get<double>() / treatment["sessions"].get<double>())
        << name;
  }
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
  std::size_t checked = 0;
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
      ++checked;
    }
    EXPECT_NEAR(policy["effective_sessions"].get<double>(), numbers["sessions"].get<double>(),
                1e-3);
  }
  EXPECT_GE(checked, 5u) << "of the logging policy itself";
  const Outcome text =
      sandbox.run({"evaluate", log, "--treatments", "judged.yaml", "--logging", "C", "--quiet"});
  EXPECT_THAT(text.out, AllOf(HasSubstr("fitted_q"), HasSubstr("ndcg_at_10")));
}

// Ranking metrics look at the same users whether the log is played here or read.
TEST_F(EvaluateCommand, HoldsUsersOutOfAnExperimentAsOfALog) {
  const auto points = [&](const std::string& held_out) {
    const Outcome outcome = sandbox.run(
        {"evaluate", "judged.yaml", "--quiet", "--json", "--set", "evaluate.replications=1",
         "--set", "evaluate.log_sessions=[600]", "--set", "evaluate.held_out=" + held_out});
    EXPECT_THAT(outcome, Succeeds());
    std::map<std::string, double> found;
    const auto results = nlohmann::json::parse(outcome.out);
    for (const auto& of : results["points"]) {
      if (of["number"] != "ndcg_at_10") continue;
      for (const auto& point : of["points"]) found[point["idea"]] = point["offline"];
    }
    return found;
  };
  const auto by_time = points("time");
  const auto by_users = points("users");
  ASSERT_EQ(by_users.size(), 5u);
  EXPECT_NE(by_time, by_users);
  // The log of `evaluate` has a seed of its own; a split of one treatment plays it in a run.
  sandbox.write("alone.yaml",
                "experiment: judged\n"
                "world: {generate: {preset: 2023, tracks: 200, users: 80, dim: 16, seed: 1}}\n"
                "episodes: 600\nseeds: 1000000000\ndesign: split\ncontrol: varied\n"
                "log: {path: data.json, propensities: true}\n"
                "treatments:\n"
                "  varied: {one_of: [[0.6, random], [0.4, {candidates: {nearest: 20}, pick: "
                "uniform}]]}\n");
  const std::string log = run("alone", {}, "alone.yaml") + "/data.json";
  const Outcome outcome = sandbox.run({"evaluate", log, "--treatments", "judged.yaml", "--logging",
                                       "C", "--held-out", "users", "--quiet", "--json"});
  ASSERT_THAT(outcome, Succeeds());
  const auto numbers = nlohmann::json::parse(outcome.out);
  ASSERT_EQ(numbers["sessions"], 600);
  for (const auto& policy : numbers["policies"]) {
    if (policy["name"] == "best") continue;
    EXPECT_NEAR(policy["ranking"]["ndcg_at_10"].get<double>(),
                by_users.at(policy["name"].get<std::string>()), 1e-12)
        << policy["name"];
  }
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
  std::map<std::string, nlohmann::json> by_name;
  for (const auto& estimate : click["estimates"]) by_name[estimate["estimator"]] = estimate;
  EXPECT_EQ(by_name["step_is"].value("value", -1.0), (2 + 1) / 4.0);
  EXPECT_EQ(by_name["sn_step_is"].value("value", -1.0), 3 / 4.5);
  EXPECT_TRUE(by_name["step_dr"].contains("refused"));
  ASSERT_THAT(sandbox.run({"evaluate", "bandit.csv", "--out", "table", "--quiet"}), Succeeds());
  EXPECT_EQ(sandbox.read("table/offline.json"), outcome.out);
}

// One of five items alone is in the log: a policy over all five is mostly not in it.
TEST_F(EvaluateCommand, RefusesWhatATableCouldNotShow) {
  std::string table = "item_id,click,propensity_score,target\n";
  for (int row = 0; row < 100; ++row) table += fmt::format("7,{},1,0.2\n", row % 2);
  sandbox.write("one.csv", table);
  const Outcome outcome = sandbox.run({"evaluate", "one.csv", "--target", "target", "--json"});
  ASSERT_THAT(outcome, Succeeds());
  const auto policy = nlohmann::json::parse(outcome.out)["policies"][0];
  EXPECT_NEAR(policy["unsupported"].get<double>(), 0.8, 1e-12);
  for (const auto& estimate : policy["metrics"]["click"]["estimates"]) {
    EXPECT_FALSE(estimate.contains("value")) << estimate;
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
