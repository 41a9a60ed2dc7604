// Fuzzes sweep.json, and all that `reprise report` writes from it, except for drawing.
#include "reports/sweeps/sweep_json.h"

#include "reports/sweeps/sweep_csv.h"
#include "reports/sweeps/sweep_figure.h"
#include "reports/sweeps/sweep_html.h"
#include "reports/sweeps/sweep_markdown.h"
#include "reports/sweeps/sweep_table.h"
#include "sim/support/check.h"
#include "tests/fuzz/input_file.h"
#include "tests/fuzz/mistake.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace reprise;
  read_or_complain([&] {
    const SweepResults sweep = read_sweep_json(text_of(data, size));
    const std::string written = write_sweep_json(sweep);
    const std::string again = write_sweep_json(read_sweep_json(written));
    REPRISE_CHECK(again == written, "{}\nbecame\n{}", written, again);
    write_sweep_table(sweep, {80, true, true});
    write_sweep_csv(sweep);
    write_sweep_markdown(sweep, {});
    write_sweep_html(sweep, {});
    applying(sweep_figures(), sweep);
  });
  return 0;
}
