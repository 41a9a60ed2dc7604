// Fuzzes files of recommendation lists, by track and by user.
#include "recommenders/candidates/list_file.h"
#include "tests/fuzz/input_file.h"
#include "tests/fuzz/mistake.h"
#include "tests/fuzz/small_catalog.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace reprise;
  const InputInMemory file(text_of(data, size));
  for (const ListOf of : {ListOf::tracks, ListOf::users}) {
    read_or_refuse([&] { read_lists(file.path(), of, small_catalog()); });
  }
  return 0;
}
