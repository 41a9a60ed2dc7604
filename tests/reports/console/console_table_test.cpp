#include "reports/console/console_table.h"

#include <limits>

#include <gmock/gmock.h>

#include "tests/golden.h"
#include "tests/reports/sample_results.h"
#include "tests/reports/text_checks.h"

namespace reprise {
namespace {

using testing::HasSubstr;

constexpr double kNaN = std::numeric_limits<double>::quiet_NaN();

void expect_fits(const Results& results, int width) {
  for (const bool every_metric : {false, true}) {
    ConsoleTableOptions options;
    options.width = width;
    options.every_metric = every_metric;
    const std::string text = write_console_table(results, options);
    expect_lines_fit(text, width);
    options.colour = true;
    EXPECT_EQ(uncoloured(write_console_table(results, options)), text);
  }
}

Effect unbounded(IntervalShape shape) {
  Effect effect;
  effect.control_mean = 0.0125;
  effect.treatment_mean = 0.5;
  effect.effect = 3900;
  effect.lower = -4350;
  effect.upper = 1237.5;
  effect.difference = 0.4875;
  effect.difference_lower = 0.25;
  effect.difference_upper = 0.725;
  effect.shape = shape;
  effect.significant = true;
  return effect;
}

// Returns an effect whose numbers are as wide as numbers get.
Effect enormous(IntervalShape shape) {
  Effect effect = unbounded(shape);
  effect.control_mean = -1e300;
  effect.treatment_mean = -9999999;
  effect.effect = effect.lower = -9999999;
  effect.upper = 1e300;
  effect.difference = 4;
  effect.difference_lower = -1e300;
  effect.difference_upper = 1e300;
  return effect;
}

TEST(ConsoleTable, LooksAsItDid) {
  expect_golden(write_console_table(sample_results()), "console_table.txt");
  ConsoleTableOptions options;
  options.colour = true;
  expect_golden(write_console_table(sample_results(), options), "console_table_coloured.txt");
  options = {};
  options.every_metric = true;
  expect_golden(write_console_table(sample_results(), options), "console_table_every_metric.txt");
}

TEST(ConsoleTable, OfALogSaysWhereSessionsComeFrom) {
  const std::string table = write_console_table(log_sample_results());
  EXPECT_THAT(table, testing::StartsWith("LISTS: split design, "));
  EXPECT_THAT(table, testing::HasSubstr("12,088 rows"));
  for (const char* simulated : {"seed", "fallback", "oracle"}) {
    EXPECT_THAT(table, testing::Not(testing::HasSubstr(simulated)));
  }
}

TEST(ConsoleTable, LooksAsItDidForHardCases) {
  expect_golden(write_console_table(nasty_results()), "console_table_nasty.txt");
  expect_golden(write_console_table(results_with_effect(unbounded(IntervalShape::two_rays))) +
                    write_console_table(results_with_effect(unbounded(IntervalShape::whole_line))),
                "console_table_unbounded.txt");
  Results alone = results_with_treatments(0, "");
  expect_golden(write_console_table(alone) + write_console_table(Results{}),
                "console_table_control_alone.txt");
}

TEST(ConsoleTable, FitsWhateverItShows) {
  Results huge = nasty_results();
  huge.treatments[0].metrics.push_back({std::string(300, 'm'), 1e300, 0, 0});
  huge.treatments[0].metrics.push_back({"名前_" + std::string(90, 'x') + "\x1b[2J", kNaN, 0, 0});
  huge.treatments[0].catalog.push_back({"a b_c\nd", 1e12});
  huge.warnings.push_back(std::string(500, 'w'));
  huge.experiment = std::string(500, 'e');
  for (const int width : {60, 80, 120}) {
    expect_fits(sample_results(), width);
    expect_fits(nasty_results(), width);
    expect_fits(huge, width);
    expect_fits(Results{}, width);
    expect_fits(results_with_treatments(0, ""), width);
    expect_fits(results_with_treatments(30, "a_rather_long_name_of_a_sweep_cell_"), width);
  }
  for (const IntervalShape shape :
       {IntervalShape::bounded, IntervalShape::two_rays, IntervalShape::whole_line}) {
    for (const int width : {60, 80}) {
      expect_fits(results_with_effect(unbounded(shape)), width);
      expect_fits(results_with_effect(enormous(shape)), width);
    }
  }
}

TEST(ConsoleTable, ShowsAnEffectOfExactlyZero) {
  Effect effect;
  effect.control_mean = effect.treatment_mean = 2;
  const std::string text = write_console_table(results_with_effect(effect));
  EXPECT_THAT(text,
              HasSubstr("top_pop         0.0    0.0    0.0    2.000      2.000  equivalent\n"));
}

TEST(ConsoleTable, ShowsWhatIsNotANumber) {
  Effect effect;
  effect.effect = effect.lower = effect.upper = effect.difference = kNaN;
  effect.treatment_mean = kNaN;
  EXPECT_THAT(write_console_table(results_with_effect(effect)), Not(HasSubstr("nan")));
}

TEST(ConsoleTable, TellsNamesApartThatAreAlikeAtBothEnds) {
  Results results = results_with_treatments(2, "a_long_beginning_of_a_name_");
  for (const std::size_t i : {1U, 2U}) {
    const std::string old = results.treatments[i].name;
    results.treatments[i].name += "_and_a_long_end_of_it";
    for (Effect& effect : results.effects) {
      if (effect.treatment == old) effect.treatment = results.treatments[i].name;
    }
  }
  const std::string text = write_console_table(results);
  EXPECT_THAT(text, HasSubstr("…#2 "));
  EXPECT_THAT(text, HasSubstr("#2 is a_long_beginning_of_a_name_2_and_a_long_end_of_it\n"));
  EXPECT_THAT(text, HasSubstr("#3 is a_long_beginning_of_a_name_1_and_a_long_end_of_it\n"));
}

TEST(ConsoleTable, ColoursByWhatIsBetterForTheMetric) {
  ConsoleTableOptions options;
  options.colour = true;
  const std::string text = write_console_table(sample_results(), options);
  EXPECT_THAT(text, HasSubstr("\x1b[32m+525.0\x1b[0m"));    // longer listening is better
  EXPECT_THAT(text, HasSubstr("\x1b[31m-12.5\x1b[0m"));     // shorter listening is worse
  EXPECT_THAT(text, HasSubstr("\x1b[2m+0.8\x1b[0m"));       // this effect is not significant
  EXPECT_THAT(text, HasSubstr("\x1b[32m▼ 0.5258\x1b[0m"));  // fewer skips are better
}

}  // namespace
}  // namespace reprise
