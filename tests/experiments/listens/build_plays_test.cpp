// Tests how rows become plays and sessions, on tables that say just what is needed.
#include <gtest/gtest.h>

#include "tests/experiments/listens/reading.h"

namespace reprise {
namespace {

constexpr std::int64_t kStart = 1600000000;

// Rows of one user: seconds after kStart, track, played seconds, 1 for heard out.
struct Row {
  std::int64_t start;
  const char* track;
  std::int64_t played;
};

nlohmann::json json_of_rows(const std::vector<Row>& rows, double gap = 30) {
  const TemporaryFolder folder;
  std::string text = "u,t,i,p\n";
  for (const Row& row : rows) {
    text += fmt::format("1,{},{},{}\n", kStart + row.start, row.track, row.played);
  }
  ListensRequest request = request_for({folder.write("log", text)});
  request.columns = read_columns("user=u,time=t:s,track=i,played=p:s");
  request.gap_minutes = gap;
  return json_of(request);
}

TEST(Sessions, EndWithAPauseFromEndToStart) {
  // 30 minutes less a second, and 30 minutes.
  EXPECT_EQ(json_of_rows({{0, "a", 100}, {100 + 1799, "b", 100}}).at("sessions"), 1);
  EXPECT_EQ(json_of_rows({{0, "a", 100}, {100 + 1800, "b", 100}}).at("sessions"), 2);
  EXPECT_EQ(json_of_rows({{0, "a", 100}, {100 + 1800, "b", 100}}, 30.1).at("sessions"), 1);
}

TEST(Sessions, LastAsLongAsTheLongestOfTheirPlays) {
  // A long play runs on behind a short one.
  EXPECT_EQ(json_of_rows({{0, "a", 4000}, {10, "b", 5}, {5000, "c", 5}}).at("sessions"), 1);
}

TEST(Sessions, AreCountedForOtherPauses) {
  const nlohmann::json json = json_of_rows({{0, "a", 0}, {1500, "b", 0}, {4500, "c", 0}});
  EXPECT_EQ(json.at("sessions_by_gap").at("20"), 3);
  EXPECT_EQ(json.at("sessions_by_gap").at("30"), 2);
  EXPECT_EQ(json.at("sessions_by_gap").at("60"), 1);
}

TEST(Rows, AreSortedByStartAndTiesKeepTheirOrder) {
  const TemporaryFolder folder;
  std::string text;
  for (const char* row :
       {"2009-05-05T00:00:00Z\t\tA\t\tlast", "2009-05-04T00:00:00Z\t\tA\t\tone",
        "2009-05-04T00:00:00Z\t\tA\t\ttwo", "2009-05-03T00:00:00Z\t\tA\t\tfirst"}) {
    text += fmt::format("u\t{}\n", row);
  }
  const ListeningLog log = read_listens(request_for({folder.write("log", text)}));
  std::vector<std::string> titles;
  for (const Play& play : log.plays) titles.push_back(log.tracks[play.track].title);
  EXPECT_EQ(titles, (std::vector<std::string>{"first", "one", "two", "last"}));
}

// Hundreds of equal times are searched by hash, not one by one.
TEST(Duplicates, AreFoundAmongManyRowsOfOneTime) {
  std::string text;
  for (int i = 0; i < 3000; ++i) {
    text += fmt::format("u\t2009-05-04T00:00:00Z\t\tA\t\ttrack {}\n", i % 1000);
  }
  const nlohmann::json json = json_of_text(text);
  EXPECT_EQ(json.at("used"), 1000);
  EXPECT_EQ(json.at("left_out").at("duplicate"), 2000);
}

TEST(Duplicates, OfTwoFilesAreLeftOutOfTheLater) {
  const TemporaryFolder folder;
  const std::string row = "u\t2009-05-04T00:00:00Z\t\tA\t\tT\n";
  const nlohmann::json json =
      json_of(request_for({folder.write("log_10", row), folder.write("log_9", row)}));
  EXPECT_EQ(json.at("files").at(0).at("file"), "log_9");
  EXPECT_EQ(json.at("files").at(0).at("used"), 1);
  EXPECT_EQ(json.at("files").at(1).at("left_out").at("duplicate"), 1);
}

// A row that lies years after all others is one row, however many overlapping files have it.
TEST(FarRows, AreLeftOutWithTheirCopies) {
  const TemporaryFolder folder;
  const std::string row = "u\t2009-05-04T00:00:00Z\t\tA\t\tT\n";
  const std::string far = "u\t2013-05-04T00:00:00Z\t\tA\t\tU\n";
  const nlohmann::json json =
      json_of(request_for({folder.write("log_1", row + far), folder.write("log_2", far + row)}));
  EXPECT_EQ(json.at("used"), 1);
  EXPECT_EQ(json.at("left_out"), (nlohmann::json{{"bad_time", 2}, {"duplicate", 1}}));
  // Another row of that time is no copy.
  EXPECT_EQ(json_of_text(row + far + "u\t2013-05-04T00:00:00Z\t\tA\t\tV\n").at("used"), 3);
  EXPECT_EQ(json_of_text(row + far + "v\t2013-05-04T00:00:00Z\t\tA\t\tU\n").at("used"), 3);
}

TEST(Times, AreRelativePerPlay) {
  const TemporaryFolder folder;
  std::string days = "u,t,i\n";
  for (int i = 0; i < 3; ++i) days += fmt::format("b,{},x\n", 100 + i * 1000);
  ListensRequest request =
      request_for({folder.write("dates", "u,t,i\na,2020-01-01 10:00,x\na,2020-01-01 11:00,y\n"),
                   folder.write("days", days)});
  request.columns = read_columns("user=u,time=t,track=i");
  nlohmann::json json = json_of(request);
  EXPECT_EQ(json.at("used"), 5);
  EXPECT_EQ(json.at("relative_times"), false);
  EXPECT_EQ(json.at("without_calendar"), 3);
  EXPECT_EQ(json.at("first_start_ms"), 1577872800000);
  EXPECT_EQ(json.at("by_hour").at(10), 1);
  EXPECT_EQ(json.at("by_hour").at(0), 0);
  request.paths.erase(request.paths.begin());
  json = json_of(request);
  EXPECT_EQ(json.at("relative_times"), true);
  EXPECT_EQ(json.at("first_start_ms"), 100000);
}

TEST(TrackLengths, AreTheModeOfPlaysThatWereHeardOut) {
  const TemporaryFolder folder;
  std::string text = "u,t,i,p,d\n";
  // Three plays within 2 % of 200 s, sought forward in two, and a long skipped one.
  const std::vector<std::pair<int, int>> plays = {{201, 1}, {200, 1}, {199, 1},
                                                  {20, 1},  {21, 1},  {350, 0}};
  for (std::size_t i = 0; i < plays.size(); ++i) {
    text += fmt::format("1,{},x,{},{}\n", kStart + 10000 * static_cast<std::int64_t>(i),
                        plays[i].first, plays[i].second);
  }
  ListensRequest request = request_for({folder.write("log", text)});
  request.columns = read_columns("user=u,time=t:s,track=i,played=p:s,heard_out=d");
  const ListeningLog log = read_listens(request);
  const TrackLengths lengths = estimate_lengths(log);
  ASSERT_EQ(log.plays.size(), 6U);
  EXPECT_EQ(lengths.of(log.plays[0]), 200000U);
  EXPECT_DOUBLE_EQ(played_share(log.plays[5], lengths), 1.75);
  const nlohmann::json json = json_of(request);
  EXPECT_EQ(json.at("lengths").at("estimated"), 6);
  EXPECT_EQ(json.at("over_100_percent"), 2);
}

TEST(Names, AreFoldedAndTrimmed) {
  std::string text;
  for (const char* name : {"\xC5\x81una \xC5\xBB"
                           "ar",
                           "\xC5\x82UNA \xC5\xBC"
                           "AR",
                           " \xC2\xA0\xC5\x81una \xC5\xBB"
                           "ar\xE3\x80\x80",
                           "Stra\xC3\x9F"
                           "e",
                           "STRASSE"}) {
    text += fmt::format("u\t2009-05-04T00:00:00Z\t\t{}\t\tT\n", name);
  }
  const nlohmann::json json = json_of_text(text);
  EXPECT_EQ(json.at("artists"), 2);
  EXPECT_EQ(json.at("tracks"), 2);
}

}  // namespace
}  // namespace reprise
