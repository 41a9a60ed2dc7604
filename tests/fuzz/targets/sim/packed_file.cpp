// Fuzzes files that gzip may have packed. They are read to their end in pieces of an odd size.
#include "sim/support/files/packed_file.h"

#include <array>

#include "tests/fuzz/input_file.h"
#include "tests/fuzz/mistake.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace reprise;
  const InputInMemory input(text_of(data, size));
  read_or_refuse([&] {
    PackedFile file(input.path().string());
    std::array<char, 4099> piece;
    while (file.read(piece) > 0) {
    }
  });
  return 0;
}
