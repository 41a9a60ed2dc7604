// Tests rows of botify's log: the fields that are read from a row, and the messages for lines that
// are no rows.
#include "experiments/logs/log_row.h"

#include <tuple>

#include <fmt/format.h>
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "experiments/logs/log_text.h"
#include "sim/world/user_fields.h"
#include "tests/log_lines.h"

namespace reprise {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;

std::string read(LogRowReader& reader, std::string line, LogRow& row) {
  line.append(LogText::kPadding, '}');  // bytes behind the line are not part of it
  return reader.read(std::string_view(line).substr(0, line.size() - LogText::kPadding), row);
}

std::string complaint_of(const std::string& line) {
  LogRowReader reader(std::nullopt);
  LogRow row;
  return read(reader, line, row);
}

constexpr const char* kRow =
    R"({"message": "next", "timestamp": 1681669604178, "user": 3255, "track": 2659, "time": 0.83, )"
    R"("latency": 0.0037589073181152344, "recommendation": 1544, "experiments": {"X": "T1"}})";

std::string with(const std::string& part, const std::string& other) {
  std::string row = kRow;
  const std::size_t at = row.find(part);
  EXPECT_NE(at, std::string::npos) << part;
  return row.replace(at, part.size(), other);
}

TEST(LogRow, HasTheTextOfAnIdThatIsText) {
  LogRowReader reader("X");
  LogRow row;
  EXPECT_EQ(read(reader, with("3255", "\"ann\\u00e9\""), row), "");
  EXPECT_EQ(reader.user_text(), "ann\xc3\xa9");
  EXPECT_EQ(row.user, number_of_user("ann\xc3\xa9"));
  EXPECT_EQ(read(reader, kRow, row), "");
  EXPECT_EQ(reader.user_text(), "") << "the row before had a text";
}

TEST(LogRow, HasWhatTheLineHas) {
  LogRowReader reader("X");
  LogRow row;
  EXPECT_EQ(read(reader, kRow, row), "");
  EXPECT_EQ(row.timestamp, 1681669604178.0);
  EXPECT_EQ(row.user, 3255);
  EXPECT_EQ(row.track, 2659);
  EXPECT_EQ(row.time, 0.83);
  EXPECT_EQ(row.latency, 0.0037589073181152344);
  EXPECT_EQ(row.recommendation, 1544);
  EXPECT_FALSE(row.last);
  EXPECT_EQ(row.treatment, 0u);
  EXPECT_THAT(reader.treatments(), ElementsAre("T1"));

  EXPECT_EQ(read(reader,
                 R"({"experiments":{"Y":"T3","X":"C"},"extra":[1,{"a":2}],"user":-7,"time":1,)"
                 R"("latency":2,"track":0,"timestamp":0.5,"message":"last"} )",
                 row),
            "");
  EXPECT_EQ(row.timestamp, 0.5);
  EXPECT_EQ(row.user, -7);
  EXPECT_EQ(reader.user_text(), "");
  EXPECT_EQ(row.time, 1.0);
  EXPECT_EQ(row.recommendation, LogRow::kNoTrack) << "an absent one is none";
  EXPECT_TRUE(row.last);
  EXPECT_EQ(row.treatment, 1u);
  EXPECT_THAT(reader.treatments(), ElementsAre("T1", "C"));
  EXPECT_THAT(reader.experiments(), ElementsAre("X", "Y"));

  EXPECT_EQ(read(reader, with("1544", "null"), row), "");
  EXPECT_EQ(row.recommendation, LogRow::kNoTrack);
  EXPECT_EQ(row.treatment, 0u);
  EXPECT_EQ(read(reader, with(R"({"X": "T1"})", "{}"), row), "");
  EXPECT_EQ(row.treatment, LogRow::kNoTreatment);
}

TEST(LogRow, TheFirstExperimentIsTakenWhereNoneIsNamed) {
  LogRowReader reader(std::nullopt);
  LogRow row;
  EXPECT_EQ(read(reader, with(R"({"X": "T1"})", "{}"), row), "");
  EXPECT_EQ(reader.experiment(), "");
  EXPECT_EQ(read(reader, with(R"({"X": "T1"})", R"({"B": "T2", "A": "C"})"), row), "");
  EXPECT_EQ(read(reader, with(R"({"X": "T1"})", R"({"A": "T5"})"), row), "");
  EXPECT_EQ(row.treatment, LogRow::kNoTreatment);
  EXPECT_EQ(reader.experiment(), "B");
  EXPECT_THAT(reader.experiments(), ElementsAre("B", "A"));
  EXPECT_THAT(reader.treatments(), ElementsAre("T2"));
}

TEST(LogRow, NamesMayBeEscaped) {
  LogRowReader reader("é \"x\"");
  LogRow row;
  EXPECT_EQ(read(reader, with(R"({"X": "T1"})", R"({"\u00e9 \"x\"": "\u0054\u0031"})"), row), "");
  EXPECT_THAT(reader.treatments(), ElementsAre("T1"));
}

TEST(LogRow, WhatIsNoRowIsSaid) {
  struct Case {
    std::string line;
    std::string expected;
  };
  const std::vector<Case> cases = {
      {"hello", "not a JSON object"},
      {"[1, 2]", "not a JSON object"},
      {"7", "not a JSON object"},
      {"{}", "the key 'message' is missing; expected \"next\" or \"last\""},
      {std::string(kRow).substr(0, 100), "not a JSON object"},
      {std::string(kRow).substr(0, std::string(kRow).size() - 1), "not a JSON object"},
      {fmt::format("{} {}", kRow, kRow), "not a JSON object"},
      {fmt::format("{},", kRow), "not a JSON object"},
      {with("\"user\"", "\"us\xff\""), "not a JSON object"},
      {with("\"next\"", "\"stop\""), "'message' is \"stop\"; expected \"next\" or \"last\""},
      {with("\"next\"", "5"), "'message' is 5;"},
      {with("1681669604178", "\"noon\""), "'timestamp' is \"noon\"; expected milliseconds"},
      {with("3255", "3255.5"), "'user' is 3255.5; expected the id of a user"},
      {with("3255", "\"\""), "'user' is \"\""},
      {with("3255", "18446744073709551615"), "'user' is 18446744073709551615"},
      {with("2659", "-1"), "'track' is -1; expected the number of a track, not below 0"},
      {with("2659", "[2659]"), "'track' is [2659]; expected"},
      {with("0.83", "NaN"), "not a JSON object"},
      {with("0.83", "null"), "'time' is null; expected the share of the track"},
      {with("0.83", "1e999"), "not a JSON object"},
      {with("0.0037589073181152344", "true"), "'latency' is true; expected seconds"},
      {with("1544", "\"1544\""),
       "'recommendation' is \"1544\"; expected the number of a track, or"},
      {with(R"({"X": "T1"})", "\"X\""), "'experiments' is \"X\"; expected a map"},
      {with(R"({"X": "T1"})", R"({"X": 1})"), "the treatment of 'X' is 1; expected a name"},
      {with(R"({"X": "T1"})", R"({"X": ""})"), "the treatment of 'X' is \"\""},
      {with(R"("user": 3255, )", ""), "the key 'user' is missing; expected the id of a user"},
      {with(R"(, "experiments": {"X": "T1"})", ""), "the key 'experiments' is missing"},
  };
  for (const Case& one : cases) {
    EXPECT_THAT(complaint_of(one.line), HasSubstr(one.expected)) << one.line;
  }
  const std::string many = fmt::format("\"{}\"", std::string(10'000, 'x'));
  EXPECT_THAT(complaint_of(with("3255", many)).size(), testing::Lt(200u)) << "too long to read";
}

// Numbers whose squares would overflow are refused.
TEST(LogRow, NumbersBeyondReasonAreRefused) {
  for (const auto& [part, other, expected] :
       {std::tuple{"1681669604178", "1e308", "milliseconds since 1970"},
        std::tuple{"0.83", "-1e7", "the share of the track listened to"},
        std::tuple{"0.0037589073181152344", "1e300", "seconds"}}) {
    EXPECT_THAT(complaint_of(with(part, other)), HasSubstr(expected)) << other;
  }
  EXPECT_EQ(complaint_of(with("0.83", "-3")), "") << "odd, and said to be so, but a number";
}

TEST(LogRow, HasPropensitiesIfTheyAreRead) {
  const auto row_with = [](const std::string& more) {
    return with("\"recommendation\": 1544", "\"recommendation\": 1544, " + more);
  };
  LogRowReader reader("X");
  LogRow row;
  const std::string number = row_with(R"("propensity": 2.5e-1, "candidates": 7)");
  EXPECT_EQ(read(reader, number, row), "");
  EXPECT_EQ(row.propensity, 0) << "nobody asked for it";
  EXPECT_EQ(read(reader, row_with(R"("propensity": "high", "candidates": {})"), row), "")
      << "whatever a service means by it";
  reader.read_propensities();
  EXPECT_EQ(read(reader, number, row), "");
  EXPECT_EQ(row.propensity, 0.25);
  EXPECT_EQ(row.candidates, 7u);
  EXPECT_THAT(row.candidate_ids, IsEmpty());
  EXPECT_EQ(read(reader, row_with(R"("propensity": 1, "candidates": [1544, 3])"), row), "");
  EXPECT_EQ(row.propensity, 1);
  EXPECT_EQ(row.candidates, 2u);
  EXPECT_THAT(row.candidate_ids, ElementsAre(1544, 3));
  EXPECT_EQ(read(reader, row_with(R"("propensity": null, "candidates": null)"), row), "");
  EXPECT_EQ(row.propensity, 0);
  EXPECT_EQ(row.candidates, 0u);
  EXPECT_THAT(row.candidate_ids, IsEmpty());
  for (const char* wrong : {"\"propensity\": 0", "\"propensity\": 1.01", "\"propensity\": -0.1",
                            "\"propensity\": \"high\""}) {
    EXPECT_THAT(read(reader, row_with(wrong), row), HasSubstr("above 0 and up to 1")) << wrong;
  }
  for (const char* wrong : {"\"candidates\": 0", "\"candidates\": []", "\"candidates\": [-1]",
                            "\"candidates\": {}", "\"candidates\": 1.5"}) {
    EXPECT_THAT(read(reader, row_with(wrong), row), HasSubstr("how many tracks")) << wrong;
  }
}

// The number of treatments is limited: under a wrong key every row may have another name, and these
// must not fill the computer's memory.
TEST(LogRow, ThereAreNotAHundredTreatments) {
  LogRowReader reader("X");
  LogRow row;
  for (int i = 1; i <= 100; ++i) {
    EXPECT_EQ(read(reader, with("T1", fmt::format("T{}", i)), row), "");
  }
  EXPECT_THAT(read(reader, with("T1", "T101"), row),
              HasSubstr("'T101' is treatment number 101 of 'X'; expected 100 at most"));
  EXPECT_EQ(read(reader, with("T1", "T50"), row), "");
  EXPECT_EQ(row.treatment, 49u);
}

}  // namespace
}  // namespace reprise
