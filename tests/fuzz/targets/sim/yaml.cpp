// Fuzzes YAML as a tree. A map that was read is written, and reading that gives the same map. (Any
// other text may begin with bytes that mean an encoding.) The input's first line is also used as a
// path into the tree.
#include "sim/support/check.h"
#include "sim/support/parameters/node.h"
#include "tests/fuzz/input_file.h"
#include "tests/fuzz/mistake.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace reprise;
  const InputInMemory file(text_of(data, size));
  read_or_refuse([&] {
    Node node = read_yaml(file.path().string());
    flow_yaml(node);
    const std::string written = write_yaml(node);
    if (node.is_map()) {
      const std::string again = write_yaml(parse_yaml(written, "again"));
      REPRISE_CHECK(again == written, "{}\nbecame\n{}", written, again);
    }
    const std::string_view input = text_of(data, size);
    set_path(node, input.substr(0, input.find('\n')), Node::make_scalar("x"));
    write_yaml(node);
  });
  return 0;
}
