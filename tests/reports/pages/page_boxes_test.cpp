// Opens pages in a headless Chromium and checks the boxes of their elements: light and dark, on a
// wide screen, on a narrow screen and on paper. The tests are skipped if there is no Chromium.
#include <array>
#include <cstdio>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <set>
#include <sstream>
#include <string_view>
#include <utility>

#include <fmt/format.h>
#include <gmock/gmock.h>
#include <unistd.h>

#include "reports/evaluation/evaluation_page.h"
#include "reports/figures/figure.h"
#include "reports/fit/fit_figure.h"
#include "reports/fit/fit_page.h"
#include "reports/formats/html_report.h"
#include "reports/listens/listens_figure.h"
#include "reports/listens/listens_page.h"
#include "reports/pages/html_page.h"
#include "reports/several/runs_figure.h"
#include "reports/several/runs_reports.h"
#include "reports/sweeps/sweep_figure.h"
#include "reports/sweeps/sweep_html.h"
#include "tests/reports/figures/figure_checks.h"
#include "tests/reports/sample_pages.h"
#include "tests/reports/sample_results.h"
#include "tests/reports/sweeps/sample_sweeps.h"

namespace reprise {
namespace {

namespace fs = std::filesystem;

// Returns the name of the first Chromium on PATH; empty if there is none.
std::string chromium() {
  const char* path = std::getenv("PATH");
  std::istringstream folders(path == nullptr ? "" : path);
  for (std::string folder; std::getline(folders, folder, ':');) {
    for (const char* name : {"chromium", "chromium-browser", "google-chrome"}) {
      if (::access((fs::path(folder) / name).c_str(), X_OK) == 0) return name;
    }
  }
  return {};
}

class PageBoxes : public testing::Test {
 protected:
  void SetUp() override {
    if (chromium().empty()) GTEST_SKIP() << "chromium is not installed (apt-get install chromium)";
    std::string pattern = fs::temp_directory_path() / "reprise_page_boxes_XXXXXX";
    ASSERT_NE(::mkdtemp(pattern.data()), nullptr);
    folder_ = pattern;
  }
  void TearDown() override {
    if (!folder_.empty()) fs::remove_all(folder_);
  }

  // Returns the findings of Chromium about the boxes of the page, in every look.
  std::string look(const std::string& page) {
    std::ifstream script_file(fs::path(REPRISE_TEST_FOLDER) / "page_boxes.js");
    const std::string script{std::istreambuf_iterator<char>(script_file), {}};
    std::string frames;
    for (const Look& look : kLooks) {
      frames += fmt::format(
          "<iframe title=\"{0} {1}\" style=\"width:{0}px;height:800px;border:0\" "
          "srcdoc=\"{2}\"></iframe>\n",
          look.width, look.name, as_attribute(in_look(page, look)));
    }
    const fs::path file = folder_ / "page.html";
    // Frames have the encoding of the page around them; without a word Chromium would guess it.
    std::ofstream(file) << fmt::format(
        "<!DOCTYPE html><html><head><meta charset=\"utf-8\" /></head>"
        "<body><pre id=\"found\"></pre>{}<script>{}</script></body></html>",
        frames, script);
    return found_in(dumped(file));
  }

 private:
  struct Look {
    const char* name;
    int width;  // in pixels
    bool dark;
    bool print;
  };
  static constexpr std::array<Look, 5> kLooks{{{"light", 1280, false, false},
                                               {"dark", 1280, true, false},
                                               {"light", 400, false, false},
                                               {"dark", 400, true, false},
                                               {"on paper", 720, false, true}}};

  // Returns the page as it is shown if the reader prefers this look.
  static std::string in_look(std::string page, const Look& look) {
    for (const auto& [query, holds] : {std::pair("@media (prefers-color-scheme: dark)", look.dark),
                                       std::pair("@media print", look.print)}) {
      const std::size_t at = page.find(query);
      EXPECT_NE(at, std::string::npos);
      page.replace(at, std::string_view(query).size(), holds ? "@media all" : "@media not all");
    }
    return page;
  }

  static std::string as_attribute(const std::string& page) {
    std::string text;
    for (const char letter : page) {
      text += letter == '&' ? "&amp;" : letter == '"' ? "&quot;" : std::string(1, letter);
    }
    return text;
  }

  std::string dumped(const fs::path& file) const {
    const std::string command = fmt::format(
        "HOME={0} timeout 120 {1} --headless --no-sandbox --disable-gpu --hide-scrollbars "
        "--user-data-dir={0}/profile --dump-dom file://{2} 2>/dev/null",
        folder_.string(), chromium(), file.string());
    std::FILE* pipe = ::popen(command.c_str(), "r");
    EXPECT_NE(pipe, nullptr);
    std::string text;
    char buffer[65536];
    for (std::size_t read = 0; (read = std::fread(buffer, 1, sizeof(buffer), pipe)) > 0;) {
      text.append(buffer, read);
    }
    ::pclose(pipe);
    return text;
  }

  static std::string found_in(const std::string& dom) {
    const std::string begin = "<pre id=\"found\">";
    const std::size_t at = dom.find(begin);
    if (at == std::string::npos) return "no answer from chromium";
    return dom.substr(at + begin.size(), dom.find("</pre>", at) - at - begin.size());
  }

