// Tests lists of runs. The page is also pressed and searched in a headless Chromium, if there is
// one.
#include "reports/several/listed_runs.h"

#include <array>
#include <cstdio>
#include <memory>

#include <fmt/format.h>
#include <gmock/gmock.h>
#include <unistd.h>

#include "tests/reports/sample_results.h"
#include "tests/temporary_folder.h"

namespace reprise {
namespace {

using testing::AllOf;
using testing::HasSubstr;
using testing::Not;

std::vector<ListedRun> three_runs() {
  ListedRun first{"b/1", "b", "complete", 1'796'000'000, "reprise 0.1.0", sample_results(), {}};
  ListedRun second{
      "a/2", "a <i>", "complete", 1'795'000'000, "reprise 0.1.0", results_with_treatments(9, "t"),
      {}};
  ListedRun third{"c/3", "c", "unfinished", std::nullopt, "", std::nullopt, {}};
  return {first, second, third};
}

TEST(ListedRuns, AreTextCsvJsonAndAPage) {
  const std::vector<ListedRun> runs = three_runs();
  EXPECT_THAT(write_runs_text(runs, 80, false),
              AllOf(HasSubstr("b: b/1\ncomplete, 2026-11-30 00:53 UTC, 5 treatments"),
                    HasSubstr("c: c/3\nunfinished\n")));
  EXPECT_THAT(write_runs_csv(runs), HasSubstr("\nc/3,c,unfinished,,,,,,,\n"));
  EXPECT_THAT(write_runs_json(runs),
              AllOf(HasSubstr("\"verdict\": \"better\""), HasSubstr("\"finished\": null")));
  EXPECT_THAT(write_runs_page(runs), AllOf(HasSubstr("<a href=\"a/2/report.html\">a &lt;i&gt;</a>"),
                                           Not(HasSubstr("<i>"))));
  EXPECT_THAT(write_runs_page({}), HasSubstr("0 runs"));
}

// Returns what a shell command prints.
std::string output_of(const std::string& command) {
  const std::unique_ptr<FILE, int (*)(FILE*)> pipe(popen(command.c_str(), "r"), pclose);
  std::string text;
  std::array<char, 4096> part{};
  for (std::size_t n = 0; (n = fread(part.data(), 1, part.size(), pipe.get())) > 0;) {
    text.append(part.data(), n);
  }
  return text;
}

TEST(ListedRuns, PageSortsAndFilters) {
  const std::string chromium = output_of("command -v chromium chromium-browser google-chrome");
  if (chromium.empty()) GTEST_SKIP() << "chromium is not installed (apt-get install chromium)";
  // A person presses headings, then searches; the names that are shown are noted each time.
  const std::string person =
      "<script>const seen = [], names = () => seen.push([...document.querySelectorAll('tbody tr')]"
      ".filter(row => !row.hidden).map(row => row.cells[0].textContent[0]).join(''));"
      "const press = i => document.querySelectorAll('th button')[i].click();"
      "names(); press(0); names(); press(0); names(); press(3); names(); press(1); names();"
      "const box = document.querySelector('.search'); box.value = 'Complete first_track';"
      "box.dispatchEvent(new Event('input')); names();"
      "document.body.append('seen ' + seen.join(' ') + '; ' + "
      "document.querySelector('.count').textContent);</script></body>";
  std::string page = write_runs_page(three_runs());
  page.replace(page.find("</body>"), 7, person);
  const TemporaryFolder folder;
  const std::string file = folder.write("index.html", page);
  const std::string dom = output_of(fmt::format(
      "HOME={0} timeout 60 {1} --headless --no-sandbox --disable-gpu --user-data-dir={0}/profile "
      "--dump-dom file://{2} 2>/dev/null",
      std::filesystem::path(file).parent_path().string(), chromium.substr(0, chromium.find('\n')),
      file));
  EXPECT_THAT(dom, HasSubstr("seen bac abc cba cba cab b; 1 of 3 runs"));
}

}  // namespace
}  // namespace reprise
