// Tests how plays without shares become sessions of what was heard.
#include "experiments/fitting/log/heard_log.h"

#include <gmock/gmock.h>

#include "sim/support/user_error.h"
#include "tests/experiments/listens/reading.h"

namespace reprise {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;
using testing::ThrowsMessage;

// Plays of a table with the columns user, minute, track, artist and more.
ListeningLog log_of(const std::string& columns, const std::string& rows) {
  const TemporaryFolder folder;
  ListensRequest request =
      request_for({folder.write("plays.csv", "user,time,track,artist" + columns + "\n" + rows)});
  std::string roles = "user=user,time=time:s,track=track,artist=artist";
  if (columns == ",share") roles += ",played_share=share";
  if (columns == ",seconds") roles += ",played=seconds:s";
  if (columns == ",skipped") roles += ",skipped=skipped";
  request.columns = read_columns(roles);
  return read_listens(request);
}

std::string row(const char* user, int minute, const char* track, const char* artist,
                const char* more = "") {
  return fmt::format("{},{},{},{}{}\n", user, 1'600'000'000 + 60 * minute, track, artist, more);
}

FittingLog heard_of(const ListeningLog& log, FittingRows& rows) {
  return make_heard_log(log, estimate_lengths(log), {}, 30, rows);
}

TEST(HeardLog, HasSessionsWithRepeatsAndArtists) {
  const ListeningLog log = log_of("", row("ann", 0, "x", "A") + row("ann", 4, "y", "A") +
                                          row("ann", 8, "x", "A") + row("ann", 12, "z", "B") +
                                          row("bob", 0, "z", "B") + row("ann", 912, "y", "A"));
  FittingRows rows;
  const FittingLog heard = heard_of(log, rows);
  EXPECT_THAT(heard.user_names, ElementsAre("ann", "bob"));
  EXPECT_THAT(heard.sessions_begin, ElementsAre(0, 2, 3));
  ASSERT_EQ(heard.steps.size(), 3u);
  EXPECT_EQ(heard.steps[0].earlier, 1);
  EXPECT_EQ(heard.steps[1].use, StepUse::repeated);
  EXPECT_EQ(heard.steps[1].earlier, 2);
  EXPECT_EQ(heard.steps[2].earlier, 0);
  EXPECT_EQ(heard.sessions[1].begin, heard.sessions[1].end);  // a session of one track
  EXPECT_EQ(rows.plays, 6u);
  EXPECT_EQ(rows.sessions, 3u);
  EXPECT_EQ(rows.returns.n, 1u);
}

TEST(HeardLog, LeavesOutWhatWasNotHeard) {
  FittingRows rows;
  const FittingLog skipped =
      heard_of(log_of(",skipped", row("a", 0, "x", "A", ",0") + row("a", 4, "y", "A", ",1") +
                                      row("a", 8, "z", "A", ",0")),
               rows);
  EXPECT_EQ(skipped.steps.size(), 1u);
  EXPECT_EQ(rows.not_heard, 1u);
  rows = {};
  heard_of(log_of(",seconds", row("a", 0, "x", "A", ",200") + row("a", 4, "y", "A", ",12") +
                                  row("a", 8, "z", "A", ",31")),
           rows);
  EXPECT_EQ(rows.not_heard, 1u);
  rows = {};
  heard_of(log_of(",share", row("a", 0, "x", "A", ",1") + row("a", 4, "y", "A", ",0.49") +
                                row("a", 8, "z", "A", ",0.5")),
           rows);
  EXPECT_EQ(rows.not_heard, 1u);
}

TEST(HeardLog, IsMadeWhereFewPlaysSayAShare) {
  std::string rows = row("a", 0, "x", "A", ",0.5");
  for (int minute = 4; minute < 36; minute += 4) rows += row("a", minute, "y", "A", ",");
  const auto from = [&](std::optional<FittedFrom> asked = {}) {
    const ListeningLog log = log_of(",share", rows);
    return fitted_from(log, estimate_lengths(log), asked);
  };
  EXPECT_EQ(from(), FittedFrom::shares);  // one of nine
  rows += row("a", 40, "y", "A", ",") + row("a", 44, "y", "A", ",");
  EXPECT_EQ(from(), FittedFrom::plays);
  EXPECT_EQ(from(FittedFrom::shares), FittedFrom::shares);
}

TEST(HeardLog, MeasuresReturnsBeyondTheGap) {
  const ListeningLog log = log_of("", row("a", 0, "x", "A") + row("a", 4, "y", "A") +
                                          row("a", 94, "x", "A") + row("a", 364, "y", "A"));
  FittingRows rows;
  heard_of(log, rows);
  // Pauses of 1.5 and 4.5 hours, that is 1 and 4 beyond half an hour.
  EXPECT_EQ(rows.returns.n, 2u);
  EXPECT_NEAR(rows.returns.median_hours, 2, 1e-9);
  EXPECT_NEAR(rows.returns.log_spread, std::log(4.0) / std::sqrt(2.0), 1e-9);
}

TEST(HeardLog, SaysWhenNothingIsHeardTogether) {
  const ListeningLog log = log_of("", row("a", 0, "x", "A") + row("a", 90, "y", "A"));
  FittingRows rows;
  EXPECT_THAT([&] { heard_of(log, rows); }, ThrowsMessage<UserError>(HasSubstr("check --gap")));
}

}  // namespace
}  // namespace reprise
