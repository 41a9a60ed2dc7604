// Tests names that look like paths, markup, commands or formulas. They stay names: files are
// written in the directory that the user gave, pages show the names as text, and no part of them is
// run.
#include <algorithm>
#include <filesystem>

#include "experiments/commands/command.h"
#include "tests/command_line/tiny_experiment.h"

namespace reprise {
namespace {

using testing::AllOf;
using testing::Each;
using testing::HasSubstr;
using testing::IsEmpty;
using testing::Not;
using testing::StartsWith;

namespace fs = std::filesystem;

// Returns the text in YAML's double quotes.
std::string quoted(const std::string& text) {
  std::string yaml = "\"";
  for (const char letter : text) {
    if (letter == '\n') {
      yaml += "\\n";
    } else {
      if (letter == '"' || letter == '\\') yaml += '\\';
      yaml += letter;
    }
  }
  return yaml + '"';
}

const std::vector<std::string>& hostile_names() {
  static const std::vector<std::string> names = {
      "../../escaped",
      "/tmp/reprise_escaped",
      "..",
      ".",
      "~",
      "a/b/../../../c",
      "two\nlines",
      "-rf",
      "con.",
      std::string(200, 'n'),
      "<script>alert(1)</script>",
      "\"><img src=x onerror=alert(1)>",
      "javascript:alert(1)",
      "`touch pwned`",
      "$(touch pwned)",
      "@PWD; !touch pwned",
      "\"; system(\"touch pwned\"); \"",
      "\\\"`touch pwned`",
      "'; set output 'pwned'; '",
      "=HYPERLINK(\"http://x\")",
      "@SUM(1)",
      "| a | b |",
      "[x](http://x)",
      "%s%n %d",
      "\xE2\x80\xAE"
      "gnp.txt",  // shown from right to left, because of U+202E before it
      "\x1b[31mred",
  };
  return names;
}

class HostileNames : public TinyExperiment {
 protected:
  std::vector<std::string> outside() const {
    std::vector<std::string> files = Sandbox::files_in(sandbox.directory().parent_path());
    std::erase_if(files, [](const std::string& file) {
      return file.starts_with("work/out") || file.starts_with("cache") || file.starts_with("std");
    });
    return files;
  }
};

// Names of any alphabet keep directories that a person can tell apart.
TEST_F(HostileNames, OfOtherAlphabetsStayReadable) {
  for (const char* name : {"эксперимент", "实验", "été 2026"}) {
    EXPECT_THAT(
        sandbox.run({"run", "tiny.yaml", "--quiet", "--set", std::string("experiment=") + name}),
        Succeeds());
  }
  for (const char* directory : {"runs/эксперимент", "runs/实验", "runs/été_2026"}) {
    EXPECT_TRUE(fs::is_directory(sandbox.directory() / directory)) << directory;
  }
  std::string long_name;
  for (int i = 0; i < 100; ++i) long_name += "ы";
  EXPECT_THAT(sandbox.run({"run", "tiny.yaml", "--quiet", "--set", "experiment=" + long_name}),
              Succeeds());
  EXPECT_TRUE(fs::is_directory(sandbox.directory() / "runs" / long_name));
}

TEST_F(HostileNames, OfExperimentsStayInsideOfTheirDirectory) {
  for (const std::string& name : hostile_names()) {
    SCOPED_TRACE(name);
    sandbox.write("x.yaml", "experiment: " + quoted(name) + "\n" +
                                kTiny.substr(kTiny.find('\n') + 1) + "users_csv: true\n");
    fs::remove_all(sandbox.directory() / "out");
    ASSERT_TRUE(sandbox.run({"list"}).exit_code == 0);
    const std::vector<std::string> before = outside();
    const Outcome outcome = sandbox.run({"run", "x.yaml", "--quiet", "--out", "out"});
    EXPECT_THAT(outcome, Succeeds());
    EXPECT_EQ(outside(), before);
    EXPECT_FALSE(fs::exists("/tmp/reprise_escaped"));
    EXPECT_THAT(outcome.out + outcome.err, Not(HasSubstr("\x1b")));
    // All files are in one folder of the experiment, which has one folder of the run.
    const std::vector<std::string> files = Sandbox::files_in(sandbox.directory() / "out");
    ASSERT_FALSE(files.empty());
    EXPECT_THAT(files, Each(StartsWith(files.front())));
    EXPECT_THAT(files.front(), Not(StartsWith(".")));
  }
}

TEST_F(HostileNames, OfTreatmentsAreTextEverywhere) {
  // Run an experiment whose treatments have the hostile names.
  std::string treatments;
  for (const std::string& name : hostile_names()) treatments += "  " + quoted(name) + ": oracle\n";
  sandbox.write("x.yaml", kTiny + treatments + "users_csv: true\nepisodes: 60\n");
  std::string yaml = sandbox.read("x.yaml");
  yaml.erase(yaml.find("episodes: 200\n"), std::string("episodes: 200\n").size());
  sandbox.write("x.yaml", yaml);
  const std::vector<std::string> before = outside();
  const Outcome outcome =
      sandbox.run({"run", "x.yaml", "--quiet", "--every-metric", "--out", "out"});
  ASSERT_THAT(outcome, Succeeds());
  EXPECT_EQ(outside(), before);
  EXPECT_THAT(outcome.out + outcome.err, Not(HasSubstr("\x1b")));
  // Look into every file of the run.
  for (const std::string& file : sandbox.files()) {
    EXPECT_THAT(file, Not(HasSubstr("pwned")));
    if (!file.starts_with("out/") || fs::is_directory(sandbox.directory() / file)) continue;
    SCOPED_TRACE(file);
    const std::string text = sandbox.read(file);
    // YAML and JSON escape control characters. CSV has no escapes, so its fields are the names as
    // they were written.
    if (!file.ends_with(".csv")) {
      EXPECT_THAT(text, Not(HasSubstr("\x1b")));
    }
    const bool page = file.ends_with(".html") || file.ends_with(".svg");
    if (page) {
      EXPECT_THAT(text, AllOf(Not(HasSubstr("<script>alert")), Not(HasSubstr("<img src=x"))));
    }
    if (file.ends_with(".csv")) {
      for (const std::string& line : lines_of(text)) {
        for (const char* formula :
             {"=HYPERLINK", "\"=HYPERLINK", ",=", ",\"=", "@SUM", ",@", ",\"@"}) {
          EXPECT_THAT(line, Not(StartsWith(formula)));
          if (formula[0] == ',') {
            EXPECT_THAT(line, Not(HasSubstr(formula)));
          }
        }
      }
    }
  }
  // No name is lost: results.json has every name as it was written.
  const auto results = sandbox.read_json(
      "out/" + Sandbox::files_in(sandbox.directory() / "out")[1] + "/results.json");
  for (const std::string& name : hostile_names()) {
    EXPECT_TRUE(results["treatments"].contains(name)) << name;
  }
}

TEST_F(HostileNames, OfModelsAndSweepsStayInside) {
  std::string models = "models:\n";
  for (const char* name : {"../../m", "/tmp/reprise_escaped", "a\nb"}) {
    models += "  " + quoted(name) + ": {item_similarity: {log: {sessions: 20}}}\n";
  }
  sandbox.write("x.yaml", kTiny + models);
  const std::vector<std::string> before = outside();
  EXPECT_THAT(sandbox.run({"train", "x.yaml", "--quiet", "--out", "out/models"}), Succeeds());
  EXPECT_EQ(outside(), before);
  sandbox.write("s.yaml",
                kTiny +
                    "sweep: {parameters: {treatments.pop: {choices: {'../../p': {top_pop: "
                    "3}, '`touch pwned`': random}}}}\n");
  const std::vector<std::string> before_sweep = outside();
  EXPECT_THAT(sandbox.run({"run", "s.yaml", "--quiet", "--out", "out"}), Succeeds());
  EXPECT_EQ(outside(), before_sweep);
}

// A command between days is the only part of a config that is run, and only with --allow-commands.
TEST_F(HostileNames, NothingIsRunUnlessAllowed) {
  sandbox.write("x.yaml", kTiny + "days: 2\nbetween_days: {command: touch pwned}\n");
  for (const std::vector<std::string>& arguments :
       {std::vector<std::string>{"run", "x.yaml", "--quiet"},
        {"validate", "x.yaml"},
        {"run", "x.yaml", "--dry-run"},
        {"plan", "x.yaml", "--pilot", "50", "--quiet"},
        {"play", "--watch", "pop", "x.yaml"}}) {
    sandbox.run(arguments);
    EXPECT_FALSE(fs::exists(sandbox.directory() / "pwned")) << testing::PrintToString(arguments);
  }
  EXPECT_THAT(sandbox.run({"run", "x.yaml", "--quiet", "--allow-commands"}), Succeeds());
  EXPECT_TRUE(fs::exists(sandbox.directory() / "pwned"));
}

TEST_F(HostileNames, ANulInANameIsRefused) {
  sandbox.write("x.yaml", kTiny + "  \"a\\0b\": random\n");
  const Outcome outcome = sandbox.run({"run", "x.yaml", "--quiet", "--out", "out"});
  EXPECT_EQ(outcome.exit_code, kWrongUse);
  EXPECT_THAT(outcome.err, HasSubstr("x.yaml:9:"));
  EXPECT_THAT(Sandbox::files_in(sandbox.directory() / "out"), IsEmpty());
}

// Links on the way to the directory that the user gave are followed. A link with the name of a
// result file is replaced, not followed.
TEST_F(HostileNames, ALinkUnderTheNameOfAResultIsNotFollowed) {
  const std::string directory = run("out");
  sandbox.write("victim", "mine");
  const fs::path results = sandbox.directory() / directory / "results.json";
  fs::remove(results);
  fs::create_symlink(sandbox.directory() / "victim", results);
  EXPECT_THAT(sandbox.run({"run", "tiny.yaml", "--quiet", "--out", "out"}), Succeeds());
  EXPECT_EQ(sandbox.read("victim"), "mine");
  EXPECT_FALSE(fs::is_symlink(results));
}

}  // namespace
}  // namespace reprise
