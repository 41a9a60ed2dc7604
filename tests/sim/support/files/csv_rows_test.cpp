#include "sim/support/files/csv_rows.h"

#include <gmock/gmock.h>

namespace reprise {
namespace {

using testing::HasSubstr;
using testing::ThrowsMessage;

TEST(CsvRowsTest, FindsColumnsByTheirNames) {
  const std::string text = "\n\"time\",day,user\r\n0.5,1,\"7\"\n\n1e-1,2,-8,more\n";
  CsvRows rows("a.csv", text, {"user", "time"});
  ASSERT_TRUE(rows.next());
  EXPECT_EQ(rows.line(), 3);
  EXPECT_EQ(rows[0], "7");
  EXPECT_EQ(rows.whole_number(0, 7), 7);
  EXPECT_EQ(rows.number(1), 0.5);
  EXPECT_EQ(rows.find("day"), "1");
  EXPECT_EQ(rows.find("night"), std::nullopt);
  ASSERT_TRUE(rows.next());
  EXPECT_EQ(rows.place().str(), "a.csv:5");
  EXPECT_EQ(rows.whole_number(0), -8);
  EXPECT_EQ(rows.number(1), 0.1);
  EXPECT_FALSE(rows.next());
}

TEST(CsvRowsTest, OfNothingAreNone) {
  for (const char* text : {"", "\n\r\n", "a,b", "a,b\n"}) {
    EXPECT_FALSE(CsvRows("a.csv", text, {}).next()) << text;
  }
  EXPECT_FALSE(CsvRows("a.csv", "", {"user"}).next());
}

TEST(CsvRowsTest, MistakesAreNamed) {
  EXPECT_THAT(
      [] {
        CsvRows("a.csv", "usr,time\n", {"user", "time"});
      },
      ThrowsMessage<UserError>(HasSubstr("a.csv:1: the header has no column 'user' (did you "
                                         "mean 'usr'?); expected at least user,time")));
  const auto first = [](const std::string& row) {
    const std::string text = "day,user,time\n" + row;
    CsvRows rows("a.csv", text, {"user", "time"});
    rows.next();
    rows.whole_number(0, 0);
    rows.number(1);
  };
  EXPECT_THAT([&] { first("1,2"); }, ThrowsMessage<UserError>(HasSubstr("a.csv:2: has 2 fields")));
  for (const char* user : {"", "x", "1.5", "-1", "99999999999999999999"}) {
    EXPECT_THAT([&] { first(std::string("1,") + user + ",1"); },
                ThrowsMessage<UserError>(HasSubstr("expected a whole number of at least 0")))
        << user;
  }
  for (const char* time : {"", "x", "nan", "inf"}) {
    EXPECT_THAT([&] { first(std::string("1,2,") + time); },
                ThrowsMessage<UserError>(HasSubstr("expected a number")))
        << time;
  }
}

}  // namespace
}  // namespace reprise
