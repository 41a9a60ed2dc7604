// Tests that what a fit says fits a terminal, and that its numbers have sensible digits.
#include "reports/fit/fit_console.h"

#include <limits>
#include <sstream>

#include <gmock/gmock.h>

#include "reports/fit/fit_texts.h"
#include "reports/text/display_text.h"

namespace reprise {
namespace {

using testing::HasSubstr;
using testing::Not;

FitDescription description(const char* name, double observed, double simulated, double half) {
  FitDescription row;
  row.name = name;
  row.observed = observed;
  row.simulated = simulated;
  row.lower = std::max(0.0, simulated - half);
  row.upper = simulated + half;
  return row;
}

// A certificate with long names and large numbers.
FitSummary certificate() {
  FitSummary summary;
  summary.sessions = 3'000'000;
  summary.users = 10'000;
  summary.parts.push_back({.part = "response: logistic",
                           .name = "log of consume_sharpness",
                           .value = 0,
                           .spread = 0.502,
                           .error = 0.056});
  summary.parts.push_back(
      {.part = "leave: budget", .name = "session_budget", .value = 4.99987, .error = 0.0004});
  summary.parts.push_back({.part = "return: by lot",
                           .name = "every user equally often",
                           .source = PartSource::preset,
                           .value = std::numeric_limits<double>::quiet_NaN()});
  summary.descriptions = {
      description("tracks per session", 7.482, 7.351, 0.015),
      description("tracks whose artist was played before", 0.1044, 0.09781, 2e-4),
      description("tracks played before in the session", 0, 1e-6, 5e-6)};
  FitCarryOver& carried = summary.carry_over.emplace();
  for (const char* name : {"random", "in_order_or_popular", "previous_or_artist"}) {
    FitCarriedPolicy policy;
    policy.name = name;
    policy.tracks = 123.45;
    policy.effect = -1.234;
    policy.estimate = -1.345;
    policy.lower = -2.345;
    policy.upper = -1.001;
    policy.outside = 1;
    carried.policies.push_back(policy);
  }
  FitBacktest& backtest = summary.backtest.emplace();
  backtest.control = "C";
  FitBacktestArm vague;
  vague.name = "T1";
  vague.outside = 0.62;
  vague.predicted = -0.9;
  vague.lower = -3.3;
  vague.upper = 1.5;
  vague.agrees = true;
  FitBacktestArm unpredicted;
  unpredicted.name = "T2";
  unpredicted.why_not = "none of its 7 sessions begins with a track of the control";
  backtest.arms = {vague, unpredicted};
  return summary;
}

TEST(FitConsole, FitsEightyColumns) {
  const std::string text = write_fit_console(certificate());
  std::istringstream lines(text);
  std::size_t headings = 0;
  for (std::string line; std::getline(lines, line);) {
    EXPECT_LE(display_width(line), 80) << line;
    // A table that is torn has its first heading twice.
    for (const char* heading : {"user model ", "policy ", "sessions ", "treatment "}) {
      if (line.starts_with(heading)) ++headings;
    }
  }
  EXPECT_EQ(headings, 4u) << text;
}

TEST(FitConsole, SaysWhichNumbersLieOutside) {
  const std::string text = write_fit_console(certificate());
  EXPECT_THAT(text, HasSubstr("! 7.482"));
  EXPECT_THAT(text, HasSubstr("7.336 to 7.366"));
  EXPECT_THAT(text, HasSubstr("0.09761 to 0.09801"));
  EXPECT_THAT(text, HasSubstr("lies outside of what simulated logs show"));
  EXPECT_THAT(text, Not(HasSubstr("e-0")));
  EXPECT_THAT(text, Not(HasSubstr("nan")));
}

TEST(FitConsole, SaysWhatABacktestCannotTell) {
  const std::string text = write_fit_console(certificate(), 200);
  EXPECT_THAT(text, HasSubstr("too vague to be right or wrong"));
  EXPECT_THAT(text, HasSubstr("62% of what T1 recommended was shown less than 5 times"));
  EXPECT_THAT(text, HasSubstr("-3.300 to +1.500"));
  EXPECT_THAT(text, HasSubstr("T2 cannot be predicted from the sessions of C: none of its 7"));
}

TEST(FitTexts, ShowNumbersByTheirErrors) {
  EXPECT_EQ(value_text(0.80312, 0.0029), "0.8031 +- 0.0029");
  EXPECT_EQ(value_text(4.99987, 0.0004), "4.9999 +- 0.0004");
  EXPECT_EQ(value_text(5, std::nullopt), "5");
  EXPECT_EQ(value_text(std::numeric_limits<double>::quiet_NaN(), std::nullopt), "");
  const DescriptionTexts none = description_texts(description("repeats", 0, 0, 0));
  EXPECT_EQ(none.lower, "0");
  EXPECT_EQ(none.upper, "0");
}

}  // namespace
}  // namespace reprise
