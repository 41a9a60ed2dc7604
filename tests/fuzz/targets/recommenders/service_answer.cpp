// Fuzzes the answers of a service to `remote`, and the service's address: the input is used as
// both.
#include "recommenders/remote/service_client.h"
#include "tests/fuzz/input_file.h"
#include "tests/fuzz/mistake.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace reprise;
  const std::string text(text_of(data, size));
  recommended_track(text);
  read_or_refuse([&] {
    ParameterType<HttpAddress>::read(Node::make_scalar(text, {"input", 1, 1}), "url").url();
  });
  return 0;
}
