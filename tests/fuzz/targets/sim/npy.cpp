// Fuzzes .npy files of embeddings, read as floats and with halves as they are.
#include "sim/support/check.h"
#include "sim/support/files/npy_file.h"
#include "tests/fuzz/input_file.h"
#include "tests/fuzz/mistake.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const reprise::InputInMemory file(reprise::text_of(data, size));
  for (const auto halves : {reprise::NpyHalves::widened, reprise::NpyHalves::kept}) {
    reprise::read_or_refuse([&] {
      const reprise::NpyArray array = reprise::read_npy(file.path(), halves);
      const std::size_t numbers = array.values.size() + array.halves.size();
      REPRISE_CHECK(numbers == array.rows * array.columns, "{} numbers in {} x {}", numbers,
                    array.rows, array.columns);
    });
  }
  return 0;
}
