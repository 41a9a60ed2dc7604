#include <cstdlib>

#include "experiments/commands/command.h"
#include "tests/command_line/tiny_experiment.h"

namespace reprise {
namespace {

using testing::AllOf;
using testing::HasSubstr;

class ReportCommand : public TinyExperiment {};

TEST_F(ReportCommand, WritesARunsReportsAgain) {
  const std::string directory = run("runs");
  std::map<std::string, std::string> before;
  for (const char* name : {"report.md", "report.html", "effects.csv"}) {
    before[name] = sandbox.read(directory + "/" + name);
    std::filesystem::remove(sandbox.directory() / directory / name);
  }
  const Outcome outcome = sandbox.run({"report", directory});
  EXPECT_THAT(outcome, Succeeds());
  EXPECT_THAT(outcome.out, HasSubstr("mean_time_per_session"));
  for (const auto& [name, content] : before) {
    EXPECT_EQ(sandbox.read(directory + "/" + name), content) << name;
  }
  // The report can also be written to another directory, from the file results.json.
  EXPECT_THAT(sandbox.run({"report", directory + "/results.json", "--out", "there"}), Succeeds());
  EXPECT_EQ(sandbox.read("there/report.md"), before["report.md"]);
}

TEST_F(ReportCommand, ComparesSeveralRuns) {
  const std::string first = run("runs");
  const std::string second = run("others", {"--seed", "2"});
  const Outcome outcome = sandbox.run({"report", first, second});
  EXPECT_THAT(outcome, Succeeds());
  EXPECT_THAT(outcome.out, HasSubstr("seed"));
  EXPECT_THAT(sandbox.read("comparison/report.md"), HasSubstr("`sticky`"));
  EXPECT_THAT(sandbox.read("comparison/report.html"), HasSubstr("sticky"));
  // Without gnuplot, the report says that there are no figures.
  const bool drawn =
      std::filesystem::exists(sandbox.directory() / "comparison/figures/effects_of_runs.svg");
  EXPECT_THAT(sandbox.read("comparison/report.md"),
              HasSubstr(drawn ? "figures/effects_of_runs.svg" : "No figures: gnuplot"));
}

TEST_F(ReportCommand, WritesASweepsReportsAgain) {
  ASSERT_THAT(
      sandbox.run({"run", "tiny.yaml", "--quiet", "--set", "treatments.pop.top_pop.top=5,20"}),
      Succeeds());
  std::string directory;
  for (const std::string& file : sandbox.files()) {
    if (file.ends_with("/sweep.json")) directory = file.substr(0, file.size() - 11);
  }
  ASSERT_NE(directory, "");
  const std::string before = sandbox.read(directory + "/report.html");
  const std::string json = sandbox.read(directory + "/sweep.json");
  std::filesystem::remove(sandbox.directory() / directory / "report.html");
  EXPECT_THAT(sandbox.run({"report", directory}), Succeeds());
  EXPECT_EQ(sandbox.read(directory + "/report.html"), before);
  EXPECT_EQ(sandbox.read(directory + "/sweep.json"), json);
  const Outcome two = sandbox.run({"report", directory, run("runs")});
  EXPECT_EQ(two.exit_code, kWrongUse);
  EXPECT_THAT(two.err, HasSubstr("name it alone"));
}

TEST_F(ReportCommand, FindsTheOneRunBelowADirectory) {
  const std::string directory = run("runs");
  const std::string before = sandbox.read(directory + "/report.md");
  for (const char* name : {"runs", "runs/", "runs/tiny"}) {
    std::filesystem::remove(sandbox.directory() / directory / "report.md");
    EXPECT_THAT(sandbox.run({"report", name}), Succeeds()) << name;
    EXPECT_EQ(sandbox.read(directory + "/report.md"), before) << name;
  }
  // Each of several runs may be named so.
  run("others", {"--seed", "2"});
  EXPECT_THAT(sandbox.run({"report", "runs", "others"}), Succeeds());
  // Of several runs below it, none is taken.
  const std::string second = run("runs", {"--seed", "2"});
  const Outcome several = sandbox.run({"report", "runs"});
  EXPECT_EQ(several.exit_code, kWrongUse);
  EXPECT_THAT(several.err, AllOf(HasSubstr("runs: has 2 runs below it"), HasSubstr(directory),
                                 HasSubstr("name one of them")));
}

TEST_F(ReportCommand, NamesTenRunsAtMost) {
  for (int i = 10; i < 22; ++i) {
    sandbox.write("many/e/" + std::to_string(i) + "/results.json", "{}");
  }
  const Outcome outcome = sandbox.run({"report", "many"});
  EXPECT_EQ(outcome.exit_code, kWrongUse);
  EXPECT_THAT(outcome.err, AllOf(HasSubstr("has 12 runs"), HasSubstr("many/e/10, many/e/11"),
                                 HasSubstr("many/e/19 and 2 more")));
}

TEST_F(ReportCommand, FindsASweepAmongItsCells) {
  ASSERT_THAT(
      sandbox.run({"run", "tiny.yaml", "--quiet", "--set", "treatments.pop.top_pop.top=5,20"}),
      Succeeds());
  const Outcome outcome = sandbox.run({"report", "runs"});
  EXPECT_THAT(outcome, Succeeds());
  EXPECT_THAT(outcome.out + outcome.err, HasSubstr("sweep_"));
}

TEST_F(ReportCommand, WhatIsNoRunIsSaid) {
  sandbox.write("empty/x", "");
  sandbox.write("broken/results.json", "{\"format\": 1, ");
  for (const auto& [path, part] :
       std::vector<std::pair<std::string, std::string>>{{"nowhere", "has no results.json"},
                                                        {"empty", "has no results.json"},
                                                        {"broken", "broken/results.json: "}}) {
    const Outcome outcome = sandbox.run({"report", path});
    EXPECT_EQ(outcome.exit_code, kWrongUse);
    EXPECT_THAT(outcome.err, HasSubstr(part));
    EXPECT_THAT(lines_of(outcome.err), testing::SizeIs(1));
  }
  EXPECT_EQ(sandbox.run({"report"}).exit_code, kWrongUse);
}

TEST_F(ReportCommand, WritesFiguresAsPdf) {
  const std::string directory = run("runs");
  const std::filesystem::path figures = sandbox.directory() / directory / "figures";
  if (!std::filesystem::exists(figures)) GTEST_SKIP() << "gnuplot is not installed";
  // A program of the same name stands for rsvg-convert, so that the test needs none.
  sandbox.write("bin/rsvg-convert", "#!/bin/sh\ncat >/dev/null\necho %PDF-1.5\n");
  std::filesystem::permissions(sandbox.directory() / "bin/rsvg-convert",
                               std::filesystem::perms::owner_all);
  const std::string path =
      (sandbox.directory() / "bin").string() + ":" + std::string(std::getenv("PATH"));
  EXPECT_THAT(sandbox.run({"report", directory, "--pdf"}, {{"PATH", path}}), Succeeds());
  EXPECT_EQ(sandbox.read(directory + "/figures/effects.pdf"), "%PDF-1.5\n");
  std::size_t svgs = 0;
  std::size_t pdfs = 0;
  for (const std::string& file : Sandbox::files_in(figures)) {
    svgs += file.ends_with(".svg");
    pdfs += file.ends_with(".pdf");
  }
  EXPECT_EQ(svgs, pdfs);
  // Without it, or where it fails, one message says so before anything is written.
  sandbox.write("bin/rsvg-convert", "#!/bin/sh\ncat >/dev/null\necho no fonts >&2\nexit 3\n");
  const Outcome failed =
      sandbox.run({"report", directory, "--pdf", "--out", "there"}, {{"PATH", path}});
  EXPECT_EQ(failed.exit_code, kWrongUse);
  EXPECT_THAT(failed.err, HasSubstr("rsvg-convert ended with exit code 3: no fonts"));
  sandbox.write("none/x", "");
  const Outcome missing = sandbox.run({"report", directory, "--pdf", "--out", "there"},
                                      {{"PATH", (sandbox.directory() / "none").string()}});
  EXPECT_EQ(missing.exit_code, kWrongUse);
  EXPECT_THAT(missing.err, HasSubstr("apt-get install librsvg2-bin"));
  EXPECT_FALSE(std::filesystem::exists(sandbox.directory() / "there"));
}

}  // namespace
}  // namespace reprise
