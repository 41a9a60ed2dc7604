#include "reports/several/compared_runs.h"

#include <fmt/format.h>
#include <gmock/gmock.h>

#include "reports/several/runs_figure.h"
#include "reports/several/runs_reports.h"
#include "tests/golden.h"
#include "tests/reports/figures/figure_checks.h"
#include "tests/reports/sample_results.h"
#include "tests/reports/text_checks.h"

namespace reprise {
namespace {

using testing::AllOf;
using testing::ElementsAre;
using testing::HasSubstr;
using testing::Not;

std::string quoted(std::string_view name) { return fmt::format("'{}'", name); }

std::string differences(const std::vector<Results>& runs) {
  return fmt::format("{}", fmt::join(differences_of_runs(runs, quoted), "\n"));
}

// Returns the sample run, and a run with another world, other seeds and another control.
std::vector<Results> two_runs() {
  Results other = results_with_treatments(2, "first_");
  other.experiment = "another_world";
  other.world.description = "files <b>";
  other.world.fingerprint = "c0ffee";
  other.treatments[0].recommender = "{top_pop: 10}";
  other.treatments[1].recommender = "sticky_artist";
  other.treatments[1].name = "first_track";
  for (Effect& effect : other.effects) {
    if (effect.treatment == "first_1") effect.treatment = "first_track";
  }
  return {sample_results(), other};
}

TEST(ComparedRuns, LookAsTheyDid) {
  const DrawnFigures drawn{{{"figures/effects_of_runs.svg", "Effects <b>", "<svg/>"}}, ""};
  expect_golden(write_comparison_markdown(two_runs(), drawn), "comparison.md");
  expect_golden(write_comparison_table(two_runs()), "comparison.txt");
}

std::string forest_plot(const std::vector<Results>& runs) {
  for (const RunsFigure& figure : runs_figures()) {
    if (figure.name() == "effects_of_runs") return figure.script(runs);
  }
  ADD_FAILURE() << "no forest plot";
  return {};
}

TEST(ForestPlotOfRuns, LooksAsItDid) {
  expect_golden(forest_plot(two_runs()), "effects_of_runs.gnuplot");
}

TEST(ForestPlotOfRuns, HasARowForEachEffectOfEachRun) {
  Results b = results_with_treatments(2, "b_");
  b.experiment = "another";
  b.confidence = 0.9;
  const std::string script = forest_plot({results_with_treatments(1, "a_"), b});
  for (const char* name : {"\"a_1\"", "\"b_1\"", "\"b_2\"", "\"another\""}) {
    EXPECT_THAT(script, HasSubstr(name));
  }
  EXPECT_THAT(script, HasSubstr("own confidence")) << "it is not the same";
  EXPECT_THAT(forest_plot({b, b}), HasSubstr("90% intervals"));
}

TEST(ForestPlotOfRuns, IsLeftOutWhereThereIsNoEffect) {
  EXPECT_EQ(forest_plot({}), "");
  EXPECT_EQ(forest_plot({Results{}, Results{}}), "");
}

TEST(ForestPlotOfRuns, IsDrawnForAnyRuns) {
  const std::vector<std::vector<Results>> all{
      two_runs(),
      {nasty_results(), results_with_treatments(30, std::string(300, 'W')), log_sample_results()},
      {results_with_treatments(200, "a"), results_with_effect({})}};
  for (const std::vector<Results>& runs : all) expect_harmless(forest_plot(runs));
  SKIP_WITHOUT_GNUPLOT();
  for (const std::vector<Results>& runs : all) {
    const DrawnFigures drawn = draw_runs_figures(runs);
    EXPECT_EQ(drawn.missing, "");
    ASSERT_EQ(drawn.figures.size(), 1u);
    expect_well_formed(drawn.figures.front().svg);
  }
}

TEST(ComparedRuns, AreToldApartByExperimentThenHashThenPlace) {
  Results a = sample_results();
  Results b = sample_results();
  EXPECT_THAT(run_names({a}), ElementsAre("first_track_anchor"));
  b.experiment = "b";
  EXPECT_THAT(run_names({a, b}), ElementsAre("first_track_anchor", "b"));
  b.experiment = a.experiment;
  b.config_hash = "0123456789abcdef";
  EXPECT_THAT(run_names({a, b}),
              ElementsAre("first_track_anchor 9f1c3a5b", "first_track_anchor 01234567"));
  EXPECT_THAT(run_names({a, b, b}),
              ElementsAre("first_track_anchor 9f1c3a5b", "first_track_anchor 01234567 #2",
                          "first_track_anchor 01234567 #3"));
}

TEST(ComparedRuns, DifferencesAreSaidInWords) {
  Results a = sample_results();
  a.experiment = "a";
  Results b = a;
  b.experiment = "b";
  EXPECT_THAT(differences({a, b}), HasSubstr("same world, seeds, control, amount and design"));
  b.seeds = {7};
  EXPECT_THAT(
      differences({a, b}),
      HasSubstr("Different seeds: 3 seeds (1, 2, 3) in 'a'; seed 7 in 'b'. Their sessions"));
  EXPECT_THAT(differences({a, b}), Not(HasSubstr("same world")));
  Results c = b;
  c.experiment = "c";
  c.world.fingerprint = "other";
  c.world.description = "elsewhere";
  EXPECT_THAT(differences({a, b, c}), HasSubstr("('5ad0c1') in 'a' and 'b'; 'elsewhere' ('other') "
                                                "in 'c'. Their means are of different"));
  EXPECT_THAT(differences({a, b, c}), HasSubstr("\nSo compare effects, not means."));
  c.treatments[0].recommender = "{top_pop: 10}";
  EXPECT_THAT(differences({a, c}),
              HasSubstr("'random' in 'a'; 'random', which is '{top_pop: 10}', in 'c'"));
  EXPECT_THAT(differences({a, c}), HasSubstr("\nSo neither means nor effects"));
  EXPECT_THAT(differences({a, c}), HasSubstr("One name, different recommenders: 'random'."));
  c.design = "split";
  c.episodes = 5;
  EXPECT_THAT(differences({a, c}), HasSubstr("'split' design with 'fieller' intervals at 95% in"));
  EXPECT_THAT(differences({a, c}), HasSubstr("5 episodes per replication in 'c'"));
}

TEST(ComparedRuns, LogsAreToldApartByTheirTexts) {
  const Results a = log_sample_results();
  Results same = a;
  same.interval = "notebook";
  Results b = a;
  b.log->fingerprint = "0123456789abcdef";
  b.log->rows = 5;
  EXPECT_THAT(run_names({a, b}), ElementsAre("LISTS b4764924", "LISTS 01234567"));
  EXPECT_THAT(differences({a, b}),
              AllOf(HasSubstr("Different worlds: a log ('b47649241bcec7f7') in"),
                    HasSubstr("Different amounts: 12,088 rows of a log in"),
                    HasSubstr("and only where you know that the controls are the same.")));
  EXPECT_THAT(differences({a, same}),
              AllOf(HasSubstr("Different designs: "), Not(HasSubstr("worlds")),
                    Not(HasSubstr("Logs do not say"))));
  EXPECT_THAT(differences({a, sample_results()}),
              AllOf(HasSubstr("no seed in"), HasSubstr("So neither means nor effects")));
}

TEST(ComparedRuns, HaveARowForEachRunAndTreatmentWithNumbersRoundedAlike) {
  const std::vector<Results> runs = two_runs();
  const std::vector<ComparedTreatment> rows = compare_runs(runs, "mean_time_per_session");
  ASSERT_EQ(rows.size(), 8u);
  EXPECT_EQ(rows[0].control_mean, "2.013");
  EXPECT_EQ(rows[5].run, 1u);
  EXPECT_EQ(rows[5].control_mean, "2.013");
  EXPECT_EQ(rows[1].effect_percent, "+525.0");
  EXPECT_EQ(rows[6].effect_percent, "+25.0");
}

TEST(ComparedRuns, TheAnswerNamesTheHighestEffectThatIsNoOracles) {
  EXPECT_THAT(runs_answer(two_runs(), quoted),
              HasSubstr("that of 'first_track' in 'first_track_anchor': +525.0% against 'random', "
                        "95% interval [+517.2%, +532.8%]."));
  EXPECT_EQ(runs_answer({}, quoted), "No treatment has an effect on mean_time_per_session.");
  EXPECT_EQ(runs_answer({Results{}}, quoted),
            "No treatment has an effect on mean_time_per_session.");
}

TEST(ComparedRuns, ShowTextFromConfigsWithoutInterpretingIt) {
  const std::vector<Results> runs{nasty_results(), sample_results(), nasty_results()};
  const std::string page = write_comparison_markdown(runs, {});
  expect_whole_tables(page);
  EXPECT_THAT(page, Not(HasSubstr("\x1b")));
  EXPECT_THAT(page, Not(HasSubstr(" <script>")));
  EXPECT_THAT(page, Not(HasSubstr(" <b>")));
  for (const int width : {60, 80, 200}) {
    expect_lines_fit(write_comparison_table(runs, {.width = width}), width);
  }
  EXPECT_NE(write_comparison_table({}), "");
  EXPECT_NE(write_comparison_markdown({}, {}), "");
}

}  // namespace
}  // namespace reprise
