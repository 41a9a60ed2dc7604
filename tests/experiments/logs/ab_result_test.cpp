// Tests ab_result.json against the notebook's published table, and the directories of logs.
#include "experiments/logs/ab_result.h"

#include <filesystem>

#include <gmock/gmock.h>
#include <nlohmann/json.hpp>

#include "experiments/logs/log_paths.h"
#include "sim/support/user_error.h"
#include "tests/log_lines.h"
#include "tests/temporary_folder.h"

namespace reprise {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;
using testing::ThrowsMessage;

std::string session_of(std::int64_t user, const std::string& treatment, std::vector<double> times) {
  LogSession session;
  session.user = user;
  session.treatment = treatment;
  session.times = std::move(times);
  session.start = user * 1000;
  return session.text();
}

// Two users each: times per session 1 and 2 in C, 3 and 5 in T1.
std::string small_log() {
  return session_of(1, "C", {1, 0}) + session_of(2, "C", {1, 1}) + session_of(3, "T1", {1, 1, 1}) +
         session_of(4, "T1", {1, 1, 1, 1, 1}) + session_of(5, "T10", {1, 0.5}) +
         session_of(6, "T10", {1, 0.25}) + session_of(7, "T2", {1, 0});
}

TEST(AbResult, HasEveryEffectInTheOrderOfTheChecker) {
  const TemporaryFolder folder;
  const ReadLog log = read_log({{folder.write("log", small_log())}, std::nullopt, 0}, {});
  const std::string text = ab_result_json(log, "C");
  EXPECT_EQ(text, ab_result_json(log, "C"));
  const auto json = nlohmann::ordered_json::parse(text);
  std::vector<std::string> order;
  for (const auto& effect : json.at("all_effects")) {
    order.push_back(effect.at("treatment").get<std::string>() + " " +
                    effect.at("metric").get<std::string>());
  }
  ASSERT_EQ(order.size(), 15u);
  EXPECT_EQ(order[0], "T1 time");
  EXPECT_EQ(order[1], "T1 sessions");
  EXPECT_EQ(order[2], "T1 mean_request_latency");
  EXPECT_EQ(order[3], "T1 mean_tracks_per_session");
  EXPECT_EQ(order[4], "T1 mean_time_per_session");
  EXPECT_EQ(order[5], "T10 time") << "names are compared as text";
  EXPECT_EQ(order[10], "T2 time");
  // By hand: means 1.5 and 4, variances 0.5 and 2; the standard error is sqrt(1.25), the degrees of
  // freedom 1.25^2 / (0.25^2 + 1) = 1.4706, whose quantile is 6.1806; 100 x (2.5 -+ 6.9101) / 1.5.
  const auto& time = json.at("all_effects")[4];
  EXPECT_EQ(time.at("control_mean"), 1.5);
  EXPECT_EQ(time.at("treatment_mean"), 4.0);
  EXPECT_EQ(time.at("effect_pct"), 166.67);
  EXPECT_EQ(time.at("lower_pct"), -294.57);
  EXPECT_EQ(time.at("upper_pct"), 627.9);
  EXPECT_EQ(time.at("significant"), false);
  EXPECT_THAT(text, HasSubstr("{\n  \"all_effects\": [\n    {\n      \"treatment\": \"T1\",\n"));
  // One user has no variance.
  EXPECT_THAT([&] { ab_result_json(log, "T7"); },
              ThrowsMessage<UserError>(HasSubstr("the control 'T7'")));
}

TEST(AbResult, TakesTheFirstExperimentByName) {
  const TemporaryFolder folder;
  LogLine b;
  b.message = "last";
  b.experiments = R"({"B": "C"})";
  LogLine a = b;
  a.user = 2;
  a.timestamp = 5;
  a.experiments = R"({"A": "C"})";
  LogRequest request{{folder.write("log", b.text() + a.text())}, std::nullopt, 0};
  EXPECT_THAT([&] { read_log(request, {}); },
              ThrowsMessage<UserError>(HasSubstr("several experiments")));
  request.first_by_name = true;
  EXPECT_EQ(read_log(request, {}).experiment, "A");
}

TEST(LogFiles, OfADirectoryAreThoseOfItsReplicas) {
  const TemporaryFolder folder;
  namespace fs = std::filesystem;
  const auto touch = [&](const std::string& name) {
    fs::create_directories((folder.path() / name).parent_path());
    folder.write(name, "x");
    return (folder.path() / name).string();
  };
  const std::string directory = folder.path().string();
  EXPECT_THAT([&] { log_files({directory}); },
              ThrowsMessage<UserError>(HasSubstr("this directory has no logs")));
  const std::string deep = touch("a/b/data.json");
  EXPECT_THAT(log_files({directory}), ElementsAre(deep));
  const std::string top = touch("data.json");
  EXPECT_THAT(log_files({directory}), ElementsAre(deep, top));
  const std::string second = touch("r2/data.json");
  const std::string first = touch("r1/data.json");
  const std::string older = touch("r1/data.json.1.gz");
  touch("r1/data.json.bak");
  touch("r1/other.json");
  EXPECT_THAT(log_files({directory, "-", "x.json"}),
              ElementsAre(first, older, second, "-", "x.json"));
}

}  // namespace
}  // namespace reprise
