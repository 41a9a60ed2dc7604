#include "experiments/listens/text/time_text.h"

#include <gtest/gtest.h>

namespace reprise {
namespace {

constexpr std::int64_t kNewYear2020 = 1577836800000;
constexpr std::int64_t kMinute = 60000;

TEST(TimeText, ReadsAllWaysOfWriting) {
  constexpr std::int64_t kTen = kNewYear2020 + 600 * kMinute;
  for (const char* text : {"2020-01-01T10:00:00Z", "2020-01-01 10:00", "2020-01-01T10:00:00.000Z",
                           "2020-01-01T11:00:00+01:00", "2020-01-01 10:00:00 UTC",
                           "01 Jan 2020 10:00", "1 January 2020, 10:00", "01 Jan 2020, 10:00:00",
                           "01/01/2020 10:00", "1.1.2020 10:00:00", "01-01-2020 12:30 +0230",
                           " 2020-01-01 10:00 ", "01-Jan-2020 10:00", "2019-12-31T23:00:00-1100"}) {
    EXPECT_EQ(read_time_text(text), kTen) << text;
  }
  EXPECT_EQ(read_time_text("2021-01-07T06:13:20.979Z"), 1610000000979);
  EXPECT_EQ(read_time_text("2021-01-07T06:13:20.9Z"), 1610000000900);
  EXPECT_EQ(read_time_text("2021-01-07T06:13:20.979999Z"), 1610000000979);
  EXPECT_EQ(read_time_text("31/12/2019 10:00"), kNewYear2020 - 840 * kMinute);
  EXPECT_EQ(read_time_text("1970-01-01T00:00:00Z"), 0);
  EXPECT_EQ(read_time_text("2000-02-29T00:00:00Z"), 951782400000);
}

TEST(TimeText, RefusesEverythingElse) {
  for (const char* text :
       {"", "now", "2020", "2020-13-01T00:00:00Z", "2020-02-30 10:00", "2019-02-29T10:00:00Z",
        "1900-02-29T10:00:00Z", "2020-01-01", "2020-01-01T24:00:00Z", "2020-01-01T10:60:00Z",
        "2020-01-01T10:00:00Zulu", "12/31/2019 10:00", "01 Foo 2020 10:00", "1577836800",
        "2020-01-01T10:00:00+99:00", "20-01-01 10:00", "2020-01-0aT10:00:00Z"}) {
    EXPECT_EQ(read_time_text(text), std::nullopt) << text;
  }
}

TEST(TimeText, SaysWhereMonthsComeFirst) {
  for (const char* text : {"06/18/2019 10:00", "6/18/2019 3:45 PM", " 12.31.2019", "02-29-2020"}) {
    EXPECT_THROW(refuse_month_first(text, {}), UserError) << text;
  }
  for (const char* text : {"18/06/2019 10:00", "06/05/2019 10:00", "13/13/2019", "00/18/2019",
                           "2019-06-18", "06/18/19", "02/30/2020", "June 18", "6", ""}) {
    EXPECT_NO_THROW(refuse_month_first(text, {})) << text;
  }
}

TEST(TimeUnit, IsToldByMagnitude) {
  EXPECT_EQ(unit_by_magnitude(1.6e9), TimeUnit::seconds);
  EXPECT_EQ(unit_by_magnitude(1.6e12), TimeUnit::milliseconds);
  EXPECT_EQ(unit_by_magnitude(1.6e15), TimeUnit::microseconds);
  EXPECT_EQ(unit_by_magnitude(1.6e18), TimeUnit::nanoseconds);
  for (const double doubtful : {0.0, -1.6e9, 1e5, 8e8, 5e9, 1e11, 1e14, 1e17, 1e19}) {
    EXPECT_EQ(unit_by_magnitude(doubtful), std::nullopt) << doubtful;
  }
  EXPECT_EQ(seconds_by_magnitude(1650000000), 1650000000000);
  EXPECT_EQ(seconds_by_magnitude(1650000000000000000), 1650000000000);
  EXPECT_EQ(seconds_by_magnitude(15), 15000);
  EXPECT_EQ(in_milliseconds(1e300, TimeUnit::seconds), std::nullopt);
}

TEST(Milliseconds, AreThoseOfTheNumber) {
  for (const char* text : {"0",
                           "1",
                           "12345678",
                           "1234567a",
                           "a2345678",
                           "1234:678",
                           "1234/678",
                           "123456789",
                           "99999999999999",
                           "999999999999999",
                           "1600000000",
                           "1600000000.5",
                           "9000000000001",
                           "12345678901234",
                           "123456789012345678",
                           "-5",
                           "+7",
                           "",
                           "x",
                           "1e3",
                           " 4 "}) {
    for (const TimeUnit unit : {TimeUnit::seconds, TimeUnit::milliseconds, TimeUnit::nanoseconds}) {
      const auto number = read_number_text(text);
      EXPECT_EQ(read_milliseconds(text, unit, -77),
                number ? in_milliseconds(*number, unit).value_or(-77) : -77)
          << text;
    }
  }
}

TEST(NumberText, FillsTheWholeText) {
  EXPECT_EQ(read_number_text(" 12.5 "), 12.5);
  EXPECT_EQ(read_number_text("+3"), 3);
  for (const char* text : {"", " ", "1 2", "0x10", "nan", "inf", "1e999", "5s"}) {
    EXPECT_EQ(read_number_text(text), std::nullopt) << text;
  }
}

}  // namespace
}  // namespace reprise
