// Tests what pipelines rely on: requirements with an exit code of their own, the answer in one
// line, and the schemas of files.
#include <fmt/format.h>

#include "experiments/commands/command.h"
#include "tests/command_line/tiny_experiment.h"

namespace reprise {
namespace {

using nlohmann::json;
using testing::AllOf;
using testing::HasSubstr;
using testing::IsEmpty;
using testing::SizeIs;
using testing::StartsWith;

class Gate : public TinyExperiment {
 protected:
  // Plays the tiny experiment with more sessions, so that random is better than sticky.
  Outcome required(const std::vector<std::string>& requirements,
                   const std::vector<std::string>& more = {}) const {
    std::vector<std::string> arguments = {"run",           "tiny.yaml", "--quiet",
                                          "--brief",       "--resume",  "--set",
                                          "episodes=4000", "--set",     "control=sticky"};
    arguments.insert(arguments.end(), more.begin(), more.end());
    for (const std::string& requirement : requirements) {
      arguments.insert(arguments.end(), {"--require", requirement});
    }
    return sandbox.run(arguments);
  }
};

TEST_F(Gate, PassesWhatIsFound) {
  const Outcome met = required({"random better", "random better than sticky on skip_rate"});
  EXPECT_THAT(met, Succeeds());
  EXPECT_THAT(met.err, AllOf(HasSubstr("\nmet: random better ("), HasSubstr("better)\n"),
                             HasSubstr("\nmet: random better than sticky on skip_rate (")));
}

TEST_F(Gate, EndsWithACodeOfItsOwnOtherwise) {
  const Outcome failed = required({"random better", "sticky better than random"});
  EXPECT_EQ(failed.exit_code, kNotMet);
  EXPECT_THAT(failed.err, AllOf(HasSubstr("\nmet: random better ("),
                                HasSubstr("\nnot met: sticky better than random (")));
  EXPECT_THAT(failed.out, StartsWith("random keeps people listening"));
  // The run that is there is asked again.
  EXPECT_EQ(required({"random not worse by 1%"}).exit_code, kOk);
  EXPECT_EQ(required({"sticky not worse than random by 1%"}).exit_code, kNotMet);
  EXPECT_EQ(required({"random equivalent to sticky within 90%"}).exit_code, kOk);
  EXPECT_EQ(required({"random equivalent within 1%"}).exit_code, kNotMet);
}

TEST_F(Gate, ComparesTwoTreatmentsByTheirPair) {
  const std::vector<std::string> pairs = {"--set", "every_pair=true"};
  EXPECT_EQ(required({"random not worse than pop by 50%"}, pairs).exit_code, kOk);
  EXPECT_EQ(required({"pop not worse than random by 50%"}, pairs).exit_code, kOk);
  EXPECT_EQ(required({"pop not worse than random by 1%"}, pairs).exit_code, kNotMet);
}

TEST_F(Gate, RefusesWhatNoRunCouldDecide) {
  const auto complaint = [&](const std::string& requirement) {
    const Outcome outcome = required({requirement});
    EXPECT_EQ(outcome.exit_code, kWrongUse) << requirement;
    EXPECT_THAT(outcome.out, IsEmpty());
    return outcome.err;
  };
  EXPECT_THAT(complaint("stick better"),
              HasSubstr("'stick' is no treatment (did you mean 'sticky'?)"));
  EXPECT_THAT(complaint("sticky"), HasSubstr("it says nothing about the treatment"));
  EXPECT_THAT(complaint("sticky good"), HasSubstr("'good' is no verdict"));
  EXPECT_THAT(complaint("random better than pop"), HasSubstr("every_pair: true"));
  EXPECT_THAT(complaint("sticky better than sticky"), HasSubstr("compared with itself"));
  EXPECT_THAT(complaint("random better by 1%"), HasSubstr("a margin belongs to"));
  EXPECT_THAT(complaint("random not worse"), HasSubstr("by how much it may be worse"));
  EXPECT_THAT(complaint("random equivalent"), HasSubstr("say within which margin"));
  EXPECT_THAT(complaint("random not worse by 0.01"), HasSubstr("write 1%"));
  EXPECT_THAT(complaint("random better on skip_rat"),
              HasSubstr("does not measure 'skip_rat' (did you mean"));
  EXPECT_THAT(complaint("random better on artists_per_session"),
              HasSubstr("has no better direction"));
  EXPECT_THAT(sandbox.files(), SizeIs(1)) << "nothing was played";
}

TEST_F(Gate, TheAnswerIsOneLineForPrograms) {
  const Outcome brief = required({});
  EXPECT_THAT(lines_of(brief.out), SizeIs(1));
  EXPECT_THAT(brief.err, HasSubstr("report: runs/tiny/"));
  const Outcome table = sandbox.run(
      {"run", "tiny.yaml", "--resume", "--set", "episodes=4000", "--set", "control=sticky"});
  EXPECT_THAT(table.out, HasSubstr("\n" + brief.out)) << "not wrapped, since this is no terminal";
}

TEST_F(Gate, TheOneLineSaysThatThereAreWarnings) {
  const Outcome brief = sandbox.run({"run", "tiny.yaml", "--quiet", "--brief", "--set",
                                     "treatments.idea={candidates: {nearest: 20}}"});
  EXPECT_THAT(brief, Succeeds());
  EXPECT_THAT(lines_of(brief.out), SizeIs(1));
  EXPECT_THAT(brief.out, HasSubstr(" (1 warning, see the report)\n"));
}

TEST_F(Gate, TheAnswersOfSeveralExperimentsAreALineEach) {
  sandbox.write("other.yaml", "experiment: other" + kTiny.substr(kTiny.find('\n')));
  const Outcome both = sandbox.run({"run", "tiny.yaml", "other.yaml", "--quiet", "--brief"});
  EXPECT_THAT(both, Succeeds());
  const std::vector<std::string> lines = lines_of(both.out);
  ASSERT_THAT(lines, SizeIs(2));
  EXPECT_THAT(lines[0], StartsWith("tiny: "));
  EXPECT_THAT(lines[1], StartsWith("other: "));
  const Outcome one = sandbox.run({"run", "tiny.yaml", "--quiet", "--brief", "--resume"});
  EXPECT_EQ("tiny: " + one.out, lines[0] + "\n");
}

TEST_F(Gate, AMetricMayBeCalledByItsShortName) {
  EXPECT_EQ(required({"random better on time_per_session"}).exit_code, kOk);
  EXPECT_EQ(required({"sticky better than random on tracks_per_session"}).exit_code, kNotMet);
}

TEST_F(Gate, ResultsHaveVerdictsAndTheHeadline) {
  const json found = results({"--set", "episodes=4000", "--set", "control=sticky"});
  EXPECT_EQ(found["headline"].get<std::string>() + "\n", required({}).out);
  EXPECT_EQ(found["format"], 1);
  std::size_t verdicts = 0;
  for (const json& effect : found["effects"]) {
    if (effect["treatment"] != "random" || effect["metric"] != "mean_time_per_session") continue;
    EXPECT_EQ(effect["verdict"], "better");
    ++verdicts;
  }
  EXPECT_EQ(verdicts, 1u);
}

// Checks a file against its schema with Python's jsonschema.
void expect_valid(const Sandbox& sandbox, const std::string& schema,
                  const std::vector<std::string>& files) {
  sandbox.write("valid.py",
                "import json, sys, jsonschema\n"
                "schema = json.load(open(sys.argv[1]))\n"
                "jsonschema.Draft202012Validator.check_schema(schema)\n"
                "validator = jsonschema.Draft202012Validator(schema)\n"
                "for name in sys.argv[2:]:\n"
                "    if name.endswith('.json'): value = json.load(open(name))\n"
                "    else:\n"
                "        import yaml\n"
                "        value = yaml.safe_load(open(name))\n"
                "    for error in validator.iter_errors(value):\n"
                "        print(name, list(error.absolute_path), error.message[:300])\n");
  std::vector<std::string> command = {"python3", "valid.py", schema};
  command.insert(command.end(), files.begin(), files.end());
  const Outcome outcome = sandbox.run_command(command);
  if (outcome.err.find("ModuleNotFoundError") != std::string::npos) {
    GTEST_SKIP() << "Debian's python3-jsonschema and python3-yaml are not installed";
  }
  EXPECT_THAT(outcome, Succeeds());
  EXPECT_THAT(outcome.out, IsEmpty());
}

TEST_F(Gate, ResultsFitTheirSchema) {
  sandbox.write("schema.json", sandbox.run({"schema", "results"}).out);
  const std::string plain = run("plain");
  const std::string more =
      run("more", {"--set", "every_pair=true", "--set", "seeds=1..3", "--set", "users_csv=true"});
  const std::string stop = run(
      "stop", {"--set", "stop={half_width: 20%, max_episodes: 2000}", "--set", "every_pair=true"});
  std::vector<std::string> files;
  for (const std::string& file : sandbox.files()) {
    if (std::filesystem::path(file).filename() == "results.json") files.push_back(file);
  }
  ASSERT_THAT(files, SizeIs(3));
  expect_valid(sandbox, "schema.json", files);
  // Every field of the file is in the schema.
  const json schema = sandbox.read_json("schema.json");
  for (const std::string& file : files) {
    const json results_of_run = sandbox.read_json(file);
    for (const auto& [key, value] : results_of_run.items()) {
      EXPECT_TRUE(schema["properties"].contains(key)) << key;
    }
  }
}

TEST_F(Gate, ExperimentsFitTheirSchema) {
  sandbox.write("schema.json", sandbox.run({"schema", "experiment"}).out);
  std::vector<std::string> files = {"tiny.yaml"};
  const std::filesystem::path configs = std::filesystem::path(REPRISE_SOURCE_FOLDER) / "configs";
  for (const char* folder : {"experiments", "sweeps"}) {
    for (const auto& entry : std::filesystem::directory_iterator(configs / folder)) {
      if (entry.path().extension() == ".yaml") files.push_back(entry.path());
    }
  }
  ASSERT_GT(files.size(), 15u);
  expect_valid(sandbox, "schema.json", files);
  EXPECT_EQ(sandbox.run({"schema", "result"}).exit_code, kWrongUse);
  // Every map of settings has its fields in the schema; no schema is one that takes anything.
  const json schema = sandbox.read_json("schema.json");
  const json& fields = schema["properties"];
  EXPECT_TRUE(fields["evaluate"]["properties"].contains("logging"));
  EXPECT_TRUE(fields["log"]["anyOf"].back()["properties"].contains("propensities"));
  EXPECT_TRUE(fields["between_days"]["properties"].contains("retrain"));
  const json& users = fields["world"]["anyOf"].back()["properties"]["users"];
  EXPECT_TRUE(users["properties"]["model"]["anyOf"].back()["properties"].contains("leave"));
  EXPECT_EQ(fields["confidence"]["anyOf"].back()["type"], "string") << "95% is a share, too";
}

}  // namespace
}  // namespace reprise
