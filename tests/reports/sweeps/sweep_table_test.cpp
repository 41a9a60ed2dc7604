#include "reports/sweeps/sweep_table.h"

#include <limits>

#include <fmt/format.h>
#include <gmock/gmock.h>

#include "tests/golden.h"
#include "tests/reports/sweeps/sample_sweeps.h"
#include "tests/reports/text_checks.h"

namespace reprise {
namespace {

using testing::HasSubstr;

void expect_fits(const SweepResults& sweep, int width) {
  ConsoleTableOptions options;
  options.width = width;
  const std::string text = write_sweep_table(sweep, options);
  expect_lines_fit(text, width);
  options.colour = true;
  EXPECT_EQ(uncoloured(write_sweep_table(sweep, options)), text);
}

SweepResults many_parameters() {
  std::vector<std::string> values;
  for (const char end : {'v', 'w'}) values.push_back(fmt::format("{:v>39}{}", "", end));
  std::vector<SweepParameter> parameters;
  for (int i = 0; i < 9; ++i) {
    parameters.push_back(choice_parameter(fmt::format("models.ranker.{:p>{}}", i, 20 + i), values));
  }
  return sweep_of(parameters);
}

TEST(SweepTable, LooksAsItDid) {
  expect_golden(write_sweep_table(sample_sweep()), "sweep_table.txt");
  expect_golden(write_sweep_table(halved_sweep()) + write_sweep_table(worlds_sweep()) +
                    write_sweep_table(failed_sweep()) + write_sweep_table(SweepResults{}),
                "sweep_table_cases.txt");
  expect_golden(write_sweep_table(nasty_sweep()), "sweep_table_nasty.txt");
  ConsoleTableOptions options;
  options.every_metric = true;
  expect_golden(write_sweep_table(user_models_sweep({50, 2, -30, 70}), options) +
                    write_sweep_table(main_effects_sweep()),
                "sweep_table_users.txt");
  options.every_metric = false;
  options.colour = true;
  expect_golden(write_sweep_table(sample_sweep(), options), "sweep_table_coloured.txt");
}

TEST(SweepTable, FitsWhateverItShows) {
  SweepResults unbounded = halved_sweep();
  for (std::size_t i = 0; i < 4; ++i) {
    Effect& effect = ranked_effect(unbounded, i);
    effect.effect = i == 0 ? std::numeric_limits<double>::quiet_NaN() : -9'999'999;
    effect.lower = -1e300;
    effect.upper = 1e300;
    effect.shape = static_cast<IntervalShape>(i % 3);
  }
  for (const int width : {60, 80, 120}) {
    for (const SweepResults& sweep :
         {sample_sweep(), halved_sweep(), worlds_sweep(), failed_sweep(), nasty_sweep(), unbounded,
          SweepResults{}, many_parameters(), user_models_sweep({50, 2, -30, 70}),
          main_effects_sweep()}) {
      expect_fits(sweep, width);
    }
  }
}

TEST(SweepTable, ShowsTheFirstTwentyUnlessAllAreAskedFor) {
  const SweepResults sweep =
      sweep_of({numeric_parameter("a.dim", 30, false), numeric_parameter("a.epochs", 10, false)});
  const std::string text = write_sweep_table(sweep);
  EXPECT_THAT(text, HasSubstr("\n  20  "));
  EXPECT_THAT(text, testing::Not(HasSubstr("\n  21  ")));
  EXPECT_THAT(text, HasSubstr("\nand 280 more; all of them are in sweep.csv\n"));
  ConsoleTableOptions options;
  options.every_metric = true;
  EXPECT_THAT(write_sweep_table(sweep, options), HasSubstr("\n 300  "));
}

TEST(SweepTable, SaysWhichTreatmentIsMeantWhereSeveralCompete) {
  SweepResults sweep = halved_sweep();
  EXPECT_THAT(write_sweep_table(sweep), testing::Not(HasSubstr("treatment")));
  sweep.ranking[1].treatment = "top_pop";
  EXPECT_THAT(write_sweep_table(sweep), HasSubstr("rank  dim  epochs  treatment  effect %"));
}

TEST(SweepTable, ShowsErrorsOnceAndOnlyTheFirst) {
  SweepResults sweep = failed_sweep();
  EXPECT_THAT(write_sweep_table(sweep),
              HasSubstr("failed: dim = 1, pick = first and 7 other cells: the control is not"));
  for (std::size_t i = 0; i < 8; ++i) sweep.cells[i].error = std::string(i + 1, 'e');
  EXPECT_THAT(write_sweep_table(sweep),
              HasSubstr("and 3 more errors; all of them are in sweep.csv"));
}

// The settings of a world have no rank; the choices are ranked within each.
TEST(SweepTable, TellsWorldsApart) {
  const std::string worlds = write_sweep_table(
      sweep_of({numeric_parameter("world.users.consume_bias_shift", 3, false)}, {10, 1, -9}));
  EXPECT_THAT(worlds, Not(HasSubstr("ranking by")));
  EXPECT_THAT(worlds, Not(HasSubstr("tied")));
  EXPECT_THAT(worlds, HasSubstr("better"));
  EXPECT_THAT(worlds, HasSubstr("not yet known"));
  const std::string both =
      write_sweep_table(sweep_of({numeric_parameter("models.ranker.dim", 2, false),
                                  numeric_parameter("world.generate.seed", 2, false)},
                                 {10, 20, 11, 19}));
  EXPECT_THAT(both, HasSubstr("best"));
  EXPECT_THAT(both, HasSubstr("\nseed  dim  ")) << "the world's settings come first";
  const std::size_t first = both.find("+11.0");
  EXPECT_LT(first, both.find("+10.0"));
  EXPECT_LT(both.find("+10.0"), both.find("+20.0")) << "the first world comes first";
  EXPECT_LT(both.find("+20.0"), both.find("+19.0"));
}

}  // namespace
}  // namespace reprise
