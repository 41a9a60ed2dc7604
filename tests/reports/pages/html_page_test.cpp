#include "reports/pages/html_page.h"

#include <algorithm>
#include <sstream>

#include <boost/property_tree/xml_parser.hpp>
#include <fmt/format.h>
#include <gmock/gmock.h>

#include "reports/figures/figure.h"
#include "reports/formats/html_report.h"
#include "reports/several/runs_figure.h"
#include "reports/several/runs_reports.h"
#include "reports/sweeps/sweep_figure.h"
#include "reports/sweeps/sweep_html.h"
#include "reports/text/html_text.h"
#include "tests/golden.h"
#include "tests/reports/figures/figure_checks.h"
#include "tests/reports/sample_results.h"
#include "tests/reports/sweeps/sample_sweeps.h"

namespace reprise {
namespace {

using testing::HasSubstr;
using testing::Not;

// Returns the tags of a page, each with its "<" and ">".
std::vector<std::string> tags(const std::string& page) {
  std::vector<std::string> all;
  for (std::size_t at = page.find('<'); at != std::string::npos; at = page.find('<', at)) {
    const std::size_t end = page.find('>', at);
    all.push_back(page.substr(at, end + 1 - at));
    at = end;
  }
  return all;
}

// Expects that a page is well-formed, has each id once, and holds nothing that runs or that leads
// out of the file.
void expect_sound(const std::string& page) {
  std::istringstream stream(page);
  boost::property_tree::ptree tree;
  ASSERT_NO_THROW(boost::property_tree::read_xml(stream, tree)) << page;
  EXPECT_EQ(tree.count("html"), 1u);
  EXPECT_THAT(page, HasSubstr("content=\"default-src 'none'; style-src 'unsafe-inline'"));
  EXPECT_THAT(page, Not(HasSubstr("@import")));
  std::vector<std::string> ids;
  for (const std::string& tag : tags(page)) {
    for (const char* bad : {"<script", "<img", "<iframe", "<link", "<object", "<embed", "<base",
                            "http:", "https:", "src=", "srcset=", "javascript:"}) {
      EXPECT_THAT(tag, Not(HasSubstr(bad)));
    }
    EXPECT_THAT(tag, Not(testing::ContainsRegex("[ \"']on[a-z]+=")));
    for (std::size_t at = tag.find("href="); at != std::string::npos; at = tag.find("href=", at)) {
      at += 5;
      EXPECT_EQ(tag[at + 1], '#') << tag;
    }
    for (std::size_t at = tag.find("url("); at != std::string::npos; at = tag.find("url(", at)) {
      at += 4;
      EXPECT_EQ(tag[at], '#') << tag;
    }
    const std::size_t id = tag.find(" id=");
    if (id != std::string::npos) ids.push_back(tag.substr(id, tag.find(tag[id + 4], id + 5) - id));
  }
  std::sort(ids.begin(), ids.end());
  const auto twice = std::adjacent_find(ids.begin(), ids.end());
  EXPECT_TRUE(twice == ids.end()) << *twice;
}

Results hostile_results() {
  const std::vector<std::string>& names = hostile_names();
  Results results = results_with_sessions(static_cast<int>(names.size()) + 1, "t");
  for (std::size_t i = 0; i < names.size(); ++i) {
    const std::string old = results.treatments[i + 1].name;
    const std::string name = i == 0 ? "a\"onmouseover=x" : names[i];
    results.treatments[i + 1].name = name;
    results.treatments[i + 1].recommender = names[i];
    for (Effect& effect : results.effects) {
      if (effect.treatment == old) effect.treatment = name;
    }
    for (SegmentEffect& group : results.groups) {
      if (group.effect.treatment == old) group.effect.treatment = name;
      group.trait = names[6];
    }
  }
  results.experiment = results.design = results.interval = results.random = names[6];
  results.world.description = "<a href=\"https://example.com\">";
  results.warnings = names;
  for (const std::string& name : names) results.config += name + "\n";
  return results;
}

TEST(HtmlText, IsShownAndNeverInterpreted) {
  EXPECT_EQ(html_text("<script>alert(1)</script>"), "&lt;script&gt;alert(1)&lt;/script&gt;");
  EXPECT_EQ(html_text("a\"onmouseover='x' &amp;"), "a&quot;onmouseover=&apos;x&apos; &amp;amp;");
  EXPECT_EQ(html_text("two\nlines\x01\xff"), "two\\nlines\\x01\\xff");
  EXPECT_EQ(html_text("\xEF\xBF\xBF"), "\xEF\xBF\xBD");
  EXPECT_EQ(html_lines("a:\n\t<b>\x1b"), "a:\n\t&lt;b&gt;\\x1b");
  EXPECT_EQ(html_code(""), "(no name)");
  EXPECT_EQ(html_code("a|b"), "<code>a|b</code>");
}

TEST(HtmlText, PicturesHaveIdsOfTheirOwn) {
  EXPECT_EQ(inline_svg("<?xml version=\"1.0\"?>\n<svg xmlns=\"http://www.w3.org/2000/svg\" "
                       "width=\"9\"><title>name</title><desc>x</desc><g id='a'/>"
                       "<use xlink:href='#a' fill=\"url(#b)\"/><text>id='a' xmlns</text></svg>\n",
                       "p-"),
            "<svg  width=\"9\"><g id='p-a'/><use xlink:href='#p-a' fill=\"url(#p-b)\"/>"
            "<text>id='a' xmlns</text></svg>");
  for (const char* broken : {"", "text", "<svg", "<svg><title></svg>", "</svg><svg>"}) {
    EXPECT_EQ(inline_svg(broken, "p-"), "") << broken;
  }
}

TEST(HtmlPage, LooksAsItDid) {
  const DrawnFigures drawn{
      {{"figures/effects.svg", "Effects <b>", "<svg width=\"9\"><g id=\"a\"/></svg>"}}, ""};
  expect_golden(write_html_report(sample_results(), drawn), "report.html");
  expect_golden(write_sweep_html(sample_sweep()), "sweep_report.html");
  expect_golden(write_html_report(nasty_results()), "report_nasty.html");
}

TEST(HtmlPage, IsSoundWhateverItShows) {
  for (const Results& results :
       {sample_results(), nasty_results(), hostile_results(), results_with_days(6),
        results_with_models(3), results_with_sessions(30, "a_name_that_goes_on_and_on_"),
        results_with_effect({}), Results{}}) {
    expect_sound(write_html_report(results, draw_figures(results)));
  }
  for (const SweepResults& sweep : {sample_sweep(), nasty_sweep(), halved_sweep(), worlds_sweep(),
                                    failed_sweep(), SweepResults{}}) {
    expect_sound(write_sweep_html(sweep, draw_sweep_figures(sweep)));
  }
  const std::vector<Results> runs{nasty_results(), hostile_results(), sample_results()};
  expect_sound(write_comparison_html(runs, draw_runs_figures(runs)));
  expect_sound(write_comparison_html({}, {}));
}

TEST(HtmlPage, ShowsTextFromConfigsAsItWasWritten) {
  const std::string page = write_html_report(hostile_results());
  EXPECT_THAT(page, HasSubstr("<code>&lt;script&gt;alert(1)&lt;/script&gt; ]]&gt; &amp;nbsp;"));
  EXPECT_THAT(page, HasSubstr("<code>a&quot;onmouseover=x</code>"));
  EXPECT_THAT(page, HasSubstr("&lt;a href=&quot;https://example.com&quot;&gt;"));
  EXPECT_THAT(page, Not(HasSubstr("\x1b")));
}

TEST(HtmlPage, SaysWhyThereAreNoFiguresAndHasTheirTables) {
  const std::string page =
      write_html_report(results_with_sessions(2, "t"), {{}, "gnuplot is not installed"});
  EXPECT_THAT(page, HasSubstr("<p>No figures: gnuplot is not installed.</p>"));
  for (const char* part : {"Who keeps people listening", "Who gains", "How long sessions last",
                           "From random to the oracle", "Track by track", "The catalogue",
                           "Fallbacks", "How it was made", "reprise run config.yaml"}) {
    EXPECT_THAT(page, HasSubstr(part));
  }
  EXPECT_THAT(page, Not(HasSubstr("<svg")));
}

TEST(HtmlPage, ShowsEachFigureInItsPartAndOthersOfNoPartAsWell) {
  const DrawnFigures drawn{{{"figures/effects.svg", "", "<svg>1</svg>"},
                            {"figures/of_a_plugin.svg", "", "<svg>2</svg>"},
                            {"figures/way_to_oracle.svg", "", "<svg>3</svg>"}},
                           ""};
  const std::string page = write_html_report(sample_results(), drawn);
  const std::size_t effects = page.find("<svg>1</svg>");
  const std::size_t way = page.find("<svg>3</svg>");
  const std::size_t other = page.find("<svg>2</svg>");
  EXPECT_LT(effects, way);
  EXPECT_LT(way, other);
  EXPECT_NE(other, std::string::npos);
  EXPECT_LT(effects, page.find("From random to the oracle</h2>"));
}

// Sentences in a column of numbers would run out of the page, on one line and aligned right.
TEST(HtmlPage, SentencesAtTheEndOfATableWrap) {
  HtmlPage page;
  page.title("A page", std::nullopt);
  PageTable table;
  table.header = {"name", "value", "remark"};
  table.rows = {{std::string("a"), std::string("1"), std::string("a sentence")}};
  table.ends_in_words = true;
  page.section("A table");
  page.table(table);
  const std::string text = page.take();
  expect_sound(text);
  EXPECT_THAT(text, HasSubstr("<td class=\"left\">a sentence</td>"));
  EXPECT_THAT(text, HasSubstr("<td>1</td>"));
}

}  // namespace
}  // namespace reprise
