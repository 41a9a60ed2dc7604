#include "reports/formats/markdown_report.h"

#include <limits>

#include <gmock/gmock.h>

#include "tests/golden.h"
#include "tests/reports/sample_results.h"
#include "tests/reports/text_checks.h"

namespace reprise {
namespace {

using testing::HasSubstr;
using testing::StartsWith;

TEST(MarkdownReport, LooksAsItDid) {
  expect_golden(write_markdown_report(sample_results()), "report.md");
  expect_golden(write_markdown_report(nasty_results()), "report_nasty.md");
  expect_golden(write_markdown_report(results_of_stop()), "report_stop.md");
  expect_golden(write_markdown_report(results_of_selection()), "report_selection.md");
  expect_golden(write_markdown_report(results_with_treatments(0, "")), "report_control_alone.md");
  expect_golden(write_markdown_report(log_sample_results()), "report_log.md");
  expect_golden(write_markdown_report(results_with_sessions(2, "ranker_")), "report_sessions.md");
}

// The report of a log does not mention facts that only a simulator knows.
TEST(MarkdownReport, OfALogSaysNothingOfSimulations) {
  const std::string report = write_markdown_report(log_sample_results());
  EXPECT_THAT(report, HasSubstr("\nreprise analyze LOG... --experiment LISTS\n"));
  EXPECT_THAT(report,
              HasSubstr("12,088 rows of `LISTS` in 2 files, from 2023-04-16 18:26:44 UTC to "
                        "2023-04-16 18:28:53 UTC; fingerprint `b47649241bcec7f7`"));
  for (const char* simulated :
       {"allback", "seed", "world", "episode", "config", "played:", "oracle", " run"}) {
    EXPECT_THAT(report, Not(HasSubstr(simulated)));
  }
}

TEST(MarkdownReport, BeginsWithTheQuestionAndTheAnswer) {
  EXPECT_THAT(write_markdown_report(sample_results()),
              StartsWith("# Experiment `first_track_anchor`\n\nWhich of 3 treatments keeps people "
                         "listening longer than `random`?\n\n`first_track` keeps people listening "
                         "525.0% longer than `random`, 95% interval [+517.2%, +532.8%]."));
}

TEST(MarkdownReport, SaysHowToMakeItAgain) {
  EXPECT_THAT(write_markdown_report(sample_results()), HasSubstr("\nreprise run config.yaml\n"));
}

TEST(MarkdownReport, RowsHaveAsManyCellsAsTheirHeader) {
  for (const Results& results : {sample_results(), nasty_results()}) {
    expect_whole_tables(write_markdown_report(results));
  }
}

TEST(MarkdownReport, ShowsTextFromConfigsWithoutInterpretingIt) {
  const std::string report = write_markdown_report(nasty_results());
  EXPECT_THAT(report, HasSubstr("`<script>alert(1)</script>`"));
  EXPECT_THAT(report, Not(HasSubstr(" <script>")));
  EXPECT_THAT(report, HasSubstr("`a\\|b`"));
  EXPECT_THAT(report, HasSubstr("``**bold** `tick` _x_``"));
  EXPECT_THAT(report, HasSubstr("`two\\nlines\\x1b[2J\\xff and"));
  EXPECT_THAT(report, Not(HasSubstr("\x1b")));
  EXPECT_THAT(report, Not(HasSubstr("\n- not a bullet")));
}

TEST(MarkdownReport, SaysUnboundedIntervalsInWords) {
  Effect effect;
  effect.shape = IntervalShape::two_rays;
  effect.lower = -80;
  effect.upper = 120;
  EXPECT_THAT(write_markdown_report(results_with_effect(effect)),
              HasSubstr("\n- `top_pop` on `mean_time_per_session`: the control's mean may be 0"));
}

TEST(MarkdownReport, PutsManySeedsInSeveralTables) {
  Results results = sample_results();
  for (std::uint64_t seed = 4; seed <= 9; ++seed) {
    results.replications.push_back(results.replications[0]);
    results.replications.back().seed = seed;
  }
  const std::string report = write_markdown_report(results);
  EXPECT_THAT(report, HasSubstr("| treatment | seed 1 | seed 2 | seed 3 | seed 4 |\n"));
  EXPECT_THAT(report, HasSubstr("| treatment | seed 9 |\n"));
}

TEST(MarkdownReport, HasDaysSideBySide) {
  const std::string report = write_markdown_report(results_with_days(6));
  EXPECT_THAT(report, HasSubstr("\n## Day by day\n\nMeans with the interval of that day alone.\n"));
  EXPECT_THAT(report, HasSubstr("| treatment | day 1 | day 2 | day 3 | day 4 |\n"));
  EXPECT_THAT(report, HasSubstr("| treatment | day 5 | day 6 |\n"));
  // The mean of random is 2.0132. It grows by one percent of 2.0132 a day, and its interval is 4
  // percent to either side.
  EXPECT_THAT(report, HasSubstr("| `random` | 2.033 [1.952, 2.115] | 2.053 [1.971, 2.136] |"));
}

TEST(MarkdownReport, LeavesOutWhatIsNotThere) {
  const std::string report = write_markdown_report(results_with_effect({}));
  for (const char* part : {"Seed by seed", "Day by day", "because", "lists found", "Warnings",
                           "oracle", "live test", "fallback"}) {
    EXPECT_THAT(report, Not(HasSubstr(part)));
  }
}

}  // namespace
}  // namespace reprise
