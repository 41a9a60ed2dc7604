// Tests segments of one's own: fields of users.json, and ids of users that are text.
#include <algorithm>

#include <fmt/format.h>

#include "experiments/commands/command.h"
#include "tests/command_line/botify_world.h"

namespace reprise {
namespace {

using nlohmann::json;
using testing::AllOf;
using testing::Contains;
using testing::HasSubstr;
using testing::IsEmpty;
using testing::Not;
using testing::SizeIs;

constexpr int kUsers = 600;

// A user's country: mostly FR, some DE, a few rare ones, and none.
std::string country(int user) {
  if (user % 10 == 9) return "";
  if (user % 30 == 7) return "X" + std::to_string(user);
  return user % 3 == 0 ? "DE" : "FR";
}

class Segments : public testing::Test {
 protected:
  Segments() {
    BotifyWorld world;
    world.users.clear();
    for (int user = 0; user < kUsers; ++user) {
      const std::string of = country(user);
      world.users.push_back(fmt::format(
          R"({{"user": "user {0}", "interests": [{1}], "consume_bias": {2}, "age": {3}{4}}})", user,
          user % 6, 2 + user % 5, 18 + user % 40,
          of.empty() ? "" : fmt::format(R"(, "country": "{}")", of)));
    }
    for (const auto& [file, content] : world.files("world")) sandbox.write(file, content);
    sandbox.write("world/top_tracks.json", "[1, 0, 2, 3, 4, 5]");
    sandbox.write("own.yaml",
                  "experiment: own\n"
                  "world: world\n"
                  "episodes: 9000\n"
                  "users_csv: true\n"
                  "control: random\n"
                  "treatments: {random: random, sticky: sticky_artist, pop: {top_pop: 3}}\n");
  }

  // Runs own.yaml, and returns the run's directory.
  std::string run(const std::string& out, std::vector<std::string> more = {}) const {
    more.insert(more.begin(), {"run", "own.yaml", "--quiet", "--out", out});
    EXPECT_THAT(sandbox.run(more), Succeeds());
    return out + "/" + Sandbox::files_in(sandbox.directory() / out).at(1);
  }

  static std::vector<json> groups(const json& results, const std::string& trait,
                                  const std::string& treatment = "pop") {
    std::vector<json> found;
    for (const json& group : results["groups"]) {
      if (group["trait"] != trait || group["effect"]["treatment"] != treatment) continue;
      found.push_back(group);
    }
    return found;
  }

