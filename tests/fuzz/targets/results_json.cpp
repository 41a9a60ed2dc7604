// Fuzzes results.json, and all that `reprise report` writes from it, except for drawing.
#include "reports/results/results_json.h"

#include "reports/console/console_table.h"
#include "reports/figures/figure.h"
#include "reports/formats/effects_csv.h"
#include "reports/formats/html_report.h"
#include "reports/formats/markdown_report.h"
#include "reports/several/runs_figure.h"
#include "reports/several/runs_reports.h"
#include "sim/support/check.h"
#include "tests/fuzz/input_file.h"
#include "tests/fuzz/mistake.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace reprise;
  read_or_complain([&] {
    const Results results = read_results_json(text_of(data, size));
    const std::string written = write_results_json(results);
    const std::string again = write_results_json(read_results_json(written));
    REPRISE_CHECK(again == written, "{}\nbecame\n{}", written, again);
    write_console_table(results, {80, true, true});
    write_effects_csv(results);
    write_markdown_report(results);
    write_html_report(results);
    applying(figures(), results);
    const std::vector<Results> runs = {results, results};
    write_comparison_table(runs, {80, false, true});
    write_comparison_markdown(runs, {});
    applying(runs_figures(), runs);
  });
  return 0;
}
