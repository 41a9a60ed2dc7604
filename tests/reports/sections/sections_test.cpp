#include <gmock/gmock.h>

#include "reports/pages/markdown_page.h"
#include "reports/sections/round_numbers.h"
#include "reports/sections/section.h"
#include "tests/reports/sample_results.h"

namespace reprise {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;
using testing::Not;

TEST(Sections, RegisterThemselvesOnceInTheirOrder) {
  ASSERT_FALSE(run_sections().empty());
  EXPECT_EQ(run_sections().front().subject, "answer");
  EXPECT_EQ(run_sections().back().subject, "how_it_was_made");
  for (std::size_t i = 1; i < run_sections().size(); ++i) {
    EXPECT_LT(run_sections()[i - 1].place, run_sections()[i].place)
        << run_sections()[i].subject << " shares its place";
  }
}

TEST(SectionsDeathTest, RefuseTwoOfOneName) {
  EXPECT_DEATH(RunSectionRegistration({"answer", 1, nullptr}), "two sections are called 'answer'");
}

// A section writes nothing, not even its title, if the run has no results for it.
TEST(Sections, OfARunWithoutAnythingAreLeftOut) {
  const Results results;
  const DrawnFigures drawn;
  ReportedRun run(results, drawn);
  for (const RunSection& section : run_sections()) {
    if (section.subject == "answer" || section.subject == "how_it_was_made") continue;
    MarkdownPage page;
    section.write(page, run);
    EXPECT_EQ(page.take().find("##"), std::string::npos) << section.subject;
  }
}

TEST(Sections, ShowEachFigureOnce) {
  const Results results = results_with_sessions(2, "t");
  const DrawnFigures drawn{{{"figures/session_lengths.svg", "lengths", "<svg/>"},
                            {"figures/of_another_file.svg", "new", "<svg/>"}},
                           ""};
  ReportedRun run(results, drawn);
  MarkdownPage page;
  for (const RunSection& section : run_sections()) section.write(page, run);
  const std::string text = page.take();
  for (const char* name : {"figures/session_lengths.svg", "figures/of_another_file.svg"}) {
    EXPECT_NE(text.find(name), std::string::npos) << name;
    EXPECT_EQ(text.find(name), text.rfind(name)) << name;
  }
  EXPECT_LT(text.find("session_lengths.svg"), text.find("of_another_file.svg"))
      << "what no section shows comes after those that one does";
}

TEST(Sections, SayWhatTraitsMeanWhereItIsKnown) {
  Results results = results_with_sessions(1, "t");
  const DrawnFigures drawn;
  const auto text_of = [&] {
    ReportedRun run(results, drawn);
    MarkdownPage page;
    for (const RunSection& section : run_sections()) section.write(page, run);
    return page.take();
  };
  EXPECT_THAT(text_of(), HasSubstr("- `consume_bias`: how good a match must be"));
  results.traits.clear();
  EXPECT_THAT(text_of(), Not(HasSubstr("- `consume_bias`")));
}

TEST(RoundNumbers, AreOnesTwosAndFives) {
  EXPECT_THAT(round_numbers(0), ElementsAre());
  EXPECT_THAT(round_numbers(1), ElementsAre(1));
  EXPECT_THAT(round_numbers(60), ElementsAre(1, 2, 5, 10, 20, 50));
}

}  // namespace
}  // namespace reprise
