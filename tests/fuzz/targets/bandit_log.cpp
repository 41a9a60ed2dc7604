// Fuzzes tables with Open Bandit's columns, from their bytes to the output of `reprise evaluate`.
#include "experiments/evaluation/bandit_log.h"

#include "reports/evaluation/evaluation_console.h"
#include "reports/evaluation/evaluation_json.h"
#include "tests/fuzz/input_file.h"
#include "tests/fuzz/mistake.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace reprise;
  const InputInMemory file(text_of(data, size));
  for (const char* target : {"", "target"}) {
    read_or_refuse([&] {
      BanditRequest request;
      request.path = file.path().string();
      if (*target != '\0') request.target = target;
      const OfflineNumbers numbers = bandit_numbers(request);
      write_offline_console(numbers, 80, false);
      write_offline_json(numbers);
    });
  }
  return 0;
}
