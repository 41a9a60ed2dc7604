// Tests the lines of logs that are plain, packed, from pipes, or spoilt.
#include "experiments/logs/log_text.h"

#include <thread>

#include <fcntl.h>
#include <fmt/format.h>
#include <gmock/gmock.h>
#include <gtest/gtest.h>
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

std::vector<std::string> lines_in(const std::string& path) {
  LogText text(path);
  std::vector<std::string> lines;
  while (const auto line = text.next_line()) lines.emplace_back(*line);
  return lines;
}

// Returns lines of many lengths, up to more than a block, so that some end where a block does.
std::string long_text(std::size_t size) {
  std::string text;
  for (std::size_t i = 0; text.size() < size; ++i) {
    text += fmt::format("{} {}\n", i, std::string(i * 37 % 70'000, 'x'));
  }
  return text;
}

TEST(LogText, LinesWithoutBlankOnesAndTheirNumbers) {
  const TemporaryFolder folder;
  LogText text(folder.write("log", "one\n\n  \t\r\ntwo\r\nthree"));
  EXPECT_EQ(text.next_line(), "one");
  EXPECT_EQ(text.line(), 1u);
  EXPECT_EQ(text.next_line(), "two\r");
  EXPECT_EQ(text.line(), 4u);
  EXPECT_FALSE(text.unended());
  EXPECT_EQ(text.next_line(), "three");
  EXPECT_TRUE(text.unended());
  EXPECT_EQ(text.next_line(), std::nullopt);
  EXPECT_EQ(text.next_line(), std::nullopt);
  EXPECT_EQ(text.size(), 20u);
  EXPECT_TRUE(text.rereadable());
  EXPECT_THAT(lines_in(folder.write("empty", "")), testing::IsEmpty());
}

TEST(LogText, GzipIsKnownByItsBytesAndGivesTheSame) {
  const TemporaryFolder folder;
  const std::string text = long_text(3'000'000);
  const std::string plain = folder.write("log.gz", text);  // plain, despite its name
  const std::string packed = folder.write("log", gzipped(text));
  EXPECT_EQ(lines_in(packed), lines_in(plain));
  EXPECT_EQ(fmt::format("{}\n", fmt::join(lines_in(plain), "\n")), text);
  LogText a(plain);
  LogText b(packed);
  while (a.next_line()) {
  }
  while (b.next_line()) {
  }
  EXPECT_EQ(a.fingerprint(), b.fingerprint());
  EXPECT_EQ(a.size(), text.size());
  EXPECT_EQ(b.size(), text.size());
  EXPECT_EQ(a.taken(), text.size());
  EXPECT_EQ(b.taken(), std::filesystem::file_size(packed));
}

TEST(LogText, GzipFilesMayFollowEachOther) {
  const TemporaryFolder folder;
  EXPECT_THAT(lines_in(folder.write("log", gzipped("one\ntw") + gzipped("o\n") + gzipped(""))),
              ElementsAre("one", "two"));
  EXPECT_THAT(lines_in(folder.write("tape", gzipped("one\n") + std::string(512, '\0'))),
              ElementsAre("one"));
}

// A reader that ignored one of these faults would take the file for a shorter log.
TEST(LogText, SpoiltGzipIsAnError) {
  const TemporaryFolder folder;
  const std::string packed = gzipped(long_text(300'000));
  const auto reading = [&](const std::string& content) {
    const std::string path = folder.write("log", content);
    return [path] { lines_in(path); };
  };
  EXPECT_THAT(reading(packed.substr(0, packed.size() / 2)),
              ThrowsMessage<UserError>(AllOf(HasSubstr("log: "), HasSubstr("end too early"))));
  EXPECT_THAT(reading(packed.substr(0, packed.size() - 1)),
              ThrowsMessage<UserError>(HasSubstr("end too early")));
  EXPECT_THAT(reading(packed + "{\"message\": \"next\"}\n"),
              ThrowsMessage<UserError>(HasSubstr("something else follows")));
  std::string damaged = packed;
  damaged[damaged.size() / 2] = static_cast<char>(~damaged[damaged.size() / 2]);
  EXPECT_THAT(reading(damaged), ThrowsMessage<UserError>(HasSubstr("damaged")));
  damaged = packed;
  damaged[damaged.size() - 6] = static_cast<char>(~damaged[damaged.size() - 6]);  // the check sum
  EXPECT_THAT(reading(damaged), ThrowsMessage<UserError>(HasSubstr("damaged")));
}

TEST(LogText, WhatCannotBeRead) {
  const TemporaryFolder folder;
  EXPECT_THAT([] { LogText("/no/such/log.json"); },
              ThrowsMessage<UserError>(AllOf(HasSubstr("/no/such/log.json: cannot read this file"),
                                             HasSubstr("No such file"))));
  EXPECT_THAT([&] { LogText(folder.path().string()); },
              ThrowsMessage<UserError>(HasSubstr("this is a directory")));
  const std::string path =
      folder.write("log", fmt::format("one\n{}\n", std::string(2 * LogText::kLongestLine, 'x')));
  EXPECT_THAT(
      [&] { lines_in(path); },
      ThrowsMessage<UserError>(AllOf(HasSubstr("log:2: "), HasSubstr("this line is longer"))));
}

TEST(LogText, TheLongestLineIsRead) {
  const TemporaryFolder folder;
  const std::string line(LogText::kLongestLine - 1, 'x');
  EXPECT_THAT(lines_in(folder.write("log", fmt::format("a\n{}\nb\n", line))),
              ElementsAre("a", line, "b"));
}

// A pipe gives any number of bytes, even only one of the two by which gzip is recognised.
TEST(LogText, PipesGiveBytesAsTheyLike) {
  for (const bool pack : {false, true}) {
    const TemporaryFolder folder;
    const std::string path = (folder.path() / "pipe").string();
    ASSERT_EQ(::mkfifo(path.c_str(), 0600), 0);
    const std::string text = "one\ntwo\nthree\n";
    std::thread writer([&] {
      const int file = ::open(path.c_str(), O_WRONLY | O_CLOEXEC);
      for (const char c : pack ? gzipped(text) : text) {
        EXPECT_EQ(::write(file, &c, 1), 1);
        std::this_thread::sleep_for(std::chrono::microseconds(200));
      }
      ::close(file);
    });
    LogText log(path);
    EXPECT_FALSE(log.rereadable());
    std::vector<std::string> lines;
    while (const auto line = log.next_line()) lines.emplace_back(*line);
    writer.join();
    EXPECT_THAT(lines, ElementsAre("one", "two", "three"));
  }
}

}  // namespace
}  // namespace reprise
