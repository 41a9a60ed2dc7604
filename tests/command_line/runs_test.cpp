// Tests `reprise runs`: the list, its filters, the page and the database.
#include <algorithm>

#include "experiments/commands/command.h"
#include "tests/command_line/tiny_experiment.h"

namespace reprise {
namespace {

using nlohmann::json;
using testing::AllOf;
using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;
using testing::Not;
using testing::SizeIs;

class Runs : public TinyExperiment {
 protected:
  Runs() {
    run("runs", {"--set", "episodes=4000"});
    sandbox.write("other.yaml", "experiment: other\n" + kTiny.substr(kTiny.find('\n') + 1));
    run("runs", {"--set", "treatments.pop.top_pop.top=7"}, "other.yaml");
    sandbox.write("runs/broken/0123/results.json", "{\"format\": 1");
    sandbox.write("runs/begun/4567/config.yaml", "experiment: begun\n");
  }

  // Returns the names of the runs for which conditions hold.
  std::vector<std::string> where(const std::vector<std::string>& conditions) const {
    std::vector<std::string> arguments = {"runs", "--json"};
    for (const std::string& condition : conditions) {
      arguments.insert(arguments.end(), {"--where", condition});
    }
    const Outcome outcome = sandbox.run(arguments);
    EXPECT_THAT(outcome, Succeeds());
    std::vector<std::string> names;
    for (const json& run : json::parse(outcome.out)) names.push_back(run["name"]);
    return names;
  }
};

TEST_F(Runs, AreListed) {
  const Outcome outcome = sandbox.run({"runs"});
  EXPECT_THAT(outcome, Succeeds());
  EXPECT_THAT(
      outcome.out,
      AllOf(HasSubstr("tiny: tiny/"), HasSubstr("other: other/"), HasSubstr("\ncomplete, "),
            HasSubstr("3 treatments, 1 seed of 4,000 episodes, "),
            HasSubstr("No treatment is shown to keep people listening longer"),
            HasSubstr("\ndamaged"), HasSubstr("begun: begun/4567"), HasSubstr("\nunfinished")));
  EXPECT_THAT(outcome.err, HasSubstr("4 runs; page: runs/index.html"));
  const Outcome csv = sandbox.run({"runs", "runs", "--csv"});
  EXPECT_THAT(lines_of(csv.out), SizeIs(5));
  EXPECT_THAT(csv.out, HasSubstr("directory,name,state,finished,treatments,episodes,"));
  EXPECT_EQ(sandbox.run({"runs", "nowhere"}).exit_code, kWrongUse);
  EXPECT_EQ(sandbox.run({"runs", "--json", "--csv"}).exit_code, kWrongUse);
}

TEST_F(Runs, AreFiltered) {
  EXPECT_THAT(where({}), ElementsAre("begun", "broken", "other", "tiny"));
  EXPECT_THAT(where({"state=complete"}), ElementsAre("other", "tiny"));
  EXPECT_THAT(where({"state=complete episodes>200"}), ElementsAre("tiny"));
  EXPECT_THAT(where({"name~in"}), ElementsAre("tiny"));
  EXPECT_THAT(where({"finished>2020-01-01"}), ElementsAre("other", "tiny"));
  EXPECT_THAT(where({"metric=time_per_session treatment=sticky effect<-5"}),
              testing::Contains("tiny"));
  // The conditions of one --where are about one effect; those of two are about any.
  EXPECT_THAT(where({"treatment=random effect>5"}), IsEmpty());
  EXPECT_THAT(where({"episodes=4000 treatment=sticky metric=time_per_session verdict=worse"}),
              ElementsAre("tiny"));
  const auto complaint = [&](const std::string& condition) {
    const Outcome outcome = sandbox.run({"runs", "--where", condition});
    EXPECT_EQ(outcome.exit_code, kWrongUse);
    return outcome.err;
  };
  EXPECT_THAT(complaint("effects>5"), HasSubstr("is no field of a run (did you mean 'effect'?)"));
  EXPECT_THAT(complaint("effect"), HasSubstr("is no condition"));
  EXPECT_THAT(complaint("effect>many"), HasSubstr("expected a number"));
  EXPECT_THAT(complaint("finished>2026-13-45"), HasSubstr("is no date; write 2026"));
  EXPECT_THAT(complaint("finished>yesterday"), HasSubstr("is no date"));
  EXPECT_THAT(where({"'finished>2026-02-28 21:40'", "finished!=2026"}),
              ElementsAre("other", "tiny"));
}

// Sweeps are listed beside the runs of their cells; a run that was made again in its own directory
// is there once.
TEST_F(Runs, HaveSweepsAmongThem) {
  EXPECT_THAT(sandbox.run({"run", "tiny.yaml", "--quiet", "--set", "treatments.pop.top_pop=5,10",
                           "--set", "experiment=swept"}),
              Succeeds());
  EXPECT_THAT(where({"state=complete"}), ElementsAre("other", "swept", "swept", "swept", "tiny"));
  const Outcome listed = sandbox.run({"runs"});
  EXPECT_THAT(listed.out, AllOf(HasSubstr("swept: swept/sweep_"),
                                HasSubstr("complete, sweep of 2 cells, "), HasSubstr("2 cells")));
  EXPECT_THAT(sandbox.run({"runs", "--sqlite", "runs.db"}), Succeeds());
  const std::string page = sandbox.read("runs/index.html");
  EXPECT_THAT(page, AllOf(HasSubstr("<a href=\"swept/sweep_"), HasSubstr("sweep of 2 cells"),
                          HasSubstr(" <small>sweep_")));
  const json all = json::parse(sandbox.run({"runs", "--json"}).out);
  const auto sweep =
      std::find_if(all.begin(), all.end(), [](const json& run) { return run.contains("sweep"); });
  ASSERT_NE(sweep, all.end());
  EXPECT_THAT((*sweep)["headline"].get<std::string>(), HasSubstr("pop"));
  const std::string directory = "runs/" + (*sweep)["directory"].get<std::string>();
  EXPECT_THAT(
      sandbox.run_command(
          {"sh", "-c", "cd " + directory + " && " + program() + " run config.yaml --quiet"}),
      Succeeds());
  EXPECT_THAT(json::parse(sandbox.run({"runs", "--json"}).out), SizeIs(all.size()));
}

TEST_F(Runs, AreADatabase) {
  EXPECT_THAT(sandbox.run({"runs", "--sqlite", "runs.db"}), Succeeds());
  EXPECT_THAT(sandbox.run({"runs", "--sqlite", "runs.db"}), Succeeds()) << "it is replaced";
  // Python has a reader of its own.
  const Outcome outcome = sandbox.run_command(
      {"python3", "-c",
       "import sqlite3\n"
       "rows = sqlite3.connect('runs.db').execute('''\n"
       "  SELECT name, p.number, e.verdict FROM runs r\n"
       "  JOIN parameters p ON p.run = r.run AND p.path = 'treatments.pop.top_pop.top'\n"
       "  JOIN effects e ON e.run = r.run AND e.treatment = 'pop'\n"
       "    AND e.metric = 'mean_time_per_session' ORDER BY name''').fetchall()\n"
       "for row in rows: print(*row[:2])\n"
       "count = lambda table: sqlite3.connect('runs.db').execute('SELECT COUNT(*) FROM ' + "
       "table).fetchone()[0]\n"
       "print(count('runs'), count('treatments'), count('metrics'), count('effects'))\n"});
  EXPECT_THAT(outcome, Succeeds());
  EXPECT_EQ(outcome.out, "other 7.0\ntiny 20.0\n4 6 30 20\n");
  EXPECT_THAT(sandbox.files(), Not(testing::Contains(HasSubstr(".part"))));
}

TEST_F(Runs, AreAPage) {
  EXPECT_THAT(sandbox.run({"runs", "--where", "name=tiny"}), Succeeds());
  const std::string page = sandbox.read("runs/index.html");
  EXPECT_THAT(page, AllOf(HasSubstr("<a href=\"tiny/"), HasSubstr("/report.html\">tiny</a>"),
                          HasSubstr(">other</a>"), HasSubstr("damaged"), HasSubstr("<script>")))
      << "it has all runs, since it can be filtered itself";
  EXPECT_THAT(sandbox.run({"runs"}).err, HasSubstr("page: runs/index.html")) << "written again";
}

TEST_F(Runs, KeepSomebodyElsesPage) {
  const std::string mine = "<title>My page</title>";
  sandbox.write("runs/index.html", mine);
  const Outcome outcome = sandbox.run({"runs"});
  EXPECT_THAT(outcome, Succeeds());
  EXPECT_THAT(outcome.err, HasSubstr("no page: runs/index.html is another one, which is kept"));
  EXPECT_EQ(sandbox.read("runs/index.html"), mine);
}

}  // namespace
}  // namespace reprise
