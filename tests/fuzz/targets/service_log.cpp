// Fuzzes logs of services with propensities, as `reprise evaluate LOG` reads them.
#include "experiments/evaluation/played_log.h"
#include "experiments/evaluation/read_service_log.h"
#include "tests/fuzz/input_file.h"
#include "tests/fuzz/mistake.h"
#include "tests/fuzz/small_catalog.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace reprise;
  const InputInMemory file(text_of(data, size));
  read_or_refuse([&] {
    LogRowReader reader(std::nullopt);
    reader.read_propensities();
    LogRows rows({file.path().string()}, reader, 0);
    const SessionsOfLog log = read_service_log(rows, reader, small_catalog(), std::nullopt);
    logged_sessions(log, log.n_sessions());
    for (const SessionValue value : kSessionValues) rewards_of(log, log.n_sessions(), value);
  });
  return 0;
}
