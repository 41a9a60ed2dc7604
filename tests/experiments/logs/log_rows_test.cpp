// Tests several files that are one log: merged by time, rotated, many, named twice, out of order.
#include "experiments/logs/log_rows.h"

#include <fcntl.h>
#include <fmt/format.h>
#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <unistd.h>

#include "tests/log_lines.h"
#include "tests/temporary_folder.h"

namespace reprise {
namespace {

using testing::AllOf;
using testing::ElementsAre;
using testing::HasSubstr;
using testing::ThrowsMessage;

// Returns a row that is recognised by its track: at(5, 12) is track 12 at 5 ms.
std::string at(std::int64_t timestamp, std::int64_t track) {
  LogLine line;
  line.timestamp = timestamp;
  line.track = track;
  return line.text();
}

std::vector<std::int64_t> rest_of(LogRows& rows) {
  std::vector<std::int64_t> tracks;
  for (LogRow row; rows.next(row);) tracks.push_back(row.track);
  return tracks;
}

class LogRowsTest : public testing::Test {
 protected:
  std::vector<std::int64_t> tracks_of(const std::vector<std::string>& paths,
                                      std::uint64_t bad_lines = 0) {
    LogRows rows(paths, reader, bad_lines);
    return rest_of(rows);
  }

  TemporaryFolder folder;
  LogRowReader reader{std::nullopt};
};

TEST_F(LogRowsTest, ReplicasAreMergedByTime) {
  const std::string a = folder.write("a", at(1, 10) + at(4, 11) + at(6, 12));
  const std::string b = folder.write("b", gzipped(at(2, 20) + at(3, 21) + at(7, 22)));
  const std::string empty = folder.write("empty", "");
  EXPECT_THAT(tracks_of({a, empty, b}), ElementsAre(10, 20, 21, 11, 12, 22));
  EXPECT_THAT(tracks_of({b, a}), ElementsAre(10, 20, 21, 11, 12, 22));
}

TEST_F(LogRowsTest, RowsKnowWhereTheyStand) {
  const std::string a = folder.write("a", "\n" + at(5, 1));
  const std::string b = folder.write("b", at(1, 2) + at(6, 3));
  LogRows rows({a, b}, reader, 0);
  EXPECT_THAT(rows.paths(), ElementsAre(b, a));
  LogRow row;
  ASSERT_TRUE(rows.next(row));
  EXPECT_EQ(row.file, 0u);
  EXPECT_EQ(row.line, 1u);
  ASSERT_TRUE(rows.next(row));
  EXPECT_EQ(row.file, 1u);
  EXPECT_EQ(row.line, 2u);
  ASSERT_TRUE(rows.next(row));
  EXPECT_EQ(row.file, 0u);
  EXPECT_FALSE(rows.next(row));
  EXPECT_EQ(rows.taken(), rows.size());
  ASSERT_EQ(rows.inputs().size(), 2u);
  EXPECT_EQ(rows.inputs()[0].path, b);
  EXPECT_EQ(rows.inputs()[0].bytes, (at(1, 2) + at(6, 3)).size());
}

// log.json is the newest file, log.json.10 the oldest, and a shell names them in another order.
TEST_F(LogRowsTest, RotatedFilesAreInTheOrderOfTheirRows) {
  const std::vector<std::string> paths = {
      folder.write("log.json", at(7, 7) + at(8, 8)),
      folder.write("log.json.1", at(5, 5) + at(7, 6)),
      folder.write("log.json.10.gz", gzipped(at(1, 1) + at(3, 2))),
      folder.write("log.json.2", at(3, 3) + at(5, 4))};
  EXPECT_THAT(tracks_of(paths), ElementsAre(1, 2, 3, 4, 5, 6, 7, 8));
  EXPECT_THAT(tracks_of({paths.rbegin(), paths.rend()}), ElementsAre(1, 2, 3, 4, 5, 6, 7, 8));
}

// The files are so short that all their rows are of one millisecond. The numbers in their names say
// which came first.
TEST_F(LogRowsTest, RotatedFilesOfOneTimeAreInTheOrderOfTheirNumbers) {
  const std::vector<std::string> paths = {
      folder.write("log.json", at(1, 4)), folder.write("log.json.1", at(1, 3)),
      folder.write("log.json.11", at(1, 1)), folder.write("log.json.2.gz", gzipped(at(1, 2)))};
  EXPECT_THAT(tracks_of(paths), ElementsAre(1, 2, 3, 4));
  EXPECT_THAT(tracks_of({paths.rbegin(), paths.rend()}), ElementsAre(1, 2, 3, 4));
}

TEST_F(LogRowsTest, SortedWhereAFileIsNotInOrder) {
  // The logs of two replicas are joined in one file. Rows of the same time keep the order of the
  // file.
  const std::string a = folder.write("a", at(1, 1) + at(5, 5) + at(2, 2) + at(5, 6));
  const std::string b = folder.write("b", at(5, 7) + at(3, 3));
  LogRows rows({b, a}, reader, 0);
  LogRow row;
  ASSERT_TRUE(rows.next(row));
  rows.sort();
  EXPECT_THAT(rest_of(rows), ElementsAre(1, 2, 3, 5, 6, 7));
}

TEST_F(LogRowsTest, MoreFilesThanMayBeOpen) {
  rlimit before{};
  ASSERT_EQ(::getrlimit(RLIMIT_NOFILE, &before), 0);
  std::vector<std::string> paths;
  std::vector<std::int64_t> expected;
  for (int i = 0; i < 300; ++i) {
    const std::string text = at(10 * i, 2 * i) + "spoilt\n" + at(10 * i + 1, 2 * i + 1);
    paths.push_back(folder.write(fmt::format("log.{:03}", 299 - i), text));
    expected.insert(expected.end(), {2 * i, 2 * i + 1});
  }
  rlimit few = before;
  few.rlim_cur = 100;
  ASSERT_EQ(::setrlimit(RLIMIT_NOFILE, &few), 0);
  LogRows rows(paths, reader, 300);
  const std::vector<std::int64_t> tracks = rest_of(rows);
  ASSERT_EQ(::setrlimit(RLIMIT_NOFILE, &before), 0);
  EXPECT_EQ(tracks, expected);
  EXPECT_EQ(rows.bad_lines().count, 300u) << "each counts once, however often files are opened";
}

TEST_F(LogRowsTest, BadLinesUpToSoMany) {
  const std::string a = folder.write("a", "x\n" + at(1, 1) + "y\n" + at(2, 2));
  const std::string b = folder.write("b", at(3, 3) + "z\n");
  EXPECT_THAT(tracks_of({a, b}, 3), ElementsAre(1, 2, 3));
  EXPECT_THAT(
      [&] {
        tracks_of({a, b}, 2);
      },
      ThrowsMessage<UserError>(AllOf(HasSubstr("b:2: "), HasSubstr("not a JSON object"))));
  EXPECT_THAT([&] { tracks_of({a, b}); }, ThrowsMessage<UserError>(HasSubstr("a:1: ")));
  LogRows rows({a, b}, reader, 5);
  rest_of(rows);
  EXPECT_EQ(rows.bad_lines().count, 3u);
  EXPECT_THAT(rows.bad_lines().first, HasSubstr("a:1: "));
  LogRows again({a, b}, reader, 3);
  again.sort();
  EXPECT_EQ(again.bad_lines().count, 3u) << "read twice, counted once";
}

// A log that is copied while it is written ends in the middle of a row.
TEST_F(LogRowsTest, AHalfRowAtTheEndIsNoBadLine) {
  const std::string whole = at(2, 2);
  const std::string a = folder.write("a", at(1, 1) + whole.substr(0, whole.size() / 2));
  LogRows rows({a}, reader, 0);
  EXPECT_THAT(rest_of(rows), ElementsAre(1));
  EXPECT_EQ(rows.bad_lines().cut_off, 1u);
  EXPECT_EQ(rows.bad_lines().count, 0u);
  // A whole row without its line end is a row, but half a row inside of a file is a fault.
  EXPECT_THAT(tracks_of({folder.write("b", whole.substr(0, whole.size() - 1))}), ElementsAre(2));
  const std::string c = folder.write("c", whole.substr(0, 50) + "\n" + whole);
  EXPECT_THAT([&] { tracks_of({c}); }, ThrowsMessage<UserError>(HasSubstr("c:1: ")));
}

TEST_F(LogRowsTest, NothingIsCountedTwice) {
  const std::string a = folder.write("a.json", at(1, 1));
  const std::string dotted = (folder.path() / "." / "a.json").string();
  EXPECT_THAT(
      [&] {
        tracks_of({a, dotted});
      },
      ThrowsMessage<UserError>(HasSubstr("is named twice")));
  const std::string packed = folder.write("a.json.gz", gzipped(at(1, 1)));
  EXPECT_THAT(
      [&] {
        tracks_of({a, packed});
      },
      ThrowsMessage<UserError>(HasSubstr("has the same text as")));
  // Files without rows have the same text, and that is no fault.
  EXPECT_THAT(tracks_of({a, folder.write("b", ""), folder.write("c", "")}), ElementsAre(1));
}

TEST_F(LogRowsTest, APipeCannotBeSorted) {
  const std::string path = (folder.path() / "pipe").string();
  ASSERT_EQ(::mkfifo(path.c_str(), 0600), 0);
  const int writer = ::open(path.c_str(), O_RDWR | O_CLOEXEC);  // both ends, so no wait
  ASSERT_GE(writer, 0);
  const std::string text = at(2, 2) + at(1, 1);
  ASSERT_EQ(::write(writer, text.data(), text.size()), static_cast<ssize_t>(text.size()));
  LogRows rows({path}, reader, 0);
  EXPECT_THAT([&] { rows.sort(); },
              ThrowsMessage<UserError>(AllOf(HasSubstr("pipe: "), HasSubstr("not in the order"))));
  ::close(writer);
}

}  // namespace
}  // namespace reprise
