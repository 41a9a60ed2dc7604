// Fuzzes the reader of a format of listening logs.
#include "tests/fuzz/read_as.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  return reprise::read_as("table", data, size,
                          "user=u,time=t,track=i,played=p,length=l,skipped=s,played_share=q");
}
