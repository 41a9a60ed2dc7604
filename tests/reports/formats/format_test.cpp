#include "reports/pages/format.h"

#include <fmt/format.h>
#include <gmock/gmock.h>

#include "reports/formats/paper_tex.h"
#include "tests/reports/sample_results.h"

namespace reprise {
namespace {

using testing::HasSubstr;
using testing::IsSupersetOf;
using testing::Not;

std::string nothing(const Results&, const DrawnFigures&) { return {}; }

TEST(ReportFormats, RegisterThemselvesInAlphabeticalOrder) {
  std::vector<std::string> names;
  for (const ReportFormat& format : report_formats()) names.push_back(format.file_name);
  EXPECT_THAT(names, IsSupersetOf({"effects.csv", "report.html", "report.md", "results.json"}));
  EXPECT_TRUE(std::is_sorted(names.begin(), names.end()));
}

TEST(ReportFormatsDeathTest, AreUniqueByFileName) {
  EXPECT_DEATH(ReportFormatRegistration({"report.md", nothing}),
               "two report files are called 'report.md'");
}

TEST(ReportFormats, WriteTheSameBytesForTheSameResultsAndSurviveEmptyOnes) {
  for (const ReportFormat& format : report_formats()) {
    EXPECT_EQ(format.write(nasty_results(), {}), format.write(nasty_results(), {}))
        << format.file_name;
    EXPECT_NE(format.write(Results{}, {}), "") << format.file_name;
  }
}

TEST(PaperTex, HasTheMethodsAndTables) {
  const std::string text = write_paper_tex(sample_results());
  EXPECT_THAT(text, HasSubstr("We compared 5 recommenders in simulated listening sessions: 60,000 "
                              "sessions and 8,647 users per treatment, every session"));
  EXPECT_THAT(text, HasSubstr("(Holm)"));
  EXPECT_THAT(text, HasSubstr("\\label{tab:mean_time_per_session}\n"));
  EXPECT_THAT(text, Not(HasSubstr("every pair. Effects")));
  Results pairs = sample_results();
  pairs.pairs = {pairs.effects.front()};
  pairs.pairs.front().metric = "mean_time_per_session";
  pairs.pairs.front().against = pairs.treatments.back().name;
  EXPECT_THAT(write_paper_tex(pairs), HasSubstr("\\label{tab:mean_time_per_session_pairs}\n"));
  EXPECT_THAT(
      text, HasSubstr(R"(    first\_track & 12.582 & $+525.0$ & $[+517.2, +532.8]$ & better \\)"));
  EXPECT_THAT(text, HasSubstr(R"(    random & 2.013 &  &  & control \\)"));
  EXPECT_THAT(write_paper_tex(nasty_results()), Not(HasSubstr("\x1b")));
  EXPECT_EQ(latex_text(R"(50% of a_b & {c} ~ \ #1)"),
            R"(50\% of a\_b \& \{c\} \textasciitilde{} \textbackslash{} \#1)");
}

TEST(PaperTex, SaysWhatEachRecommenderIsAndHasTheOtherMetrics) {
  Results results = sample_results();
  EXPECT_THAT(write_paper_tex(results), Not(HasSubstr("description")));
  results.treatments[0].in_words = "50% of {a_b}";
  const std::string text = write_paper_tex(results);
  EXPECT_THAT(text, HasSubstr(fmt::format("  \\item[{{{}}}] 50\\% of \\{{a\\_b\\}}",
                                          latex_text(results.treatments[0].name))));
  EXPECT_THAT(text, HasSubstr("\\label{tab:other_metrics}\n"));
  EXPECT_THAT(text, HasSubstr("    \\multicolumn{5}{l}{skip\\_rate} "));
}

// Counts braces that are no characters of the text.
int depth_of_braces(const std::string& latex) {
  int depth = 0;
  for (std::size_t i = 0; i < latex.size(); ++i) {
    if (latex[i] == '\\') {
      ++i;
    } else if (latex[i] == '{') {
      ++depth;
    } else if (latex[i] == '}') {
      EXPECT_GE(--depth, 0) << latex.substr(0, i);
    }
  }
  return depth;
}

TEST(PaperTex, IsBalanced) {
  for (Results results : {sample_results(), nasty_results()}) {
    results.treatments[0].in_words = "}{ \\ % $ & # _ ^ ~ [ ]";
    const std::string text = write_paper_tex(results);
    EXPECT_EQ(depth_of_braces(text), 0);
    for (const char* name : {"table", "tabular", "description"}) {
      const auto count = [&](const std::string& what) {
        const std::string wanted = fmt::format("\\{}{{{}}}", what, name);
        int found = 0;
        for (std::size_t at = text.find(wanted); at != std::string::npos;
             at = text.find(wanted, at + 1)) {
          ++found;
        }
        return found;
      };
      EXPECT_GT(count("begin"), 0) << name;
      EXPECT_EQ(count("begin"), count("end")) << name;
    }
  }
}

}  // namespace
}  // namespace reprise
