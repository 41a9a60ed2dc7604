// Fuzzes upstream's env.yml. A file that was read is a world with files, or says what is wrong.
#include "sim/world_source/env_config.h"

#include "sim/support/files/file.h"
#include "sim/world_source/world_source.h"
#include "tests/fuzz/empty_folder.h"
#include "tests/fuzz/input_file.h"
#include "tests/fuzz/mistake.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  static const reprise::EmptyFolder folder;
  [[maybe_unused]] static const bool made = [] {
    reprise::write_file(folder.path() / "a", "x");  // a file that paths may name
    return true;
  }();
  reprise::read_or_refuse([&] {
    const reprise::Node node =
        reprise::parse_yaml(std::string(reprise::text_of(data, size)), "env.yml");
    if (!reprise::is_env_config(node)) return;
    const reprise::EnvConfig config =
        reprise::read_env_config(node, folder.path() / "config" / "env.yml");
    reprise::WorldSource::parameters().read(config.world);
  });
  return 0;
}
