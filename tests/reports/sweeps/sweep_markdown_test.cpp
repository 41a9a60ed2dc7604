#include "reports/sweeps/sweep_markdown.h"

#include <limits>

#include <gmock/gmock.h>

#include "tests/golden.h"
#include "tests/reports/sweeps/sample_sweeps.h"
#include "tests/reports/text_checks.h"

namespace reprise {
namespace {

using testing::AllOf;
using testing::HasSubstr;
using testing::Not;
using testing::StartsWith;

TEST(SweepMarkdown, LooksAsItDid) {
  expect_golden(write_sweep_markdown(sample_sweep()), "sweep_report.md");
  expect_golden(write_sweep_markdown(halved_sweep()), "sweep_report_halved.md");
  expect_golden(write_sweep_markdown(worlds_sweep()), "sweep_report_worlds.md");
  expect_golden(write_sweep_markdown(nasty_sweep()), "sweep_report_nasty.md");
  expect_golden(write_sweep_markdown(user_models_sweep({50, 2, -30, 70})),
                "sweep_report_user_models.md");
  expect_golden(write_sweep_markdown(main_effects_sweep()), "sweep_report_main_effects.md");
  expect_golden(write_sweep_markdown(failed_sweep()), "sweep_report_failed.md");
}

TEST(SweepMarkdown, BeginsWithTheAnswerAndEndsWithHowItWasMade) {
  const DrawnFigures drawn{{{"figures/ranking.svg", "Ranking <b>", "<svg/>"}}, ""};
  const std::string report = write_sweep_markdown(sample_sweep(), drawn);
  EXPECT_THAT(
      report,
      StartsWith(
          "# Sweep of `ranker_dims`\n\nWhich setting does best on "
          "`mean_time_per_session`, against `random`?\n\nBest of 6 cells: `ranker` with `dim` "
          "= `4`, `pick` = `first` keeps people listening 7.7% longer"));
  std::size_t last = 0;
  for (const char* part :
       {"## The ranking", "![Ranking \\<b\\>](figures/ranking.svg)", "## Parameter by parameter",
        "## Does the winner win in other worlds?", "## Failed cells", "## Cells not played",
        "## Warnings", "## How it was made", "reprise run config.yaml"}) {
    const std::size_t place = report.find(part);
    ASSERT_NE(place, std::string::npos) << part;
    EXPECT_GT(place, last) << part;
    last = place;
  }
}

TEST(SweepMarkdown, RowsHaveAsManyCellsAsTheirHeader) {
  for (const SweepResults& sweep :
       {sample_sweep(), halved_sweep(), worlds_sweep(), nasty_sweep(), failed_sweep(),
        user_models_sweep({5, 6, 7, 8}), main_effects_sweep(), SweepResults{}}) {
    expect_whole_tables(write_sweep_markdown(sweep));
  }
}

TEST(SweepMarkdown, ShowsTextFromConfigsWithoutInterpretingIt) {
  const std::string report = write_sweep_markdown(nasty_sweep());
  EXPECT_THAT(report, testing::Not(HasSubstr("\x1b")));
  EXPECT_THAT(report, testing::Not(HasSubstr("\n- not a bullet")));
  EXPECT_THAT(report, testing::Not(HasSubstr(" <script>")));
  EXPECT_THAT(report, HasSubstr("\\<b\\>no\\</b\\> \\| \\[a\\](b)\\\\nEOD"));
  EXPECT_THAT(report, HasSubstr("| `seed \\| <2>` |"));
}

TEST(SweepMarkdown, ShowsTheFirstOfManyAndSaysWhereTheOthersAre) {
  const std::string report = write_sweep_markdown(
      sweep_of({numeric_parameter("a.dim", 30, false), numeric_parameter("a.epochs", 10, false)}));
  EXPECT_THAT(report, HasSubstr("\n| 20 | "));
  EXPECT_THAT(report, testing::Not(HasSubstr("\n| 21 | ")));
  EXPECT_THAT(report, HasSubstr("\n280 more cells of the ranking are in sweep.csv.\n"));
  EXPECT_THAT(report, HasSubstr("\n10 more values of this parameter are in sweep.csv.\n"));
  EXPECT_LT(report.size(), 12'000U);
}

TEST(SweepMarkdown, MeansOfAParameterAreOverTheCellsThatHaveIt) {
  const std::string report = write_sweep_markdown(
      sweep_of({numeric_parameter("a.dim", 2, false), numeric_parameter("a.epochs", 2, false)},
               {10, 20, 30, 50}));
  EXPECT_THAT(report, HasSubstr("| `1` | +20.0 [+16.0, +24.0] | 3 | +15.0 | 2 |"));
  EXPECT_THAT(report, HasSubstr("| `2` | +50.0 [+46.0, +54.0] | 1 | +40.0 | 2 |"));
}

TEST(SweepMarkdown, SaysUnboundedIntervalsInWordsAndNeverNan) {
  SweepResults sweep = halved_sweep();
  ranked_effect(sweep, 2).shape = IntervalShape::whole_line;
  Effect& other = ranked_effect(sweep, 4);
  other.effect = other.lower = other.upper = std::numeric_limits<double>::quiet_NaN();
  const std::string report = write_sweep_markdown(sweep);
  EXPECT_THAT(report, HasSubstr("\n- Rank 1: the control's mean may be 0"));
  EXPECT_THAT(report, testing::Not(HasSubstr("nan")));
}

TEST(SweepMarkdown, LeavesOutWhatIsNotThere) {
  const std::string report = write_sweep_markdown(sweep_of({numeric_parameter("a.dim", 3, false)}));
  for (const char* part : {"Parameter by parameter", "other worlds", "Failed", "halving",
                           "not played", "Warnings", "over worlds", "more"}) {
    EXPECT_THAT(report, testing::Not(HasSubstr(part)));
  }
}

// Nobody chooses a world, so nothing on the page ranks one.
TEST(SweepMarkdown, DoesNotRankWorlds) {
  const SweepResults worlds = sweep_of({choice_parameter("world.generate.preset", {"2023", "2025"}),
                                        numeric_parameter("world.users.bias", 3, false)});
  const std::string page = write_sweep_markdown(worlds);
  EXPECT_THAT(page, AllOf(HasSubstr("## In each world"), HasSubstr("## Parameter by parameter"),
                          HasSubstr("least effect"), HasSubstr("greatest effect"),
                          HasSubstr("Nobody chooses a world")));
  for (const char* ranked : {"| rank", "its rank", "best", "tied", "The ranking"}) {
    EXPECT_THAT(page, Not(HasSubstr(ranked))) << ranked;
  }
}

// Choices are ranked within each world; the world's settings come first.
TEST(SweepMarkdown, RanksChoicesWithinTheirWorld) {
  const SweepResults both = sweep_of({choice_parameter("t.pick", {"first", "uniform"}),
                                      choice_parameter("world.generate.preset", {"2023", "2025"})});
  const std::string page = write_sweep_markdown(both);
  EXPECT_THAT(page, HasSubstr("| in its world |"));
  EXPECT_LT(page.find("`preset` | `pick` |"), page.find("in its world"));
  std::size_t best = 0;
  for (std::size_t at = page.find("| best |"); at != std::string::npos;
       at = page.find("| best |", at + 1)) {
    ++best;
  }
  EXPECT_EQ(best, 2u) << "one in each of two worlds";
  EXPECT_THAT(page, Not(HasSubstr("its rank")));
}

}  // namespace
}  // namespace reprise
