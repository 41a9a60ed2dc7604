// Fuzzes files that may be any log of listening, packed or not, or none.
#include "tests/fuzz/read_as.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace reprise;
  const InputInMemory file(text_of(data, size));
  read_or_refuse([&] {
    const ListensRequest request = fuzzed_request(file);
    tell(read_listens(request), request);
  });
  return 0;
}
