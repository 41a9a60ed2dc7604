// Tests `reprise analyze` on hand-made logs of six users (tests/command_line/logs).
#include <fstream>
#include <sstream>

#include "tests/command_line/program.h"
#include "tests/log_lines.h"

namespace reprise {
namespace {

using testing::AllOf;
using testing::ElementsAre;
using testing::EndsWith;
using testing::HasSubstr;
using testing::IsEmpty;
using testing::Not;
using testing::SizeIs;
using testing::StartsWith;

std::string log_file(const std::string& name) {
  return (std::filesystem::path(REPRISE_TEST_FOLDER) / "logs" / name).string();
}

std::string content(const std::string& file) {
  std::ifstream stream(file, std::ios::binary);
  std::ostringstream text;
  text << stream.rdbuf();
  EXPECT_FALSE(text.str().empty()) << file;
  return text.str();
}

nlohmann::json json_of(const Outcome& outcome) {
  EXPECT_THAT(outcome, Succeeds());
  return nlohmann::json::parse(outcome.out);
}

class AnalyzeCommand : public testing::Test {
 protected:
  nlohmann::json results(std::vector<std::string> arguments) const {
    arguments.insert(arguments.begin(), "analyze");
    arguments.push_back("--json");
    const Outcome outcome = sandbox.run(arguments);
    EXPECT_THAT(outcome.err, IsEmpty());
    return json_of(outcome);
  }

  // Expects the control's mean, the treatment's mean and the effect in percent.
  static void expect_effect(const nlohmann::json& effect, const std::string& metric, double control,
                            double treatment) {
    EXPECT_EQ(effect["metric"], metric);
    EXPECT_DOUBLE_EQ(effect["control_mean"], control) << metric;
    EXPECT_DOUBLE_EQ(effect["treatment_mean"], treatment) << metric;
    EXPECT_DOUBLE_EQ(effect["effect"], 100 * (treatment / control - 1)) << metric;
  }

