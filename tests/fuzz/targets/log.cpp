// Fuzzes logs of services, from their lines to the output of `reprise analyze`.
#include "experiments/logs/log_results.h"
#include "reports/console/console_table.h"
#include "reports/results/results_json.h"
#include "tests/fuzz/input_file.h"
#include "tests/fuzz/mistake.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace reprise;
  const InputInMemory file(text_of(data, size));
  LogView view;
  for (const LogMetric& metric : log_metrics()) view.metrics.push_back(&metric);
  for (const std::uint64_t bad_lines : {0, 1000}) {
    read_or_refuse([&] {
      const ReadLog log = read_log({{file.path().string()}, std::nullopt, bad_lines}, {});
      view.control = log.treatments.at(0);
      const Results results = log_results(log, view);
      write_console_table(results);
      write_results_json(results);
    });
  }
  return 0;
}
