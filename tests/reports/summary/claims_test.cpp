// Tests that the answer claims what the tables beside it show. The test reads both from the text
// that people get, over many runs made at random.
#include <map>
#include <regex>
#include <sstream>

#include <fmt/format.h>
#include <gmock/gmock.h>

#include "reports/console/console_table.h"
#include "tests/reports/random_results.h"

namespace reprise {
namespace {

using testing::HasSubstr;

struct ShownRow {
  double effect = 0;
  double lower = 0;
  double upper = 0;
  std::string verdict;
};

// The parts of the console's text.
struct Shown {
  std::string answer;
  std::map<std::string, ShownRow> rows;                           // by treatment
  std::map<std::pair<std::string, std::string>, ShownRow> pairs;  // by treatment and against
};

Shown read_console(const std::string& text) {
  Shown shown;
  std::istringstream lines(text);
  std::string line;
  std::string part;
  std::string before;
  while (std::getline(lines, line)) {
    if (line.empty()) {
      part.clear();
    } else if (part.empty()) {
      part = line;
      if (shown.answer.empty() && !line.starts_with("random:")) shown.answer = line;
    }
    // Rows of treatments have names, then numbers with a sign, then a verdict.
    static const std::regex row(
        R"((t\d+|oracle) +(?:(t\d+|oracle) +)?([-+.\d]+) +([-+.\d]+) +([-+.\d]+) +(?:[.\d]+ +[.\d]+ +)?([a-z ]+))");
    std::smatch found;
    if (!std::regex_match(line, found, row)) continue;
    const ShownRow numbers{std::stod(found[3]), std::stod(found[4]), std::stod(found[5]), found[6]};
    if (found[2].matched) {
      shown.pairs[{found[1], found[2]}] = numbers;
    } else {
      shown.rows[found[1]] = numbers;
    }
  }
  return shown;
}

std::vector<std::smatch> all_matches(const std::string& text, const std::regex& pattern) {
  return {std::sregex_iterator(text.begin(), text.end(), pattern), std::sregex_iterator()};
}

// Checks that the numbers of a row say the same as its verdict.
void expect_limits_agree(const ShownRow& row) {
  if (row.verdict == "better") {
    EXPECT_GT(row.lower, 0);
  } else if (row.verdict == "worse") {
    EXPECT_LT(row.upper, 0);
  } else if (row.verdict == "not yet known") {
    EXPECT_LE(row.lower, 0);
    EXPECT_GE(row.upper, 0);
  }
}

void expect_answer_agrees(const Shown& shown) {
  const std::string& answer = shown.answer;
  // What is said about one treatment and the control.
  static const std::regex longer(R"((t\d+) keeps people listening [.\d]+% (longer|shorter) than)");
  for (const std::smatch& claim : all_matches(answer, longer)) {
    EXPECT_EQ(shown.rows.at(claim[1]).verdict, claim[2] == "longer" ? "better" : "worse");
  }
  static const std::regex equivalent(R"((t\d+) is equivalent to (t\d+|control) within)");
  for (const std::smatch& claim : all_matches(answer, equivalent)) {
    const ShownRow& row =
        claim[2] == "control" ? shown.rows.at(claim[1]) : shown.pairs.at({claim[1], claim[2]});
    EXPECT_EQ(row.verdict, "equivalent");
  }
  if (answer.find("No treatment is shown to") != std::string::npos ||
      answer.find("is not shown to") != std::string::npos) {
    for (const auto& [name, row] : shown.rows) {
      if (name == "oracle") continue;
      EXPECT_NE(row.verdict, "better") << name;
    }
  }
  // What is said about two treatments.
  static const std::regex pair(
      R"((t\d+) is (better|worse) than (t\d+), ([-+.\d]+)%.*?\[([-+.\d]+)%)");
  for (const std::smatch& claim : all_matches(answer, pair)) {
    const ShownRow& row = shown.pairs.at({claim[1], claim[3]});
    EXPECT_EQ(row.verdict, claim[2]);
    EXPECT_EQ(row.effect, std::stod(claim[4]));
    EXPECT_EQ(row.lower, std::stod(claim[5]));
  }
  static const std::regex unknown(R"(not yet known which is better: (t\d+) against (t\d+) is)");
  for (const std::smatch& claim : all_matches(answer, unknown)) {
    EXPECT_EQ(shown.pairs.at({claim[1], claim[2]}).verdict, "not yet known");
  }
  if (answer.find("do not settle") != std::string::npos) {
    EXPECT_TRUE(shown.pairs.empty());
  }
  // What is said about the treatment that was selected.
  static const std::regex best(R"(^The best is (t\d+))");
  std::smatch claim;
  if (!std::regex_search(answer, claim, best)) return;
  const ShownRow& selected = shown.rows.at(claim[1]);
  EXPECT_THAT(answer, HasSubstr(fmt::format("%]: {}.", selected.verdict)));
  for (const auto& [name, row] : shown.rows) {
    if (name == "oracle" || row.effect <= selected.effect) continue;
    EXPECT_THAT(answer, HasSubstr("is as high or higher in the table")) << name;
  }
}

TEST(Claims, OfTheAnswerAreThoseOfTheTables) {
  ConsoleTableOptions options;
  options.width = 200;
  options.answer_in_one_line = true;
  int pairs = 0;
  int selections = 0;
  for (std::uint32_t number = 0; number < 500; ++number) {
    const Results results = random_results(number);
    const std::string text = write_console_table(results, options);
    SCOPED_TRACE(fmt::format("results {}\n{}", number, text));
    const Shown shown = read_console(text);
    ASSERT_EQ(shown.rows.size(), results.effects.size());
    for (const auto& [name, row] : shown.rows) expect_limits_agree(row);
    for (const auto& [names, row] : shown.pairs) expect_limits_agree(row);
    expect_answer_agrees(shown);
    pairs += shown.answer.find("; compared with each other, ") != std::string::npos ? 1 : 0;
    selections += shown.answer.starts_with("The best is t") ? 1 : 0;
    if (testing::Test::HasFailure()) break;
  }
  // The cases that the test is about did come up.
  EXPECT_GT(pairs, 30);
  EXPECT_GT(selections, 30);
}

}  // namespace
}  // namespace reprise
