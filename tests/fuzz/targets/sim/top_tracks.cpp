// Fuzzes popularity lists.
#include "sim/world_files/world_files.h"
#include "tests/fuzz/input_file.h"
#include "tests/fuzz/mistake.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const reprise::InputInMemory file(reprise::text_of(data, size));
  reprise::read_or_refuse([&] { reprise::read_top_tracks(file.path(), 20); });
  return 0;
}
