// Fuzzes the reader of a format of listening logs.
#include "tests/fuzz/read_as.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  return reprise::read_as("reprise_plays", data, size);
}
