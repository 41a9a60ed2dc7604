// Tests sessions of hand-made logs: their sums, and the oddities that are reported.
#include "experiments/logs/log_sessions.h"

#include <fmt/format.h>
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "experiments/logs/read_log.h"
#include "tests/log_lines.h"
#include "tests/temporary_folder.h"

namespace reprise {
namespace {

// Returns the totals over all groups, for the numbers 0 to 3.
std::vector<std::int64_t> first_totals(const RandomGroupSums& sums) {
  return {sums.total(0), sums.total(1), sums.total(2), sums.total(3)};
}

using testing::AllOf;
using testing::ElementsAre;
using testing::Field;
using testing::HasSubstr;
using testing::IsEmpty;
using testing::ThrowsMessage;

ReadLog read(const std::vector<std::string>& texts, LogRequest request = {}) {
  const TemporaryFolder folder;
  request.paths.clear();
  for (std::size_t i = 0; i < texts.size(); ++i) {
    request.paths.push_back(folder.write(fmt::format("log{}", i), texts[i]));
  }
  return read_log(request, {});
}

LogSession session(std::int64_t user, const std::string& treatment, std::vector<double> times,
                   std::int64_t start = 0) {
  LogSession session;
  session.user = user;
  session.treatment = treatment;
  session.times = std::move(times);
  session.start = start;
  return session;
}

TEST(LogSessions, SumsPerUser) {
  LogSession slow = session(7, "T1", {1, 0}, 500);
  slow.latency = 0.25;
  const ReadLog log =
      read({session(7, "T1", {1, 0.5, 0.25}).text() + session(3, "C", {1, 1}, 100).text() +
            slow.text() + session(5, "T1", {1, 0.75}, 900).text()});
  EXPECT_EQ(log.experiment, "E");
  EXPECT_THAT(log.treatments, ElementsAre("C", "T1"));
  const auto& [control, treated] = std::tie(log.totals.treatments[0], log.totals.treatments[1]);
  ASSERT_EQ(control.users.size(), 1u);
  EXPECT_EQ(control.users[0].user, 3);
  EXPECT_EQ(control.users[0].time, 2.0);
  ASSERT_EQ(treated.users.size(), 2u);
  EXPECT_EQ(treated.users[0].user, 5) << "by their numbers";
  const LogUser& seven = treated.users[1];
  EXPECT_EQ(seven.user, 7);
  EXPECT_EQ(seven.sessions, 2u);
  EXPECT_EQ(seven.tracks, 5u);
  EXPECT_EQ(seven.time, 2.75);
  EXPECT_DOUBLE_EQ(seven.latency, 3 * 1 + 2 * 250) << "milliseconds";
  EXPECT_EQ(treated.sessions(), 3u);
  EXPECT_EQ(treated.recommendations(), 4u);
  EXPECT_THAT(first_totals(treated.lengths), ElementsAre(0, 2, 1, 0));
  EXPECT_EQ(treated.steps.total(0), 3);
  EXPECT_EQ(treated.time_by_step.total(0), 50 + 0 + 75);
  EXPECT_EQ(treated.steps.total(1), 1);
  EXPECT_EQ(treated.time_by_step.total(1), 25);
  EXPECT_EQ(treated.recommended.at(101), 3u);
  EXPECT_EQ(treated.recommended.at(102), 1u);
  EXPECT_EQ(log.totals.rows, 9u);
  EXPECT_EQ(log.totals.first, 0.0);
  EXPECT_EQ(log.totals.last, 910.0);
  EXPECT_EQ(log.totals.most_track, 102);
  for (const Oddity& odd : {log.totals.mixed_sessions, log.totals.headless_sessions,
                            log.totals.odd_times, log.totals.changed_users}) {
    EXPECT_EQ(odd.count, 0u);
  }
}

// The row after `last` begins another session, though all rows have the same time. The order in the
// file decides, also where a rotation cut the file in between.
TEST(LogSessions, TiesKeepTheOrderOfTheFile) {
  LogSession first = session(1, "C", {1, 0.5});
  LogSession second = session(1, "C", {1, 0.25, 0.25});
  first.interval = second.interval = 0;
  const TemporaryFolder folder;
  for (std::size_t unfinished = 0; unfinished <= 5; ++unfinished) {
    std::string older;
    std::string newer;
    std::size_t line = 0;
    for (const LogSession& one : {first, second}) {
      for (const LogLine& row : one.lines()) (line++ < unfinished ? older : newer) += row.text();
    }
    const ReadLog log =
        read_log({{folder.write("log", newer), folder.write("log.1", older)}, {}, 0}, {});
    const LogTreatment& control = log.totals.treatments.front();
    EXPECT_THAT(first_totals(control.lengths), ElementsAre(0, 1, 1, 0));
    EXPECT_EQ(log.totals.mixed_sessions.count, 0u);
    EXPECT_FALSE(log.sorted);
  }
}

// The requests of a session went to different replicas, whose logs were then put into one file.
TEST(LogSessions, FilesOutOfOrderAreSorted) {
  std::string even;
  std::string odd;
  for (const auto& [user, treatment] : {std::pair(1, "C"), {2, "T1"}}) {
    std::size_t i = 0;
    for (const LogLine& row : session(user, treatment, {1, 0.5, 0.25, 0}).lines()) {
      (i++ % 2 == 0 ? even : odd) += row.text();
    }
  }
  const ReadLog merged = read({even, odd});
  const ReadLog sorted = read({odd + even});
  EXPECT_TRUE(sorted.sorted);
  for (const ReadLog* log : {&merged, &sorted}) {
    for (const LogTreatment& treatment : log->totals.treatments) {
      EXPECT_EQ(treatment.users.front().tracks, 4u);
      EXPECT_EQ(treatment.users.front().time, 1.75);
      EXPECT_EQ(treatment.unfinished, 0u);
    }
    EXPECT_EQ(log->totals.mixed_sessions.count, 0u);
    EXPECT_EQ(log->totals.rows, 8u);
  }
}

// A row stands behind a later row of its file. A merge of the files takes it after a row of the
// same time from the next file; after sorting it is before that row.
TEST(LogSessions, TiesKeepTheOrderOfFilesThatAreOutOfOrder) {
  const std::vector<LogLine> one = session(1, "C", {1, 0.5}, 50).lines();
  LogLine last = one[1];
  last.timestamp = one[0].timestamp;
  const std::string first =
      session(8, "C", {1, 0}).text() + session(9, "C", {1, 0}, 70).text() + one[0].text();
  const ReadLog log = read({first, last.text()});
  EXPECT_TRUE(log.sorted);
  EXPECT_EQ(log.totals.treatments.front().unfinished, 0u);
  EXPECT_EQ(log.totals.treatments.front().lengths.total(1), 3);
}

TEST(LogSessions, UnfinishedOnesAreLeftOut) {
  LogSession unfinished = session(2, "C", {1, 0.5, 0.5});
  unfinished.ends = false;
  const ReadLog log = read({unfinished.text() + session(1, "C", {1, 0.5}, 100).text()});
  const LogTreatment& control = log.totals.treatments.front();
  EXPECT_EQ(control.unfinished, 1u);
  EXPECT_EQ(control.unfinished_rows, 3u);
  EXPECT_EQ(control.sessions(), 1u);
  ASSERT_EQ(control.users.size(), 2u);
  EXPECT_EQ(control.users[1].sessions, 0u);
  EXPECT_EQ(control.users[1].time, 0.0);
}

// Two processes play the same user. One session takes rows of the other, and the rest of the other
// has no beginning.
TEST(LogSessions, MixedOnesAreSeen) {
  std::string text = session(9, "C", {1, 0.5}, -100).text();
  LogSession one = session(1, "C", {1, 0.5, 0.5, 0.25});
  LogSession other = session(1, "C", {1, 0.75, 0.25, 0.5, 0.5}, 5);
  other.first_track = 900;
  const auto rows = one.lines();
  const auto others = other.lines();
  for (std::size_t i = 0; i < others.size(); ++i) {
    if (i < rows.size()) text += rows[i].text();
    text += others[i].text();
  }
  const ReadLog log = read({text});
  EXPECT_EQ(log.totals.mixed_sessions.count, 1u);
  EXPECT_EQ(log.totals.mixed_sessions.line, 4u);
  EXPECT_EQ(log.totals.headless_sessions.count, 1u);
  EXPECT_EQ(log.totals.headless_sessions.line, 10u);
}

// Without recommendations a mixed session cannot be recognised, so none is reported.
TEST(LogSessions, LogsWithoutRecommendationsAreNotAccused) {
  std::string text;
  for (LogLine row : session(1, "C", {1, 0.5, 0.5}).lines()) {
    row.recommendation = "null";
    row.track = row.track * 7 % 13;
    text += row.text();
  }
  EXPECT_EQ(read({text}).totals.mixed_sessions.count, 0u);
}

TEST(LogSessions, OddTimesAndUsersWhoChange) {
  const ReadLog log =
      read({session(1, "C", {1, 1.5, 0.5}).text() + session(2, "C", {1, -0.1}, 100).text() +
            session(1, "T1", {1, 0.5, 0.25}, 200).text() + session(1, "C", {1, 0}, 300).text()});
  EXPECT_EQ(log.totals.odd_times.count, 2u);
  EXPECT_EQ(log.totals.odd_times.line, 2u);
  EXPECT_EQ(log.totals.changed_users.count, 1u);
  EXPECT_EQ(log.totals.changed_users.line, 6u);
  // Users are grouped as in the notebook: a user of two treatments counts in each.
  EXPECT_EQ(log.totals.treatments[0].users.size(), 2u);
  EXPECT_EQ(log.totals.treatments[0].users[0].sessions, 2u);
  EXPECT_EQ(log.totals.treatments[1].users.size(), 1u);
  EXPECT_EQ(log.totals.treatments[1].users[0].time, 1.75);
}

// A user has sessions in both treatments at once. Rows are grouped by treatment before sessions are
// made of them.
TEST(LogSessions, TreatmentsOfAUserAreApart) {
  const std::vector<LogLine> control = session(1, "C", {1, 0.5, 0}).lines();
  const std::vector<LogLine> treated = session(1, "T1", {1, 0.25, 0.25}, 5).lines();
  std::string text;
  for (std::size_t i = 0; i < 3; ++i) text += control[i].text() + treated[i].text();
  const ReadLog log = read({text});
  ASSERT_EQ(log.totals.treatments.size(), 2u);
  EXPECT_EQ(log.totals.treatments[0].users.front().time, 1.5);
  EXPECT_EQ(log.totals.treatments[0].users.front().tracks, 3u);
  EXPECT_EQ(log.totals.treatments[1].users.front().time, 1.5);
  EXPECT_EQ(log.totals.treatments[1].users.front().tracks, 3u);
  EXPECT_EQ(log.totals.changed_users.count, 1u);
  EXPECT_EQ(log.totals.mixed_sessions.count, 0u);
}

std::string with_experiments(std::string text, const std::string& experiments) {
  const std::string before = R"({"E": "C"})";
  for (std::size_t at = text.find(before); at != std::string::npos; at = text.find(before)) {
    text.replace(at, before.size(), experiments);
  }
  return text;
}

TEST(ReadLog, WhichExperiment) {
  const std::string plain = session(1, "C", {1, 0.5}).text();
  const std::string two = with_experiments(plain, R"({"SECOND": "T1", "FIRST": "C"})");
  EXPECT_EQ(read({plain}).experiment, "E");
  EXPECT_THAT(read({two}, {{}, "FIRST", 0}).treatments, ElementsAre("C"));
  EXPECT_THAT(read({two}, {{}, "SECOND", 0}).treatments, ElementsAre("T1"));
  EXPECT_THAT([&] { read({two}); },
              ThrowsMessage<UserError>(AllOf(HasSubstr("several experiments"),
                                             HasSubstr("--experiment NAME, of SECOND, FIRST"))));
  // One of the experiments begins only later in the log. Taking the first one would have been
  // wrong.
  EXPECT_THAT([&] { read({plain + two}); }, ThrowsMessage<UserError>(HasSubstr("of E, SECOND")));
  EXPECT_THAT(
      [&] {
        read({two}, {{}, "FRIST", 0});
      },
      ThrowsMessage<UserError>(AllOf(HasSubstr("--experiment FRIST: "),
                                     HasSubstr("did you mean 'FIRST'?"),
                                     HasSubstr("it has SECOND, FIRST"))));
  EXPECT_THAT([&] { read({with_experiments(plain, "{}")}); },
              ThrowsMessage<UserError>(HasSubstr("no row of the log is of an experiment")));
  EXPECT_THAT([&] { read({""}); }, ThrowsMessage<UserError>(HasSubstr("the log has no rows")));
  EXPECT_THAT(
      [&] {
        read({"x\ny\n"}, {{}, "E", 5});
      },
      ThrowsMessage<UserError>(AllOf(HasSubstr("no rows"), HasSubstr("log0:1: "))));
  const ReadLog partly =
      read({with_experiments(plain, "{}") + session(2, "C", {1, 0.5}, 100).text()});
  EXPECT_EQ(partly.totals.other_rows, 2u);
  EXPECT_EQ(partly.totals.rows, 2u);
}

TEST(ReadLog, TreatmentsAreInTheOrderOfTheirNumbers) {
  std::string text;
  for (const char* treatment : {"T10", "T2", "x", "C", "T1"}) {
    text += session(static_cast<std::int64_t>(text.size()), treatment, {1, 0.5},
                    static_cast<std::int64_t>(text.size()))
                .text();
  }
  EXPECT_THAT(read({text}).treatments, ElementsAre("C", "T1", "T2", "T10", "x"));
}

TEST(ReadLog, FingerprintIsThatOfTheText) {
  const std::string first = session(1, "C", {1, 0.5}).text();
  const std::string second = session(1, "C", {1, 0.25}, 100).text();
  EXPECT_EQ(read({first}).fingerprint(), read({gzipped(first)}).fingerprint());
  EXPECT_NE(read({first}).fingerprint(), read({second}).fingerprint());
  EXPECT_EQ(read({first, second}).fingerprint(), read({second, first}).fingerprint());
  EXPECT_NE(read({first, second}).fingerprint(), read({first}).fingerprint());
}

}  // namespace
}  // namespace reprise
