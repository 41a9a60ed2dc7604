#include "reports/pages/format.h"

#include <gmock/gmock.h>

#include "tests/reports/sample_results.h"

namespace reprise {
namespace {

using testing::IsSupersetOf;

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

}  // namespace
}  // namespace reprise
