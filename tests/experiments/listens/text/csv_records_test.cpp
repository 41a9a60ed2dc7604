#include "experiments/listens/text/csv_records.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "tests/temporary_folder.h"

namespace reprise {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;
using Records = std::vector<std::vector<std::string>>;

Records records_of(std::string_view text, char separator, Quoting quoting) {
  const TemporaryFolder folder;
  LogBytes bytes({folder.write("log", text), std::nullopt, "log"});
  CsvRecords records(bytes, separator, quoting);
  Records read;
  while (records.next()) read.emplace_back(records.fields().begin(), records.fields().end());
  return read;
}

Records csv(std::string_view text) { return records_of(text, ',', Quoting::rfc4180); }

TEST(CsvRecords, FollowRfc4180) {
  EXPECT_EQ(csv("a,b\n1,2\n"), (Records{{"a", "b"}, {"1", "2"}}));
  EXPECT_EQ(csv("a,b\r\n1,2"), (Records{{"a", "b"}, {"1", "2"}}));
  EXPECT_EQ(csv("\"a,b\",\"c\"\"d\"\n"), (Records{{"a,b", "c\"d"}}));
  EXPECT_EQ(csv("\"\"\"q\"\"\",\"\"\"\"\r\n\"\",\n"), (Records{{"\"q\"", "\""}, {"", ""}}));
  EXPECT_EQ(csv("\"a\nb\r\n\",c\n\nd,e\n"), (Records{{"a\nb\r\n", "c"}, {"d", "e"}}));
  EXPECT_EQ(csv("5\" disk,b\"\n"), (Records{{"5\" disk", "b\""}}));
  EXPECT_EQ(csv("a,\"b\""), (Records{{"a", "b"}}));
  EXPECT_EQ(csv("a,\"b\"\r"), (Records{{"a", "b"}}));
  EXPECT_EQ(csv("\"a\",\n\"b\","), (Records{{"a", ""}, {"b", ""}}));
  EXPECT_EQ(csv("\xEF\xBB\xBF"
                "a,b\n"),
            (Records{{"\xEF\xBB\xBF"
                      "a",
                      "b"}}));  // head() skips it
  EXPECT_EQ(csv(""), Records{});
}

TEST(CsvRecords, QuotesAreLettersBetweenTabs) {
  EXPECT_EQ(records_of("\"a\tb\"\n\"c\t\"\n", '\t', Quoting::none),
            (Records{{"\"a", "b\""}, {"\"c", "\""}}));
}

TEST(CsvRecords, SayWhereAQuoteIsNotClosed) {
  for (const char* text : {"a,b\nc,\"d\n", "a,b\n\"c\"d,e\n"}) {
    try {
      csv(text);
      FAIL() << text;
    } catch (const UserError& error) {
      EXPECT_THAT(error.what(), HasSubstr("log:2: a quote in this row")) << text;
    }
  }
}

TEST(CsvRecords, GoOnBehindALineWithAFault) {
  const auto read = [](std::string_view text) {
    const TemporaryFolder folder;
    LogBytes bytes({folder.write("log", text), std::nullopt, "log"});
    CsvRecords records(bytes, ',', Quoting::rfc4180);
    std::vector<std::string> found;
    records.report_faults_to([&found](const UserError& error) {
      found.emplace_back(std::string(error.what()).substr(0, 5));
    });
    while (records.next()) found.emplace_back(records.fields()[0]);
    return found;
  };
  EXPECT_THAT(read("a,b\nc,\"d\ne,f\n"), ElementsAre("a", "log:2", "e"));
  EXPECT_THAT(read("a,b\n\"c\"d,e\nf,\"g\nh\"\n"), ElementsAre("a", "log:2", "f"));
  EXPECT_THAT(read("a,b\n\"c"), ElementsAre("a", "log:2"));
  EXPECT_THAT(read("\"a,b\nc,\"d\"\ne,f"), ElementsAre("log:1", "c", "e"));
  // A quote that is never closed takes no more memory than the longest row.
  std::string text = "\"a\n";
  while (text.size() < LogBytes::kLongest + 2000000) text += "b" + std::string(99999, 'x') + "\n";
  const std::vector<std::string> found = read(text);
  EXPECT_EQ(found.front(), "log:1");
  EXPECT_EQ(found.size(), 1 + (text.size() - 3) / 100001);
}

// Records come out the same wherever blocks end.
TEST(CsvRecords, MayCrossTheEndsOfBlocks) {
  std::string text;
  std::size_t rows = 0;
  for (; text.size() < 1500000; ++rows) {
    text += "\"row \"\"" + std::to_string(rows) + "\"\"\n" + std::string(rows % 700, 'x') +
            "\",plain,\"\"\r\n";
  }
  const Records records = csv(text);
  ASSERT_EQ(records.size(), rows);
  for (std::size_t i = 0; i < rows; ++i) {
    ASSERT_THAT(records[i],
                ElementsAre("row \"" + std::to_string(i) + "\"\n" + std::string(i % 700, 'x'),
                            "plain", ""));
  }
}

TEST(CsvRecords, ARowThatNeverEndsIsRefused) {
  const TemporaryFolder folder;
  LogBytes bytes({folder.write("log", "\"" + std::string(LogBytes::kLongest + 1000000, 'x')),
                  std::nullopt, "log"});
  CsvRecords records(bytes, ',', Quoting::rfc4180);
  EXPECT_THROW(records.next(), UserError);
}

TEST(SeparatorOf, IsTheMostFrequent) {
  EXPECT_EQ(separator_of("a,b,c"), ',');
  EXPECT_EQ(separator_of("a;b, c;d"), ';');
  EXPECT_EQ(separator_of("a\tb"), '\t');
  EXPECT_EQ(separator_of("alone"), ',');
}

}  // namespace
}  // namespace reprise
