// Fuzzes .npy files of embeddings.
#include "sim/support/files/npy_file.h"
#include "tests/fuzz/input_file.h"
#include "tests/fuzz/mistake.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const reprise::InputInMemory file(reprise::text_of(data, size));
  reprise::read_or_refuse([&] { reprise::read_npy(file.path()); });
  return 0;
}
