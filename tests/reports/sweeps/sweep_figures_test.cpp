#include <limits>

#include <fmt/format.h>
#include <gmock/gmock.h>

#include "reports/figures/effect_axis.h"
#include "reports/sweeps/figures/sweep_chart.h"
#include "reports/sweeps/sweep_figure.h"
#include "reports/sweeps/sweep_format.h"
#include "tests/golden.h"
#include "tests/reports/figures/figure_checks.h"
#include "tests/reports/sweeps/sample_sweeps.h"

namespace reprise {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;

std::string script_of(const std::string& name, const SweepResults& sweep) {
  for (const SweepFigure& figure : sweep_figures()) {
    if (figure.name() == name) return figure.script(sweep);
  }
  ADD_FAILURE() << "no figure " << name;
  return {};
}

std::vector<std::string> applying_to(const SweepResults& sweep) {
  std::vector<std::string> names;
  for (const FigureScript& figure : applying(sweep_figures(), sweep)) names.push_back(figure.name);
  return names;
}

SweepResults three_parameters() {
  return sweep_of({numeric_parameter("a.dim", 3, true), numeric_parameter("a.epochs", 2, false),
                   choice_parameter("t.pick", {"first", "sample"})});
}

SweepResults unbounded_sweep() {
  SweepResults sweep = sample_sweep();
  Effect& line = ranked_effect(sweep, 0);
  line.shape = IntervalShape::whole_line;
  Effect& rays = ranked_effect(sweep, 1);
  rays.shape = IntervalShape::two_rays;
  rays.lower = -80;
  rays.upper = 120;
  Effect& nothing = ranked_effect(sweep, 2);
  nothing.effect = nothing.lower = nothing.upper = std::numeric_limits<double>::quiet_NaN();
  Effect& huge = ranked_effect(sweep, 4);
  huge.effect = 1e300;
  huge.lower = -1e300;
  huge.upper = std::numeric_limits<double>::infinity();
  return sweep;
}

TEST(SweepFigures, LookAsTheyDid) {
  for (const char* name : {"parameters", "heat_map", "ranking", "worlds"}) {
    expect_golden(script_of(name, sample_sweep()), fmt::format("sweep_{}.gnuplot", name));
  }
  expect_golden(script_of("parallel_coordinates", three_parameters()),
                "sweep_parallel_coordinates.gnuplot");
  expect_golden(script_of("user_models", user_models_sweep({50, 2, -30, 70})),
                "sweep_user_models.gnuplot");
  expect_golden(script_of("main_effects", main_effects_sweep()), "sweep_main_effects.gnuplot");
}

TEST(SweepFigures, ApplyWhereTheyHaveSomethingToShow) {
  EXPECT_THAT(applying_to(sample_sweep()),
              ElementsAre("parameters", "heat_map", "ranking", "worlds"));
  EXPECT_THAT(applying_to(three_parameters()),
              ElementsAre("parameters", "parallel_coordinates", "ranking"));
  EXPECT_THAT(applying_to(sweep_of({numeric_parameter("a.dim", 2, false),
                                    numeric_parameter("a.epochs", 61, false)})),
              ElementsAre("parameters", "ranking"))
      << "a heat map of 61 rows is longer than a page";
  EXPECT_THAT(applying_to(worlds_sweep()), ElementsAre("worlds"));
  EXPECT_THAT(applying_to(sweep_of({numeric_parameter("a.dim", 1, false)})), ElementsAre());
  EXPECT_THAT(applying_to(user_models_sweep({5, 6})), ElementsAre("user_models"));
  EXPECT_THAT(applying_to(main_effects_sweep()),
              ElementsAre("parameters", "heat_map", "main_effects", "ranking"));
  EXPECT_THAT(applying_to(failed_sweep()), ElementsAre());
  EXPECT_THAT(applying_to(SweepResults{}), ElementsAre());
}

// Nobody chooses a world, so no figure says which one is the best.
TEST(SweepFigures, DoNotRankWorlds) {
  const SweepParameter preset = choice_parameter("world.generate.preset", {"2023", "2025"});
  const SweepParameter bias = numeric_parameter("world.users.bias", 3, false);
  const SweepParameter gamma = numeric_parameter("world.users.gamma", 2, false);
  for (const SweepResults& sweep : {sweep_of({preset, bias}), sweep_of({preset, bias, gamma})}) {
    std::size_t figures = 0;
    for (const FigureScript& figure : applying(sweep_figures(), sweep)) {
      ++figures;
      for (const char* ranked : {"Ranking", "best", "tied", "1. "}) {
        EXPECT_THAT(figure.script, testing::Not(HasSubstr(ranked))) << figure.name;
      }
    }
    EXPECT_EQ(figures, 3u);
  }
}

TEST(SweepFiguresDeathTest, RefuseTwoOfOneName) {
  EXPECT_DEATH(SweepFigureRegistration({"ranking", "", 1, nullptr}),
               "two figures are called 'ranking'");
}

TEST(SweepFigures, RegisterThemselvesApartFromThoseOfRuns) {
  for (const Figure& figure : figures()) EXPECT_NE(figure.name(), "ranking");
}

TEST(SweepFigures, HostileNamesAreShownAndNeverRun) {
  std::vector<SweepParameter> parameters{choice_parameter(hostile_names()[0], hostile_names()),
                                         choice_parameter(hostile_names()[1], hostile_names())};
  SweepResults hostile = sweep_of(parameters);
  hostile.control = hostile_names()[2];
  hostile.design = hostile_names()[3];
  hostile.ranked_metric = "mean_time_per_session";
  parameters.push_back(choice_parameter(hostile_names()[5], {hostile_names()[6], "`touch x`"}));
  const std::vector<SweepResults> all{nasty_sweep(), hostile, sweep_of(parameters)};
  for (const SweepResults& sweep : all) {
    for (const SweepFigure& figure : sweep_figures()) expect_harmless(figure.script(sweep));
  }
  SKIP_WITHOUT_GNUPLOT();
  for (const SweepResults& sweep : all) {
    const DrawnFigures drawn = draw_sweep_figures(sweep);
    EXPECT_EQ(drawn.missing, "");
    EXPECT_GE(drawn.figures.size(), 3U);
    for (const DrawnFigure& figure : drawn.figures) expect_well_formed(figure.svg);
  }
}

TEST(SweepFigures, AreWellFormedForAnyNumberOfCellsAndAnyEffect) {
  SKIP_WITHOUT_GNUPLOT();
  std::vector<SweepResults> all{sample_sweep(),
                                halved_sweep(),
                                worlds_sweep(),
                                failed_sweep(),
                                unbounded_sweep(),
                                three_parameters(),
                                user_models_sweep({50, 2, -30, 70}),
                                main_effects_sweep()};
  for (const std::size_t count : {1U, 2U, 7U, 30U}) {
    all.push_back(sweep_of({numeric_parameter("a.dim", count, false)}));
    all.push_back(sweep_of({numeric_parameter("a.dim", count, true)}));
  }
  all.push_back(
      sweep_of({numeric_parameter("a.dim", 15, false), numeric_parameter("a.epochs", 10, false),
                choice_parameter("t.pick", {"first", "sample"})}));
  all.push_back(
      sweep_of({numeric_parameter("a.dim", 60, false), numeric_parameter("a.epochs", 40, false)}));
  all.push_back(sweep_of({numeric_parameter("a.dim", 2, false)}, {0, 0}));
  all.push_back(sweep_of({numeric_parameter("a.dim", 2, false)}, {1e300, -1e300}));
  SweepParameter odd = numeric_parameter("a.dim", 3, true);
  odd.numbers = {0, std::numeric_limits<double>::infinity(), -1};
  all.push_back(sweep_of({odd}));
  for (const SweepResults& sweep : all) {
    const DrawnFigures drawn = draw_sweep_figures(sweep);
    EXPECT_EQ(drawn.missing, "");
    for (const DrawnFigure& figure : drawn.figures) {
      expect_well_formed(figure.svg);
      EXPECT_THAT(figure.svg, testing::Not(HasSubstr("nan")));
    }
  }
}

TEST(SweepFigures, AreTheSameBytesEveryTime) {
  SKIP_WITHOUT_GNUPLOT();
  const DrawnFigures first = draw_sweep_figures(sample_sweep());
  const DrawnFigures second = draw_sweep_figures(sample_sweep());
  ASSERT_EQ(first.figures.size(), 4U);
  EXPECT_EQ(first.figures[0].file_name, "figures/parameters.svg");
  for (std::size_t i = 0; i < 4; ++i) EXPECT_EQ(first.figures[i].svg, second.figures[i].svg);
}

TEST(SweepFigures, HeatMapsSayWhatFailedAndWhatWasNotPlayed) {
  const std::string script = script_of("heat_map", sample_sweep());
  EXPECT_THAT(script, HasSubstr("\"failed\""));
  EXPECT_THAT(script, HasSubstr("\"not played\""));
  EXPECT_THAT(script_of("heat_map", halved_sweep()), HasSubstr("dropped by halving"));
}

TEST(SweepFigures, RankingsLeaveOutWhatWouldBeTooLongAndSaySo) {
  const SweepResults sweep =
      sweep_of({numeric_parameter("a.dim", 30, false), numeric_parameter("a.epochs", 10, false)});
  EXPECT_THAT(script_of("ranking", sweep),
              HasSubstr("\"40 of 300 cells; all of them are in sweep.csv.\""));
}

TEST(SweepCharts, PlaceNumbersAsFarApartAsTheyAre) {
  SweepParameter parameter = choice_parameter("a", {"1", "10", "100"});
  EXPECT_THAT(value_places(parameter), ElementsAre(0, 0.5, 1));
  parameter.numbers = {1, 10, 100};
  EXPECT_THAT(value_places(parameter), ElementsAre(0, testing::DoubleNear(1 / 11.0, 1e-12), 1));
  parameter.log_scale = true;
  EXPECT_THAT(value_places(parameter), ElementsAre(0, testing::DoubleNear(0.5, 1e-12), 1));
  EXPECT_TRUE(has_numeric_axis(parameter));
  parameter.numbers = {0, 10, 100};
  EXPECT_FALSE(has_numeric_axis(parameter)) << "0 has no logarithm";
  EXPECT_THAT(value_places(parameter), ElementsAre(0, 0.5, 1));
}

TEST(EffectAxis, LeavesOutZeroOnlyWhereAllAreFarFromIt) {
  SweepResults sweep = sweep_of({numeric_parameter("a.dim", 2, false)}, {100, 110});
  const std::vector<const Effect*> effects{&ranked_effect(sweep, 0), &ranked_effect(sweep, 1)};
  const EffectAxis near(effects, EffectAxis::Zero::when_near);
  EXPECT_FALSE(near.shows(0));
  EXPECT_EQ(near.place(0), near.low());
  EXPECT_TRUE(EffectAxis(effects, EffectAxis::Zero::always).shows(0));
  EXPECT_EQ(near.title(), "effect, % of the control's mean");
  ranked_effect(sweep, 1).effect = 2000;
  EXPECT_TRUE(EffectAxis(effects, EffectAxis::Zero::when_near).log());
}

std::string nothing(const SweepResults&, const DrawnFigures&) { return {}; }

TEST(SweepFormats, RegisterThemselvesInAlphabeticalOrderAndSurviveEmptySweeps) {
  std::vector<std::string> names;
  for (const SweepFormat& format : sweep_formats()) {
    names.push_back(format.file_name);
    EXPECT_EQ(format.write(nasty_sweep(), {}), format.write(nasty_sweep(), {}));
    EXPECT_NE(format.write(SweepResults{}, {}), "");
  }
  EXPECT_THAT(names, ElementsAre("report.html", "report.md", "sweep.csv", "sweep.json"));
}

TEST(SweepFormatsDeathTest, AreUniqueByFileName) {
  EXPECT_DEATH(SweepFormatRegistration({"report.md", nothing}),
               "two report files are called 'report.md'");
}

}  // namespace
}  // namespace reprise