  Sandbox sandbox;
};

// The times of the sessions, by user. C: 1 (1, .5, 0); 2 (1, 0); 3 (1, 1, .5, 0) and (1, 0). T1: 4
// (1, 1, 1, 0); 5 (1, 1, .5, 1, 0); 6 (1, .5, 0). Requests take 1 ms and 2 ms.
TEST_F(AnalyzeCommand, FiguresByHand) {
  const nlohmann::json found = results({log_file("one.json")});
  EXPECT_EQ(found["experiment"], "LISTS");
  EXPECT_EQ(found["design"], "split");
  EXPECT_EQ(found["interval"], "fieller");
  EXPECT_EQ(found["control"], "C");
  EXPECT_THAT(found["warnings"], IsEmpty());
  ASSERT_THAT(found["effects"], SizeIs(5));
  expect_effect(found["effects"][0], "mean_time_per_session", (1.5 + 1 + (2.5 + 1) / 2) / 3,
                (3 + 3.5 + 1.5) / 3);
  expect_effect(found["effects"][1], "mean_tracks_per_session", (3.0 + 2 + 3) / 3,
                (4.0 + 5 + 3) / 3);
  expect_effect(found["effects"][2], "mean_request_latency", 1, 2);
  expect_effect(found["effects"][3], "sessions", 4.0 / 3, 1);
  expect_effect(found["effects"][4], "time", (1.5 + 1 + 3.5) / 3, (3 + 3.5 + 1.5) / 3);
  const nlohmann::json& control = found["treatments"]["C"];
  EXPECT_EQ(control["users"], 3);
  EXPECT_EQ(control["sessions"], 4);
  EXPECT_EQ(control["recommendations"], 7);
  EXPECT_EQ(control["control"], true);
  EXPECT_THAT(control["lengths"], ElementsAre(0, 2, 1, 1, 0));
  EXPECT_EQ(found["log"]["rows"], 23);
}

// A packed log, a pipe, and a log in three files, named in any way, all give the same results.
TEST_F(AnalyzeCommand, TheSameHoweverItIsStored) {
  const std::string text = content(log_file("one.json"));
  const std::vector<std::string> end = {"--experiment", "LISTS", "--json"};
  const auto run_on = [&](std::vector<std::string> files) {
    files.insert(files.begin(), "analyze");
    files.insert(files.end(), end.begin(), end.end());
    return sandbox.run(files);
  };
  const Outcome plain = run_on({log_file("one.json")});
  EXPECT_THAT(plain, Succeeds());
  sandbox.write("packed", gzipped(text));
  EXPECT_EQ(run_on({"packed"}).out, plain.out);
  EXPECT_EQ(sandbox.run_on_input(text, {"analyze", "-", "--experiment", "LISTS", "--json"}).out,
            plain.out);
  EXPECT_EQ(
      sandbox.run_on_input(gzipped(text), {"analyze", "--experiment", "LISTS", "--json", "-"}).out,
      plain.out);

  nlohmann::json rotated = nlohmann::json::parse(plain.out);
  rotated["log"]["files"] = 3;
  std::vector<std::string> files = {log_file("rotated/log.json"), log_file("rotated/log.json.1"),
                                    log_file("rotated/log.json.2.gz")};
  std::sort(files.begin(), files.end());
  do {
    nlohmann::json found = json_of(run_on(files));
    rotated["log"]["fingerprint"] = found["log"]["fingerprint"];
    EXPECT_EQ(found, rotated);
  } while (std::next_permutation(files.begin(), files.end()));
}

TEST_F(AnalyzeCommand, PrintsTheTableOfARun) {
  const Outcome outcome = sandbox.run({"analyze", log_file("one.json")});
  EXPECT_THAT(outcome, Succeeds());
  EXPECT_THAT(outcome.err, IsEmpty());
  EXPECT_THAT(outcome.out,
              AllOf(StartsWith("LISTS: split design, 3 to 4 sessions and 3 users per treatment, 23 "
                               "rows of a log\n"),
                    HasSubstr("mean_time_per_session  tracks listened to\n"),
                    HasSubstr("T1            +88.2  "), HasSubstr("other metrics, means\n")));
  for (const char* simulated : {"seed", "fallback", "oracle", "coverage"}) {
    EXPECT_THAT(outcome.out, Not(HasSubstr(simulated)));
  }
  const Outcome every = sandbox.run({"analyze", log_file("one.json"), "--every-metric"});
  EXPECT_THAT(every.out, HasSubstr("mean_request_latency  ms\n"));
}

TEST_F(AnalyzeCommand, ChoosesExperimentMetricsAndInterval) {
  const nlohmann::json anchors = results({log_file("two.json"), "--experiment", "ANCHORS"});
  std::vector<std::string> names;
  for (const auto& [name, treatment] : anchors["treatments"].items()) names.push_back(name);
  EXPECT_THAT(names, ElementsAre("C", "T1", "T2"));
  const nlohmann::json chosen = results({log_file("two.json"), "--experiment", "LISTS", "--metrics",
                                         "time,tracks_per_session", "--interval", "notebook",
                                         "--confidence", "0.9", "--budget", "none"});
  EXPECT_EQ(chosen["log"]["command"],
            "reprise analyze LOG... --experiment LISTS --metrics time,tracks_per_session "
            "--interval notebook --confidence 0.9 --budget none");
  EXPECT_EQ(chosen["confidence"], 0.9);
  ASSERT_THAT(chosen["effects"], SizeIs(2));
  expect_effect(chosen["effects"][0], "time", 2, 8.0 / 3);
  expect_effect(chosen["effects"][1], "mean_tracks_per_session", 8.0 / 3, 4);
  EXPECT_EQ(chosen["effects"][0]["interval"], "notebook");
  const nlohmann::json other =
      results({log_file("one.json"), "--control", "T1", "--metrics", "sessions"});
  expect_effect(other["effects"][0], "sessions", 1, 4.0 / 3);
  EXPECT_EQ(other["effects"][0]["treatment"], "C");
}

TEST_F(AnalyzeCommand, WritesTheReportsOfARun) {
  const Outcome outcome = sandbox.run({"analyze", log_file("one.json"), "--out", "there"});
  EXPECT_THAT(outcome, Succeeds());
  EXPECT_THAT(outcome.err, EndsWith("report: there/report.html\n"));
  for (const char* file : {"there/results.json", "there/report.md", "there/report.html",
                           "there/effects.csv", "there/manifest.json"}) {
    EXPECT_THAT(sandbox.files(), testing::Contains(file));
  }
  const std::string page = sandbox.read("there/report.md");
  EXPECT_THAT(page, AllOf(HasSubstr("- read: 23 rows of `LISTS` in 1 file, from 2023-11-14 "
                                    "22:13:20 UTC to 2023-11-14 22:13:20 UTC; fingerprint `"),
                          HasSubstr("reprise analyze LOG... --experiment LISTS\n")));
  // The page does not mention facts that only a simulator knows.
  for (const char* simulated :
       {"seed", "allback", "world", "episode", "config", "oracle", "catalogue", "run", "played:"}) {
    EXPECT_THAT(page, Not(HasSubstr(simulated)));
  }
  const nlohmann::json manifest = sandbox.read_json("there/manifest.json");
  EXPECT_EQ(manifest["inputs"][0]["path"], log_file("one.json"));
  EXPECT_EQ(manifest["inputs"][0]["bytes"], content(log_file("one.json")).size());
  EXPECT_EQ(manifest["inputs"][0]["xxh3"],
            sandbox.read_json("there/results.json")["log"]["fingerprint"]);
  // `reprise report` writes the same pages again from results.json.
  std::map<std::string, std::string> before;
  for (const char* file : {"there/report.md", "there/report.html", "there/effects.csv"}) {
    before[file] = sandbox.read(file);
    std::filesystem::remove(sandbox.directory() / file);
  }
  EXPECT_THAT(sandbox.run({"report", "there"}), Succeeds());
  for (const auto& [file, text] : before) EXPECT_EQ(sandbox.read(file), text) << file;
}

TEST_F(AnalyzeCommand, WritesNothingUnlessAsked) {
  EXPECT_THAT(sandbox.run({"analyze", log_file("one.json")}), Succeeds());
  EXPECT_THAT(sandbox.files(), IsEmpty());
}

TEST_F(AnalyzeCommand, AlarmsAreWarnings) {
  std::string text = content(log_file("one.json"));
  text += "no row\n";
  LogSession session;
  session.user = 9;
  session.times = {0.25, 1.25};
  session.start = 1'700'000'000'100;
  session.ends = false;
  for (LogLine line : session.lines()) {
    line.experiments = R"({"LISTS": "C"})";
    text += line.text();
  }
  sandbox.write("log.json", text);
  const Outcome outcome = sandbox.run({"analyze", "log.json", "--bad-lines", "1"});
  EXPECT_THAT(outcome, Succeeds());
  EXPECT_THAT(outcome.out,
              AllOf(HasSubstr("warning: 1 line is no row of a log"), HasSubstr("log.json:24: "),
                    HasSubstr("1 session never ended"), HasSubstr("1 session begins with a track"),
                    HasSubstr("1 row has a time outside 0 to 1")));
  const nlohmann::json found = results({"log.json", "--bad-lines", "1"});
  EXPECT_THAT(found["warnings"], SizeIs(4));
  EXPECT_EQ(found["treatments"]["C"]["users"], 3) << "who finished a session";
}

// A log with one treatment has results, too, though few.
TEST_F(AnalyzeCommand, AControlAlone) {
  sandbox.write("log.json", LogSession{.user = 1,
                                       .treatment = "C",
                                       .times = {1, 0.5},
                                       .start = 0,
                                       .interval = 10,
                                       .first_track = 1,
                                       .latency = 0.001,
                                       .ends = true}
                                .text());
  const Outcome outcome = sandbox.run({"analyze", "log.json"});
  EXPECT_THAT(outcome, Succeeds());
  EXPECT_THAT(outcome.out, HasSubstr("there is nothing to compare it with"));
}

TEST_F(AnalyzeCommand, WarnsWhereATreatmentNeverFinishedASession) {
  LogSession session;
  session.times = {1, 0.5, 0};
  std::string text = session.text();
  session.user = 2;
  session.treatment = "T1";
  session.ends = false;
  sandbox.write("log.json", text + session.text());
  const Outcome outcome = sandbox.run({"analyze", "log.json", "--out", "there"});
  EXPECT_THAT(outcome, Succeeds());
  EXPECT_THAT(outcome.out, HasSubstr("1 session never ended and is left out (T1 1; 3 rows)"));
  EXPECT_THAT(outcome.out, Not(HasSubstr("nan")));
}

}  // namespace
}  // namespace reprise
