#include <array>
#include <limits>
#include <regex>

#include <fmt/format.h>
#include <gmock/gmock.h>

#include "reports/figures/drawn_figures.h"
#include "reports/figures/figure.h"
#include "reports/figures/style.h"
#include "reports/figures/tics.h"
#include "reports/formats/markdown_report.h"
#include "tests/golden.h"
#include "tests/reports/figures/figure_checks.h"
#include "tests/reports/sample_results.h"

namespace reprise {
namespace {

using testing::HasSubstr;
using testing::StartsWith;

constexpr double kNaN = std::numeric_limits<double>::quiet_NaN();

std::string script_of(const std::string& name, const Results& results) {
  for (const Figure& figure : figures()) {
    if (figure.name() == name) return figure.script(results);
  }
  ADD_FAILURE() << "no figure " << name;
  return {};
}

Results results_with_names(const std::vector<std::string>& names) {
  Results results = results_with_sessions(static_cast<int>(names.size()), "");
  for (std::size_t i = 0; i < names.size(); ++i) {
    const std::string old = results.treatments[i + 1].name;
    results.treatments[i + 1].name = names[i];
    for (Effect& effect : results.effects) {
      if (effect.treatment == old) effect.treatment = names[i];
    }
    for (SegmentEffect& group : results.groups) {
      if (group.effect.treatment == old) group.effect.treatment = names[i];
      if (group.trait == "consume_bias") group.trait = names[0];
    }
  }
  results.treatments[0].name = names[0];
  results.control = names[0];
  results.interval = names[1];
  results.design = names[2];
  return results;
}

TEST(FigureText, SpellsOutWhateverGnuplotWouldInterpret) {
  EXPECT_EQ(gnuplot_string("first_track (100%)"), "\"first_track (100%)\"");
  EXPECT_EQ(gnuplot_string("\"a\"\\`b`'$@"),
            "\"\\0042a\\0042\\0134\\0140b\\0140\\0047\\0044\\0100\"");
  EXPECT_EQ(gnuplot_string("#12"), "\"\\004312\"");  // gnuplot reads four digits, then text
  EXPECT_EQ(gnuplot_string("a\nb"), "\"a\\0134nb\"");
  EXPECT_EQ(gnuplot_string("\xC3\xA9"), "\"\\0303\\0251\"");
  EXPECT_EQ(gnuplot_string("\xEF\xBF\xBF"), gnuplot_string("\xEF\xBF\xBD"));
  EXPECT_EQ(gnuplot_tic_string("+50%"), "\"+50%%\"");
  for (const std::string& name : hostile_names()) {
    const std::string text = gnuplot_string(name);
    EXPECT_EQ(text.substr(1, text.size() - 2).find_first_of("\"'`$@\n{}#"), std::string::npos);
  }
}

TEST(Figures, LookAsTheyDid) {
  expect_golden(script_of("effects", sample_results()), "effects.gnuplot");
  expect_golden(script_of("way_to_oracle", sample_results()), "way_to_oracle.gnuplot");
  const Results sessions = results_with_sessions(2, "ranker_");
  expect_golden(script_of("session_lengths", sessions), "session_lengths.gnuplot");
  expect_golden(script_of("time_by_step", sessions), "time_by_step.gnuplot");
  expect_golden(script_of("who_gains", sessions), "who_gains.gnuplot");
  expect_golden(script_of("settling", results_of_stop()), "settling.gnuplot");
}

TEST(Figures, OfSessionsDrawTheControlAndTheBestAndSayWhoIsLeftOut) {
  const Results results = results_with_sessions(30, "ranker_");
  for (const char* name : {"session_lengths", "time_by_step"}) {
    const std::string script = script_of(name, results);
    EXPECT_THAT(script, HasSubstr("\"7 of 31 treatments, the best first; results.json has all.\""));
    EXPECT_THAT(script, HasSubstr("ranker_30"));
    EXPECT_THAT(script, Not(HasSubstr("ranker_1\"")));
  }
  EXPECT_THAT(script_of("who_gains", results),
              HasSubstr("\"5 of 30 treatments, the best first; results.json has all.\""));
}

TEST(Figures, OfSessionsAreDrawnForDegenerateTreatments) {
  Results results = results_with_sessions(3, "a_");
  results.treatments[0].lengths = {results.treatments[0].sessions};  // no track was recommended
  results.treatments[0].time_by_step.clear();
  results.treatments[1].lengths = {
      0, results.treatments[1].sessions};  // all sessions end after one track
  results.treatments[1].time_by_step = {0};
  results.treatments[2].lengths = {0, 0, 0};  // there is no session
  results.treatments[2].time_by_step = {1, 1, kNaN};
  results.treatments[3].lengths.clear();
  results.treatments[3].time_by_step = {0.5};
  for (SegmentEffect& group : results.groups) {
    if (group.effect.treatment == "a_1") group.effect.shape = IntervalShape::whole_line;
    if (group.effect.treatment == "a_2") group.effect.effect = kNaN;
    if (group.effect.treatment == "a_3") {
      group.effect.effect = group.effect.lower = group.effect.upper = 0;
      group.from = group.to = kNaN;
    }
  }
  EXPECT_THAT(script_of("session_lengths", results), HasSubstr("\"median 0\""));
  EXPECT_THAT(script_of("who_gains", results), HasSubstr("An arrow: the interval goes on"));
  SKIP_WITHOUT_GNUPLOT();
  const DrawnFigures drawn = draw_figures(results);
  EXPECT_EQ(drawn.missing, "");
  EXPECT_EQ(drawn.figures.size(), 5u);
  for (const DrawnFigure& figure : drawn.figures) expect_well_formed(figure.svg);
}

TEST(Figures, TrainingCurvesHaveAPanelForEachModelThatLearnedInSteps) {
  Results results = sample_results();
  EXPECT_EQ(script_of("training_curves", results), "");
  ModelResult model;
  model.name = "a\"b";
  model.loss = "error";
  results.models = {model};
  EXPECT_EQ(script_of("training_curves", results), "") << "it has no steps";
  model.steps = {{1, 0.1, 0.5, 0.625}, {2, 0.1, 0.25, std::nullopt}};
  results.models = {model, model};
  const std::string script = script_of("training_curves", results);
  EXPECT_THAT(script, testing::HasSubstr("$train0 << EOD\n1 0.5\n2 0.25\nEOD\n"));
  EXPECT_THAT(script, testing::HasSubstr("$validation1 << EOD\n1 0.625\nEOD\n"));
  EXPECT_THAT(script, testing::Not(testing::HasSubstr("$train2")));
  EXPECT_THAT(script, testing::Not(testing::HasSubstr("a\"b"))) << "names are quoted";
}

TEST(Figures, RegisterThemselvesOnceInTheOrderToShowThem) {
  std::vector<std::string> names;
  for (const Figure& figure : figures()) names.push_back(figure.name());
  EXPECT_THAT(names, testing::IsSupersetOf({"effects", "way_to_oracle"}));
  EXPECT_EQ(names.front(), "effects");
}

TEST(FiguresDeathTest, RefuseTwoOfOneName) {
  EXPECT_DEATH(FigureRegistration({"effects", "", 1, nullptr}), "two figures are called 'effects'");
}

TEST(Figures, AreLeftOutWhereTheyDoNotApply) {
  EXPECT_EQ(script_of("effects", Results{}), "");
  EXPECT_EQ(script_of("effects", results_with_treatments(0, "")), "");
  EXPECT_EQ(script_of("way_to_oracle", results_with_effect({})), "");
  for (const char* name : {"session_lengths", "time_by_step", "who_gains"}) {
    EXPECT_EQ(script_of(name, Results{}), "");
    EXPECT_EQ(script_of(name, sample_results()), "");
  }
}

TEST(Figures, HostileNamesAreShownAndNeverRun) {
  const Results results = results_with_names(hostile_names());
  for (const Figure& figure : figures()) {
    expect_harmless(figure.script(results));
  }
  SKIP_WITHOUT_GNUPLOT();
  const DrawnFigures drawn = draw_figures(results);
  EXPECT_EQ(drawn.missing, "");
  ASSERT_EQ(drawn.figures.size(), 5u);
  for (const DrawnFigure& figure : drawn.figures) {
    expect_well_formed(figure.svg);
    EXPECT_THAT(figure.svg, Not(HasSubstr("<script")));
  }
  EXPECT_THAT(drawn.figures[0].svg, HasSubstr(">`touch x`<"));
}

TEST(Figures, AreWellFormedForAnyNumberOfTreatmentsAndAnyEffect) {
  SKIP_WITHOUT_GNUPLOT();
  std::vector<Results> all;
  for (const int count : {1, 2, 7, 30, 200}) all.push_back(results_with_sessions(count, "a_"));
  const double infinity = std::numeric_limits<double>::infinity();
  for (const auto& [effect, lower, upper] :
       std::vector<std::array<double, 3>>{{0, 0, 0},
                                          {0, -1, 1},
                                          {1e-12, 1e-12, 1e-12},
                                          {-100, -100, -100},
                                          {-99.99, -250, 400},
                                          {14'000, 13'000, 15'000},
                                          {1e300, -1e300, 1e300},
                                          {kNaN, kNaN, kNaN},
                                          {infinity, -infinity, infinity}}) {
    for (const IntervalShape shape :
         {IntervalShape::bounded, IntervalShape::two_rays, IntervalShape::whole_line}) {
      Effect made;
      made.effect = effect;
      made.lower = lower;
      made.upper = upper;
      made.shape = shape;
      all.push_back(results_with_effect(made));
    }
  }
  for (const Results& results : all) {
    const DrawnFigures drawn = draw_figures(results);
    EXPECT_EQ(drawn.missing, "");
    EXPECT_GE(drawn.figures.size(), 1u);
    for (const DrawnFigure& figure : drawn.figures) expect_well_formed(figure.svg);
  }
}

// Figures of narrow pages have their own layout, in which no text leaves the picture.
TEST(Figures, HaveALayoutForNarrowPages) {
  const Results results = results_with_sessions(3, "");
  constexpr double kSmallText = 16;
  std::size_t narrow = 0;
  for (const FigureScript& figure : applying(figures(), results)) {
    EXPECT_THAT(figure.script, HasSubstr("size 960,"));
    if (figure.narrow_script.empty()) continue;
    ++narrow;
    EXPECT_THAT(figure.narrow_script, HasSubstr("size 480,")) << figure.name;
    EXPECT_FALSE(narrow_figures());
    static const std::regex label(
        R"re(set label "([^"]*)" at screen ([-0-9.]+), screen [-0-9.]+ (left|center|right) font "sans-serif,([0-9]+)")re");
    for (std::sregex_iterator at(figure.narrow_script.begin(), figure.narrow_script.end(), label);
         at != std::sregex_iterator(); ++at) {
      // An escape in a script is one character of the text.
      const std::string text = std::regex_replace((*at)[1].str(), std::regex(R"(\\0\d{3})"), "n");
      const double width = text_width(text, FigureText::small) * std::stod((*at)[4]) / kSmallText;
      const std::string side = (*at)[3];
      const double left = 480 * std::stod((*at)[2]) - width * (side == "left"    ? 0
                                                               : side == "right" ? 1
                                                                                 : 0.5);
      EXPECT_GE(left, 0) << figure.name << ": " << text;
      EXPECT_LE(left + width, 480) << figure.name << ": " << text;
    }
  }
  EXPECT_GE(narrow, 3u);
  SKIP_WITHOUT_GNUPLOT();
  for (const DrawnFigure& figure : draw_figures(results).figures) {
    if (!figure.narrow_svg.empty()) expect_well_formed(figure.narrow_svg);
  }
}

TEST(Figures, AreTheSameBytesEveryTime) {
  SKIP_WITHOUT_GNUPLOT();
  const DrawnFigures first = draw_figures(sample_results());
  const DrawnFigures second = draw_figures(sample_results());
  ASSERT_EQ(first.figures.size(), 2u);
  for (std::size_t i = 0; i < 2; ++i) EXPECT_EQ(first.figures[i].svg, second.figures[i].svg);
}

TEST(Figures, UnboundedIntervalsAreArrowsAndSaidToBe) {
  Effect effect;
  effect.shape = IntervalShape::two_rays;
  effect.lower = -80;
  effect.upper = 120;
  const std::string rays = script_of("effects", results_with_effect(effect));
  EXPECT_THAT(rays, HasSubstr("with vectors head filled"));
  EXPECT_THAT(rays, HasSubstr("An arrow: the interval goes on"));
  effect.shape = IntervalShape::whole_line;
  EXPECT_THAT(script_of("effects", results_with_effect(effect)), HasSubstr("\"unbounded\""));
  effect.shape = IntervalShape::bounded;
  EXPECT_THAT(script_of("effects", results_with_effect(effect)),
              Not(HasSubstr("with vectors head filled")));
}

TEST(Figures, LeaveOutWhatWouldBeTooLongAndSaySo) {
  EXPECT_THAT(script_of("effects", results_with_treatments(200, "a_")),
              HasSubstr("\"40 of 200 treatments; all of them are in results.json.\""));
}

TEST(FigureTics, AreRoundAndHaveRoom) {
  std::vector<std::string> texts;
  for (const Tic& tic : percent_tics(-6, 106, 500, false)) texts.push_back(tic.text);
  EXPECT_THAT(texts, testing::ElementsAre("0%", "20%", "40%", "60%", "80%", "100%"));
  texts.clear();
  for (const Tic& tic : ratio_tics(-0.5, 2.2, 900)) texts.push_back(tic.text);
  EXPECT_THAT(texts, testing::IsSupersetOf({"-50%", "0%", "+100%", "+1000%", "+10000%"}));
}

TEST(NumberTics, AreRoundAndSignedWhereTheyAreDifferences) {
  std::vector<std::string> texts;
  for (const Tic& tic : number_tics(-0.9, 2.1, 500, true)) texts.push_back(tic.text);
  EXPECT_EQ(texts, (std::vector<std::string>{"-0.5", "0.0", "+0.5", "+1.0", "+1.5", "+2.0"}));
  texts.clear();
  for (const Tic& tic : number_tics(0.002, 0.031, 300, false)) texts.push_back(tic.text);
  EXPECT_EQ(texts, (std::vector<std::string>{"0.01", "0.02", "0.03"}));
}

TEST(MarkdownReport, ShowsTheFiguresThatWereDrawnAfterTheHeadlineTable) {
  const DrawnFigures drawn{{{"figures/effects.svg", "Effects <b>", "<svg/>"}}, ""};
  const std::string report = write_markdown_report(sample_results(), drawn);
  const std::size_t picture = report.find("\n\n![Effects \\<b\\>](figures/effects.svg)\n");
  EXPECT_NE(picture, std::string::npos) << report;
  EXPECT_GT(picture, report.find("## Who keeps people listening"));
  EXPECT_LT(picture, report.find("## Other metrics"));
  EXPECT_THAT(write_markdown_report(sample_results()), Not(HasSubstr("![")));
}

TEST(MarkdownReport, SaysWhyThereAreNoFigures) {
  EXPECT_THAT(write_markdown_report(sample_results(), {{}, "gnuplot failed: <b> `x`"}),
              HasSubstr("\nNo figures: gnuplot failed: \\<b\\> \\`x\\`.\n"));
}

}  // namespace
}  // namespace reprise
