// Fuzzes files of users. A file that was read makes a world whose arrays fit each other, whatever
// the file says.
#include "sim/world_files/user_values.h"
#include "sim/world_files/world_files.h"
#include "tests/fuzz/input_file.h"
#include "tests/fuzz/mistake.h"
#include "tests/fuzz/small_catalog.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const reprise::InputInMemory file(reprise::text_of(data, size));
  reprise::read_or_refuse([&] {
    reprise::WorldData world = reprise::small_catalog_data();
    world.user_ids.clear();
    world.traits.clear();
    world.interests.clear();
    reprise::read_users(file.path(), world);
    reprise::make_world(world);
  });
  reprise::read_or_refuse([&] { reprise::read_user_values(file.path()); });
  return 0;
}