  Sandbox sandbox;
};

TEST_F(Segments, AreFieldsOfUsers) {
  const std::string directory = run("runs");
  const json results = sandbox.read_json(directory + "/results.json");
  std::vector<std::string> values;
  int users = 0;
  for (const json& group : groups(results, "country")) {
    values.push_back(group["value"]);
    users += group["users"].get<int>();
  }
  EXPECT_THAT(values, testing::ElementsAre("FR", "DE", "others", "not given"));
  EXPECT_EQ(users, kUsers) << "everybody played, and is in one segment";
  const std::vector<json> ages = groups(results, "age");
  ASSERT_THAT(ages, SizeIs(10));
  EXPECT_EQ(ages.front()["from"], 18);
  EXPECT_EQ(ages.back()["to"], 57);
  EXPECT_FALSE(ages.front().contains("value"));
  EXPECT_THAT(results["traits"]["country"].get<std::string>(), HasSubstr("a field of users.json"));
  const std::string page = sandbox.read(directory + "/report.md");
  EXPECT_THAT(page, AllOf(HasSubstr("| not given |"), HasSubstr("| 18 to 21 |")));
  const std::vector<std::string> rows = lines_of(sandbox.read(directory + "/segments.csv"));
  EXPECT_THAT(rows, SizeIs(1 + results["groups"].size()));
  EXPECT_THAT(rows, Contains(HasSubstr(",country,not given,,,")));
  EXPECT_THAT(rows, Contains(HasSubstr(",age,,18,21,")));
}

// A segment's effect is that of a run among its users alone, and of a run with them as the world.
TEST_F(Segments, FilterTheUsersOfAWorld) {
  const json all = sandbox.read_json(run("runs") + "/results.json");
  const std::vector<std::string> only = {"--set",
                                         "world={files: {embeddings: world/tracks.npy, "
                                         "tracks: world/tracks.json, users: "
                                         "world/users.json, top_tracks: "
                                         "world/top_tracks.json}, users: {only: {country: "
                                         "DE}}}"};
  const std::string directory = run("only", only);
  const json some = sandbox.read_json(directory + "/results.json");
  EXPECT_EQ(some["world"]["users"], groups(all, "country")[1]["users"]);
  EXPECT_EQ(some["world"]["description"], "files, users with country = DE");
  EXPECT_THAT(groups(some, "country"), IsEmpty()) << "all have one country";
  for (const std::string& row : lines_of(sandbox.read(directory + "/users.csv"))) {
    if (row.starts_with("user,")) continue;
    const int user = std::stoi(row.substr(std::string("\"user ").size()));
    EXPECT_EQ(country(user), "DE") << row;
  }
  // The cache has the fields, too.
  const std::string again = run("again", only);
  EXPECT_EQ(sandbox.read(again + "/results.json"), sandbox.read(directory + "/results.json"));
}

TEST_F(Segments, AreTheSameResumedAndInShards) {
  const std::string whole = sandbox.read(run("runs") + "/results.json");
  const std::string first = run("one", {"--shard", "1/2"});
  const std::string second = run("two", {"--shard", "2/2"});
  EXPECT_THAT(sandbox.run({"merge", first, second, "--out", "merged", "--quiet"}), Succeeds());
  const std::string merged = "merged/" + Sandbox::files_in(sandbox.directory() / "merged").at(1);
  EXPECT_EQ(sandbox.read(merged + "/results.json"), whole);
  EXPECT_EQ(sandbox.read(run("runs", {"--resume", "--threads", "3"}) + "/results.json"), whole);
}

// Segments hold what their users did on all days, and the content of a list file counts in a run
// that goes on.
TEST_F(Segments, AreOfAllDaysAndOfRunsWithListsThatGoOn) {
  std::string lists;
  for (int track = 0; track < 6; ++track) {
    lists += fmt::format("{{\"track\": {}, \"tracks\": [{}, {}]}}\n", track, (track + 1) % 6,
                         (track + 2) % 6);
  }
  sandbox.write("lists.json", lists);
  const std::vector<std::string> days = {
      "--set", "days=3", "--set",
      "treatments={random: random, pop: {candidates: {item_list: lists.json}, pick: first}}"};
  const auto with = [&](std::vector<std::string> more) {
    more.insert(more.end(), days.begin(), days.end());
    return more;
  };
  const std::string directory = run("whole", days);
  const json whole = sandbox.read_json(directory + "/results.json");
  int users = 0;
  for (const json& group : groups(whole, "country")) users += group["users"].get<int>();
  EXPECT_EQ(users, kUsers);
  const std::string first = run("one", with({"--shard", "1/2"}));
  const std::string second = run("two", with({"--shard", "2/2"}));
  EXPECT_THAT(sandbox.run({"merge", first, second, "--out", "merged", "--quiet"}), Succeeds());
  const std::string merged = "merged/" + Sandbox::files_in(sandbox.directory() / "merged").at(1);
  EXPECT_EQ(sandbox.read_json(merged + "/results.json"), whole);
  EXPECT_EQ(sandbox.read_json(run("one", with({"--resume"})) + "/results.json"), whole);
  // Another list is another run.
  sandbox.write("lists.json", lists + "\n");
  EXPECT_EQ(sandbox.read_json(run("again", days) + "/results.json")["groups"], whole["groups"]);
  lists.replace(lists.find("[1, 2]"), 6, "[5, 4]");
  sandbox.write("lists.json", lists);
  const Outcome other =
      sandbox.run(with({"run", "own.yaml", "--quiet", "--out", "whole", "--resume"}));
  EXPECT_THAT(other, Succeeds());
  EXPECT_THAT(other.err, HasSubstr("lists.json has changed since the run"));
}

TEST_F(Segments, OfALogAreThoseOfItsRun) {
  const std::string directory = run("runs", {"--set", "design=split", "--set", "log=data.json"});
  const json of_run = sandbox.read_json(directory + "/results.json");
  const std::vector<std::string> analyze = {"analyze", directory + "/data.json", "--users",
                                            "world/users.json"};
  std::vector<std::string> as_json = analyze;
  as_json.emplace_back("--json");
  const Outcome outcome = sandbox.run(as_json);
  EXPECT_THAT(outcome, Succeeds());
  const json of_log = json::parse(outcome.out);
  for (const char* field : {"country", "age"}) {
    const std::vector<json> expected = groups(of_run, field);
    const std::vector<json> found = groups(of_log, field, "T2");  // pop is the second
    ASSERT_EQ(found.size(), expected.size());
    ASSERT_GE(found.size(), 4u);
    for (std::size_t i = 0; i < found.size(); ++i) {
      EXPECT_EQ(found[i].value("value", ""), expected[i].value("value", ""));
      EXPECT_EQ(found[i]["users"], expected[i]["users"]);
      EXPECT_NEAR(found[i]["effect"]["effect"].get<double>(),
                  expected[i]["effect"]["effect"].get<double>(), 1e-6);
    }
    EXPECT_EQ(of_log["traits"][field], of_run["traits"][field]);
  }
  // Some users are not in the file.
  sandbox.write("some.json", "{\"user\": \"user 1\", \"country\": \"DE\"}\n");
  std::vector<std::string> some = analyze;
  some.back() = "some.json";
  EXPECT_THAT(sandbox.run(some).out + sandbox.run(some).err,
              HasSubstr("599 of 600 users of the log are not in some.json"));
  sandbox.write("some.json", "{\"user\": \"nobody\", \"country\": \"DE\"}\n");
  const Outcome nobody = sandbox.run(some);
  EXPECT_EQ(nobody.exit_code, kWrongUse);
  EXPECT_THAT(nobody.err, HasSubstr("some.json: has none of the 600 users of the log"));
  sandbox.write("some.json", "{\"user\": \"user 1\"}\n");
  EXPECT_THAT(sandbox.run(some).err, HasSubstr("has no field beside 'user' and 'interests'"));
}

TEST_F(Segments, CanBeRequired) {
  const auto required = [&](const std::string& requirement) {
    return sandbox.run(
        {"run", "own.yaml", "--quiet", "--brief", "--resume", "--require", requirement});
  };
  const Outcome met = required("pop not worse by 99% among country=DE");
  EXPECT_THAT(met, Succeeds());
  EXPECT_THAT(met.err, HasSubstr("met: pop not worse by 99% among country=DE ("));
  const Outcome none = required("pop better among country=GB");
  EXPECT_EQ(none.exit_code, kNotMet);
  EXPECT_THAT(none.err, HasSubstr("there is no segment country=GB; segments are FR; DE; others; "
                                  "not given"));
  EXPECT_THAT(required("pop better among city=Bonn").err,
              HasSubstr("there are no segments by 'city'; there are by age, country"));
  EXPECT_EQ(required("pop better on skip_rate among country=DE").exit_code, kWrongUse);
  EXPECT_EQ(required("pop better among country").exit_code, kWrongUse);
  EXPECT_EQ(required("pop not worse by 99% among age=18 to 21").exit_code, kOk);
}

TEST_F(Segments, MakeStrata) {
  const auto stratified = [&](const std::string& by) {
    return sandbox.run({"run", "own.yaml", "--quiet", "--brief", "--set",
                        fmt::format("estimator={{stratified: {{by: [{}]}}}}", by)});
  };
  EXPECT_THAT(stratified("country, age"), Succeeds());
  const Outcome wrong = stratified("contry");
  EXPECT_EQ(wrong.exit_code, kWrongUse);
  EXPECT_THAT(wrong.err, HasSubstr("unknown trait or field of users 'contry' (did you mean "
                                   "'country'?); known: age, country, consume_bias"));
}

// A log says who a user is as users.json does, is read again, and lists find their users by it.
TEST_F(Segments, IdsMayBeText) {
  std::string lists;
  for (int user = 0; user < kUsers; ++user) {
    lists += fmt::format("{{\"user\": \"user {}\", \"tracks\": [1, 2, 3]}}\n", user);
  }
  sandbox.write("lists.json", lists);
  const std::string directory =
      run("runs", {"--set", "design=split", "--set", "log=data.json", "--set",
                   "treatments={random: random, mine: {candidates: {user_list: lists.json}, "
                   "fallback: random}}"});
  const json line = json::parse(lines_of(sandbox.read(directory + "/data.json")).front());
  EXPECT_THAT(line["user"].get<std::string>(), testing::StartsWith("user "));
  EXPECT_THAT(sandbox.run({"analyze", directory + "/data.json"}), Succeeds());
}

TEST_F(Segments, AUserIsWatchedByTheirId) {
  const Outcome outcome = sandbox.run({"play", "--watch", "pop", "own.yaml", "--user", "user 17"});
  EXPECT_THAT(outcome, Succeeds());
  EXPECT_THAT(outcome.out, HasSubstr("of seed 1: user user 17, who has in mind"));
  const Outcome nobody = sandbox.run({"play", "--watch", "pop", "own.yaml", "--user", "usr 17"});
  EXPECT_EQ(nobody.exit_code, kWrongUse);
  EXPECT_THAT(nobody.err, HasSubstr("there is no user usr 17 (did you mean 'user 17'?)"));
}

TEST_F(Segments, AUserWhoIsThereTwiceIsNamed) {
  sandbox.write("world/users.json",
                "{\"user\": \"anna\", \"interests\": [1]}\n"
                "{\"user\": \"anna\", \"interests\": [2]}\n");
  const Outcome outcome = sandbox.run({"run", "own.yaml", "--quiet"});
  EXPECT_EQ(outcome.exit_code, kWrongUse);
  EXPECT_THAT(outcome.err, HasSubstr("users.json:2: user \"anna\" is there twice; remove one"));
  EXPECT_THAT(outcome.out, Not(HasSubstr("report")));
}

// What a run keeps of the oracle is of users who respond as they do now.
TEST_F(Segments, OfUsersOwnValuesNothingStaleIsKept) {
  const auto write = [&](double heard) {
    std::string users;
    for (int user = 0; user < 60; ++user) {
      users +=
          fmt::format(R"({{"user": {}, "interests": [{}], "user_model": {{"hazard.heard": {}}}}})"
                      "\n",
                      user, user % 6, heard);
    }
    sandbox.write("world/users.json", users);
  };
  const auto played = [&] {
    const Outcome outcome = sandbox.run(
        {"run", "own.yaml", "--set",
         "world={files: {embeddings: world/tracks.npy, tracks: "
         "world/tracks.json, users: world/users.json}, users: {model: {leave: hazard}}}",
         "--set", "episodes=2000", "--set", "treatments.best=oracle", "--json", "--quiet"});
    EXPECT_THAT(outcome, Succeeds());
    return json::parse(outcome.out);
  };
  const auto tracks = [](const json& results) {
    return results["treatments"]["best"]["metrics"]["mean_tracks_per_session"]["mean"]
        .get<double>();
  };
  write(0.01);
  const json patient = played();
  write(0.9);
  const json impatient = played();
  EXPECT_GT(tracks(patient), 1.1 * tracks(impatient));
  EXPECT_NE(patient["world"]["fingerprint"], impatient["world"]["fingerprint"]);
}

}  // namespace
}  // namespace reprise