  fs::path folder_;
};

// The figures that the pages of a test show, for the check that no figure was forgotten.
class Shown {
 public:
  const DrawnFigures& add(const DrawnFigures& drawn) {
    for (const DrawnFigure& figure : drawn.figures) {
      names_.insert(fs::path(figure.file_name).stem());
      EXPECT_NE(figure.narrow_svg, "") << figure.file_name;
    }
    return drawn;
  }

  template <class Figures>
  void expect_all(const Figures& figures) const {
    for (const auto& figure : figures) {
      EXPECT_TRUE(names_.count(figure.name()) > 0)
          << "no page of this test shows the figure " << figure.name()
          << ", so nobody knows whether people can read it: add results that do";
    }
  }

 private:
  std::set<std::string> names_;
};

TEST_F(PageBoxes, OfRunsFitAndDoNotOverlap) {
  Shown shown;
  for (const Results& results :
       {results_with_sessions(1, "a"), results_with_sessions(7, "a_name_that_goes_on_and_on_"),
        results_with_sessions(30, std::string(300, 'W')), results_with_days(6),
        results_with_models(3), results_of_stop(), results_of_selection(), nasty_results()}) {
    EXPECT_EQ(look(write_html_report(results, shown.add(draw_figures(results)))), "looked");
  }
  shown.expect_all(figures());
}

TEST_F(PageBoxes, OfSweepsFitAndDoNotOverlap) {
  const std::vector<std::string> long_values{"a value that goes on and on", "first",
                                             std::string(80, 'W'), "a value that goes on and off"};
  const SweepResults many_axes =
      sweep_of({numeric_parameter("models.ranker.dim", 6, true),
                numeric_parameter("treatments.a.top", 2, false), choice_parameter("b", long_values),
                choice_parameter("treatments.a.pick", {"first", "uniform"})});
  const SweepResults large_map = sweep_of(
      {numeric_parameter("models.ranker.dim", 6, true), choice_parameter("t.pick", long_values)});
  Shown shown;
  for (const SweepResults& sweep :
       {sample_sweep(), nasty_sweep(), halved_sweep(), many_axes, large_map,
        user_models_sweep({50, 2, -30, 70}), main_effects_sweep()}) {
    EXPECT_EQ(look(write_sweep_html(sweep, shown.add(draw_sweep_figures(sweep)))), "looked");
  }
  shown.expect_all(sweep_figures());
}

TEST_F(PageBoxes, OfComparisonsFitAndDoNotOverlap) {
  const std::vector<Results> runs{sample_results(), nasty_results(),
                                  results_with_treatments(7, std::string(300, 'W'))};
  Shown shown;
  EXPECT_EQ(look(write_comparison_html(runs, shown.add(draw_runs_figures(runs)))), "looked");
  shown.expect_all(runs_figures());
}

TEST_F(PageBoxes, OfListeningLogsFitAndDoNotOverlap) {
  Shown shown;
  for (const ListensSummary& summary : {sample_listens(), nasty_listens()}) {
    const DrawnFigures figures = shown.add(draw_scripts(applying(listens_figures(), summary)));
    HtmlPage page;
    write_listens_page(page, summary, figures, "reprise listens FILE");
    EXPECT_EQ(look(page.take()), "looked");
  }
  shown.expect_all(listens_figures());
}

TEST_F(PageBoxes, OfFitsFitAndDoNotOverlap) {
  Shown shown;
  for (const FitSummary& summary : {sample_fit(), nasty_fit()}) {
    const DrawnFigures figures = shown.add(draw_scripts(applying(fit_figures(), summary)));
    HtmlPage page;
    write_fit_page(page, summary, figures, "reprise fit FILE");
    EXPECT_EQ(look(page.take()), "looked");
  }
  shown.expect_all(fit_figures());
}

TEST_F(PageBoxes, OfEvaluationsFitAndDoNotOverlap) {
  Shown shown;
  for (const EvaluationResults& results : {sample_evaluation(), nasty_evaluation()}) {
    const DrawnFigures figures = shown.add(draw_scripts(evaluation_figures(results)));
    EXPECT_EQ(figures.figures.size(), results.points.size());
    HtmlPage page;
    write_evaluation_page(page, results, figures, "reprise evaluate FILE");
    EXPECT_EQ(look(page.take()), "looked");
  }
}

TEST_F(PageBoxes, AreLookedAtWithCare) {
  const std::string style = "<style>@media (prefers-color-scheme: dark) {} @media print {}</style>";
  EXPECT_THAT(look(style + "<p style=\"width:2000px\">wide</p>"), testing::HasSubstr("sticks out"));
  EXPECT_THAT(look(style + "<p style=\"width:2000px\">名前</p>"), testing::HasSubstr("P&gt; 名前"));
  EXPECT_THAT(look(style + "<p>one</p><p style=\"margin-top:-2em\">two</p>"),
              testing::HasSubstr("overlaps"));
  EXPECT_THAT(look(style + "<p style=\"color:#ccc\">faint</p>"), testing::HasSubstr("is faint"));
  EXPECT_THAT(look(style + "<p style=\"font-size:9px\">small</p>"),
              testing::HasSubstr("is small (9.0 px)"));
  EXPECT_THAT(look(style + "<svg width=\"100\" viewBox=\"0 0 200 20\"><text y=\"16\" "
                           "font-size=\"16\">small</text></svg>"),
              testing::HasSubstr("is small (8.0 px)"));
  EXPECT_THAT(look(style + "<img src=\"http://127.0.0.1:1/nothing.png\" />"),
              testing::HasSubstr("asked for"));
}

}  // namespace
}  // namespace reprise
