// Tests how plays become sessions that a world can be fitted to.
#include "experiments/fitting/log/fitting_log.h"

#include <gmock/gmock.h>

#include "experiments/fitting/log/halves.h"
#include "sim/support/user_error.h"
#include "sim/world/user_fields.h"
#include "tests/experiments/listens/reading.h"

namespace reprise {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;
using testing::ThrowsMessage;

struct Made {
  FittingLog log;
  FittingRows rows;
};

Made made_of(const std::string& rows, const WorldData& catalog = {}) {
  const TemporaryFolder folder;
  ListensRequest request =
      request_for({folder.write("plays.csv", "user,time,track,artist,share,rec\n" + rows)});
  request.columns = read_columns(
      "user=user,time=time:s,track=track,artist=artist,played_share=share,recommended=rec");
  const ListeningLog listened = read_listens(request);
  Made made;
  made.log = make_fitting_log(listened, estimate_lengths(listened), catalog, made.rows);
  return made;
}

std::string row(const char* user, int minute, const char* track, const char* artist,
                const char* share, int recommended) {
  return fmt::format("{},{},{},{},{},{}\n", user, 1'600'000'000 + 60 * minute, track, artist, share,
                     recommended);
}

TEST(FittingLog, CountsArtistsAndRepeats) {
  const Made made = made_of(row("7", 0, "3", "A", "1", 0) + row("7", 4, "1", "A", "0.5", 1) +
                            row("7", 8, "2", "B", "0.004", 1) + row("7", 12, "3", "A", "0", 1) +
                            row("7", 16, "0", "A", "1.2", 1) + row("9", 0, "0", "A", "1", 0) +
                            row("9", 3, "1", "A", "0.25", 1) + row("9", 300, "1", "A", "1", 0));
  EXPECT_THAT(made.log.user_ids, ElementsAre(7, 9));
  EXPECT_TRUE(made.log.user_names.empty());
  ASSERT_EQ(made.log.sessions.size(), 2u);
  EXPECT_EQ(made.rows.empty_sessions, 1u);  // the play after five hours
  EXPECT_EQ(made.log.n_tracks(), 4u);
  EXPECT_TRUE(made.log.artists_known);
  EXPECT_EQ(made.log.sessions[0].first_track, 3u);
  ASSERT_EQ(made.log.steps.size(), 5u);
  const std::vector<FittingStep>& steps = made.log.steps;
  EXPECT_EQ(steps[0].track, 1u);
  EXPECT_EQ(steps[0].share, 50);
  EXPECT_EQ(steps[0].earlier, 1);  // the first track's artist
  EXPECT_EQ(steps[1].share, 0);
  EXPECT_EQ(steps[1].earlier, 0);
  EXPECT_EQ(steps[2].use, StepUse::repeated);
  EXPECT_EQ(steps[3].share, 100);
  EXPECT_EQ(steps[3].earlier, 3);
  EXPECT_EQ(steps[4].share, 25);
}

TEST(FittingLog, LeavesOutWhatUsersChose) {
  const Made made = made_of(row("a", 0, "x", "A", "1", 0) + row("a", 4, "y", "A", "1", 0) +
                            row("a", 8, "z", "A", "0.3", 1) + row("b", 0, "y", "A", "1", 0) +
                            row("b", 4, "x", "A", "0.1", 1));
  EXPECT_EQ(made.rows.own_choice, 1u);
  ASSERT_EQ(made.log.steps.size(), 2u);
  EXPECT_EQ(made.log.steps[0].earlier, 2);  // what was chosen was heard, too
  EXPECT_THAT(made.log.user_ids, ElementsAre(number_of_user("a"), number_of_user("b")));
  EXPECT_THAT(made.log.user_names, ElementsAre("a", "b"));
  EXPECT_THAT(made.log.titles, ElementsAre("x", "y", "z"));
}

TEST(FittingLog, NumbersTracksAnewWhereIdsAreLarge) {
  const Made made =
      made_of(row("1", 0, "4000000000", "A", "1", 0) + row("1", 4, "17", "A", "0.5", 1) +
              row("2", 0, "17", "A", "1", 0) + row("2", 4, "4000000000", "A", "0.5", 1));
  EXPECT_EQ(made.log.n_tracks(), 2u);
  EXPECT_THAT(made.log.titles, ElementsAre("4000000000", "17"));
}

TEST(FittingLog, TakesArtistsOfACatalog) {
  WorldData catalog;
  catalog.artist_of = {0, 1, 0};
  catalog.artists = {"A", "B"};
  catalog.titles = {"", "", ""};
  const std::string rows = row("1", 0, "0", "", "1", 0) + row("1", 4, "2", "", "0.5", 1);
  EXPECT_EQ(made_of(rows, catalog).log.steps[0].earlier, 1);
  EXPECT_THAT([&] { made_of(rows + row("1", 8, "3", "", "0.5", 1), catalog); },
              ThrowsMessage<UserError>(HasSubstr("track '3'; expected a track of the catalog")));
}

TEST(FittingLog, SaysWhatItNeeds) {
  EXPECT_THAT([] { made_of(row("1", 0, "0", "A", "1", 0) + row("1", 4, "1", "A", "0.5", 0)); },
              ThrowsMessage<UserError>(HasSubstr("none of 2 plays was recommended")));
}

TEST(FittingLog, KeepsAUserInTheHalfWhoeverElseIsThere) {
  const std::string of_anna = row("anna", 0, "x", "A", "1", 0) + row("anna", 4, "y", "A", "0.5", 1);
  const std::string of_bob = row("bob", 0, "x", "A", "1", 0) + row("bob", 4, "y", "A", "0.5", 1);
  const FittingLog both = made_of(of_bob + of_anna).log;
  const FittingLog alone = made_of(of_anna).log;
  EXPECT_EQ(users_of(both, FittedHalf::world)[1], users_of(alone, FittedHalf::world)[0]);
  EXPECT_EQ(part_of(both, {0, 1}).user_names, alone.user_names);
}

TEST(FittingLog, HoldsOutTheSameStepsEveryTime) {
  std::string rows;
  for (int minute = 0; minute < 400; ++minute) {
    rows +=
        row("1", minute, fmt::format("{}", minute).c_str(), "A", "0.5", minute % 8 == 0 ? 0 : 1);
  }
  FittingLog log = made_of(rows).log;
  hold_out(log, 5);
  const auto held_out = [](const FittingLog& of) {
    return std::count_if(of.steps.begin(), of.steps.end(),
                         [](const FittingStep& step) { return step.use == StepUse::held_out; });
  };
  EXPECT_GT(held_out(log), 30);
  EXPECT_LT(held_out(log), 120);
  const auto before = held_out(log);
  hold_out(log, 5);
  EXPECT_EQ(held_out(log), before);
  hold_out(log, 0);
  EXPECT_EQ(held_out(log), 0);
}

}  // namespace
}  // namespace reprise
