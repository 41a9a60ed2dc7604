// Tests how sessions of one user that go on at the same time are told apart.
#include "experiments/logs/session_copies.h"

#include <algorithm>

#include <gmock/gmock.h>

#include "experiments/logs/log_alarms.h"
#include "tests/log_lines.h"
#include "tests/temporary_folder.h"

namespace reprise {
namespace {

using testing::AllOf;
using testing::Contains;
using testing::HasSubstr;
using testing::IsEmpty;
using testing::Not;

std::vector<LogLine> session(std::int64_t start, std::int64_t first_track,
                             std::vector<double> times, std::int64_t user = 1) {
  LogSession session;
  session.user = user;
  session.start = start;
  session.first_track = first_track;
  session.times = std::move(times);
  return session.lines();
}

std::string by_time(std::vector<std::vector<LogLine>> sessions) {
  std::vector<LogLine> lines;
  for (const std::vector<LogLine>& one : sessions)
    lines.insert(lines.end(), one.begin(), one.end());
  std::stable_sort(lines.begin(), lines.end(),
                   [](const LogLine& a, const LogLine& b) { return a.timestamp < b.timestamp; });
  std::string text;
  for (const LogLine& line : lines) text += line.text();
  return text;
}

ReadLog read(const std::string& text) {
  const TemporaryFolder folder;
  return read_log({{folder.write("log", text)}, std::nullopt, 0}, {});
}

TEST(SessionCopies, AreNoneInOrder) {
  const CopiedSessions found =
      read(by_time({session(0, 100, {1, 0.5, 0}), session(50, 100, {1, 0.5, 0})})).totals.copied;
  EXPECT_EQ(found.sessions, 2u);
  EXPECT_EQ(found.copies.count, 0u) << "the first was over";
  EXPECT_EQ(found.unexplained.count, 0u);
}

// Three simulators that were forked play the same sessions; one of them goes on otherwise.
TEST(SessionCopies, AreFoundAmongAlternatingRows) {
  std::vector<LogLine> other = session(2, 100, {1, 0.5, 0.5, 0});
  for (std::size_t i = 1; i < other.size(); ++i) {
    other[i].track = 500 + static_cast<std::int64_t>(i);
    other[i - 1].recommendation = std::to_string(other[i].track);
  }
  const std::string text =
      by_time({session(0, 100, {1, 0.5, 0}), session(1, 100, {1, 0.5, 0}), other});
  const ReadLog log = read(text);
  const CopiedSessions& found = log.totals.copied;
  EXPECT_EQ(found.sessions, 3u);
  EXPECT_EQ(found.copies.count, 2u);
  EXPECT_EQ(found.copies.line, 2u);
  EXPECT_EQ(found.alike, 1u);
  EXPECT_EQ(found.unexplained.count, 0u);
  const std::vector<std::string> alarms = log_alarms(log, std::nullopt);
  EXPECT_THAT(alarms,
              Contains(AllOf(HasSubstr("2 sessions are copies of others"), HasSubstr("1 of them"),
                             HasSubstr("1 independent session is left"))));
  EXPECT_THAT(alarms, Not(Contains(HasSubstr("are mixed"))));
  EXPECT_THAT(alarms, Not(Contains(HasSubstr("was not played whole"))));
}

// A simulator was killed, and the next one plays sessions of the same user from the same track.
// None is beside another one.
TEST(SessionCopies, AreNoneAfterASessionThatWasBrokenOff) {
  std::vector<LogLine> broken = session(0, 100, {1, 0.5, 0.5, 0.5});
  broken.pop_back();  // what comes next is the `last` row
  const CopiedSessions found = read(by_time({broken, session(100, 100, {1, 0.5, 0.5, 0.5, 0}),
                                             session(200, 100, {1, 0}), session(300, 200, {1, 0})}))
                                   .totals.copied;
  EXPECT_EQ(found.sessions, 3u);
  EXPECT_EQ(found.copies.count, 0u);
  EXPECT_EQ(found.side_by_side.count, 0u);
  EXPECT_EQ(found.alike, 0u);
  EXPECT_EQ(found.unexplained.count, 0u);
}

// The same among forked simulators: the copies are those that there were.
TEST(SessionCopies, AreThoseBesideEachOtherAfterABreak) {
  std::vector<LogLine> broken = session(0, 100, {1, 0.5, 0.5});
  broken.pop_back();
  const CopiedSessions found =
      read(by_time({broken, session(100, 100, {1, 0.5, 0}), session(101, 100, {1, 0.5, 0}),
                    session(200, 100, {1, 0.25, 0}), session(300, 300, {1, 0})}))
          .totals.copied;
  EXPECT_EQ(found.sessions, 4u);
  EXPECT_EQ(found.copies.count, 1u);
  EXPECT_EQ(found.alike, 1u);
  EXPECT_EQ(found.side_by_side.count, 0u);
}

// Sessions that begin with other tracks are no copies, and their rows are mixed.
TEST(SessionCopies, AreNotOtherSessionsOfTheUser) {
  const ReadLog log = read(by_time({session(0, 100, {1, 0.5, 0}), session(1, 200, {1, 0.5, 0})}));
  EXPECT_EQ(log.totals.copied.copies.count, 0u);
  EXPECT_EQ(log.totals.copied.side_by_side.count, 1u);
  EXPECT_THAT(log_alarms(log, std::nullopt), Contains(HasSubstr("are mixed")));
}

}  // namespace
}  // namespace reprise
