#include "reports/sweeps/sweep_answer.h"

#include <limits>

#include <gmock/gmock.h>

#include "reports/sweeps/cell_effects.h"
#include "reports/sweeps/sweep_names.h"
#include "tests/reports/sweeps/sample_sweeps.h"

namespace reprise {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;

std::string answer_of(const SweepResults& sweep) {
  return sweep_answer(sweep, [](std::string_view name) { return std::string(name); });
}

SweepResults three_cells(const std::vector<double>& effects) {
  return sweep_of({numeric_parameter("models.ranker.dim", 3, false)}, effects);
}

TEST(SweepAnswer, NamesTheBestItsUncertaintyAndWhoIsTied) {
  EXPECT_EQ(answer_of(three_cells({10, 20, 18})),
            "Best of 3 cells: ranker with dim = 2 keeps people listening 20.0% longer than random, "
            "95% interval [+16.0%, +24.0%]; 1 of the 2 other cells is statistically tied with it.");
  EXPECT_THAT(answer_of(three_cells({10, 20, 11})),
              HasSubstr("; all 2 other cells are significantly worse."));
}

// Nobody chooses the world, so its settings are told apart and not ranked.
TEST(SweepAnswer, DoesNotRankWorlds) {
  const SweepResults sweep =
      sweep_of({numeric_parameter("world.users.consume_bias_shift", 3, false)}, {10, 1, -9});
  EXPECT_EQ(answer_of(sweep),
            "ranker is shown to keep people listening longer than random in 1 of 3 settings of the "
            "world, and to do worse in 1; its effect goes from -9.0%, 95% interval [-13.0%, -5.0%] "
            "with consume_bias_shift = 3 to +10.0%, 95% interval [+6.0%, +14.0%] with "
            "consume_bias_shift = 1. Nobody chooses a world, so its settings are not ranked.");
}

TEST(SweepAnswer, ComparesChoicesWithinEachWorld) {
  const SweepResults sweep = sweep_of({numeric_parameter("models.ranker.dim", 2, false),
                                       numeric_parameter("world.generate.seed", 3, false)},
                                      {10, 20, 30, 11, 21, 29});
  EXPECT_EQ(
      answer_of(sweep),
      "ranker with dim = 2 has the best estimate in 2 of 3 settings of the world, ranker with "
      "dim = 1 in 1. Nobody chooses a world, so choices are compared within each.");
}

TEST(SweepAnswer, SaysWhenAllAreTied) {
  EXPECT_THAT(answer_of(three_cells({20, 20, 20})),
              HasSubstr("ranker with dim = 1 keeps people listening 20.0% longer"));
  EXPECT_THAT(answer_of(three_cells({20, 20, 20})),
              HasSubstr("; all 2 other cells are statistically tied with it, so the data do not "
                        "settle which setting is best."));
}

TEST(SweepAnswer, ClaimsNothingWhereNothingIsSignificant) {
  EXPECT_THAT(answer_of(three_cells({1, 2, -10})),
              HasSubstr("None of 3 cells is shown to keep people listening longer than random: the "
                        "best effect is that of ranker with dim = 2, +2.0%, 95% interval"));
  EXPECT_EQ(answer_of(sweep_of({}, {2})),
            "ranker is not shown to keep people listening longer than random: its effect is +2.0%, "
            "95% interval [-2.0%, +6.0%].");
}

TEST(SweepAnswer, NamesTheBestOfTheSureOnesWhereTheBestEstimateIsNotSure) {
  SweepResults sweep = three_cells({10, 12, 3});
  ranked_effect(sweep, 1).significant = false;
  ranked_effect(sweep, 1).lower = -1;
  EXPECT_THAT(answer_of(sweep), HasSubstr("Best of 3 cells by its estimate, but not significantly: "
                                          "ranker with dim = 2, +12.0%"));
  EXPECT_THAT(answer_of(sweep), HasSubstr(" The best of those that are significant is ranker with "
                                          "dim = 1: it keeps people listening 10.0% longer"));
}

TEST(SweepAnswer, CountsWorlds) {
  EXPECT_THAT(answer_of(worlds_sweep()), HasSubstr("; its effect is above 0 in 4 of 5 worlds."));
  SweepResults sweep = worlds_sweep();
  sweep.ranked_better = Better::lower;
  EXPECT_THAT(answer_of(sweep), HasSubstr("its effect is below 0 in 1 of 5 worlds."));
}

TEST(SweepAnswer, SaysUnderWhichUsersTheWinnerWins) {
  EXPECT_EQ(answer_of(user_models_sweep({50, 12, 30})),
            "ranker is shown to keep people listening longer than random under all 3 user models; "
            "its effect goes from +12.0% under bored to +50.0% under botify; over the models "
            "together it is +20.0%, 95% interval [+16.0%, +24.0%].");
  EXPECT_EQ(answer_of(user_models_sweep({50, 2, -30, 70})),
            "ranker is shown to keep people listening longer than random under 2 of 4 user models; "
            "it does worse under people (-30.0%, 95% interval [-34.0%, -26.0%]); nothing is shown "
            "under bored (+2.0%, 95% interval [-2.0%, +6.0%]); its effect goes from -30.0% under "
            "people to +70.0% under known tracks; over the models together it is +20.0%, 95% "
            "interval [+16.0%, +24.0%]. Others have better estimates: top_pop under people, "
            "top_pop under known tracks.");
  EXPECT_THAT(answer_of(user_models_sweep({50})),
              HasSubstr("longer than random under 1 of 1 user model."));
  EXPECT_THAT(answer_of(user_models_sweep({1, 2})),
              testing::StartsWith("ranker is not shown to keep people listening longer than random "
                                  "under any of 2 user models; nothing is shown under botify ("));
  // Among several settings it is about the best of them.
  SweepResults two = three_cells({10, 20, 18});
  two.user_models = {"botify", "bored"};
  for (SweepCell& cell : two.cells) {
    cell.user_models = user_models_sweep({50, 12}).cells[0].user_models;
  }
  EXPECT_THAT(answer_of(two), testing::StartsWith("Best of 3 cells over the user models: ranker "
                                                  "with dim = 2 is shown to keep"));
}

TEST(SweepAnswer, NamesWhatMovesTheEffectMost) {
  EXPECT_THAT(answer_of(main_effects_sweep()),
              HasSubstr("What moves it most is heard: from +11.0% with 1 to +40.5% with 2 on "
                        "average. Nobody chooses"));
  SweepResults sweep = main_effects_sweep();
  sweep.main_effects->effects.front().significant = false;
  EXPECT_THAT(answer_of(sweep), HasSubstr("No single parameter is shown to move the effect."));
}

TEST(SweepAnswer, SaysWhoCannotBeCompared) {
  EXPECT_THAT(answer_of(halved_sweep()),
              HasSubstr("1 of the 2 other cells that can be compared with it is"));
  SweepResults sweep = three_cells({10, 20, 18});
  for (RankedCell& ranked : sweep.ranking) {
    if (&ranked == sweep.ranking.data()) continue;
    ranked.tied = false;
    ranked.p_as_best.reset();
  }
  EXPECT_THAT(answer_of(sweep), HasSubstr("; no other cell can be compared with it."));
}

TEST(SweepAnswer, SpeaksOfOtherMetricsByTheirNames) {
  SweepResults sweep = three_cells({10, 20, 18});
  sweep.ranked_metric = "skip_rate";
  sweep.ranked_better = Better::lower;
  rank_again(sweep);
  EXPECT_THAT(answer_of(sweep),
              HasSubstr("ranker with dim = 2 has a skip_rate that is 5.0% lower than that of "
                        "random, 95% interval [-9.0%, -1.0%]"));
}

TEST(SweepAnswer, SaysWhyThereIsNone) {
  EXPECT_EQ(answer_of(SweepResults{}), "No cell was played.");
  EXPECT_EQ(answer_of(failed_sweep()), "There is no answer: all 8 cells failed.");
  SweepResults sweep = failed_sweep();
  sweep.cells[0].status = CellStatus::missing;
  EXPECT_EQ(answer_of(sweep),
            "There is no answer: no cell has an effect (8 cells: 7 failed, 1 not played).");
}

TEST(SweepAnswer, SurvivesWhatIsNoNumber) {
  SweepResults sweep = three_cells({10, 20, 18});
  Effect& best = ranked_effect(sweep, 1);
  best.shape = IntervalShape::whole_line;
  EXPECT_THAT(answer_of(sweep), HasSubstr("an interval without bounds: the control's mean may"));
  best.shape = IntervalShape::bounded;
  best.effect = best.lower = best.upper = std::numeric_limits<double>::quiet_NaN();
  EXPECT_THAT(answer_of(sweep), testing::Not(HasSubstr("nan")));
}

TEST(SweepNames, AreTheShortestEndsThatTellParametersApart) {
  SweepResults sweep;
  for (const char* path :
       {"models.ranker.dim", "models.ranker.epochs", "models.other.dim", "dim", "a.b.x", "a.b.x"}) {
    sweep.parameters.push_back(choice_parameter(path, {"1"}));
  }
  EXPECT_THAT(parameter_names(sweep),
              ElementsAre("ranker.dim", "epochs", "other.dim", "dim", "a.b.x", "a.b.x"));
}

TEST(CellEffects, AreRankedFirstAndRoundedAlike) {
  SweepResults sweep = three_cells({10, 20, 18.25});
  sweep.ranking.erase(sweep.ranking.begin() + 1);
  const std::vector<CellEffect> effects = cell_effects(sweep);
  ASSERT_EQ(effects.size(), 3U);
  EXPECT_EQ(ranked_count(effects), 2U);
  EXPECT_EQ(effects[0].index, 1U);
  EXPECT_EQ(effects[0].standing, Standing::best);
  EXPECT_EQ(effects[1].standing, Standing::worse);
  EXPECT_EQ(effects[1].effect_percent, "+10.0");
  EXPECT_EQ(effects[1].mean, "2.215");
  // The cell is not in the ranking, but its best treatment is known.
  EXPECT_EQ(effects[2].index, 2U);
  EXPECT_EQ(effects[2].rank, 0U);
  EXPECT_EQ(effects[2].effect->treatment, "ranker");
}

}  // namespace
}  // namespace reprise
