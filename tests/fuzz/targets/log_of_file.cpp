// Fuzzes the reader of the homework's train.csv. Rows that were read are of the world.
#include "experiments/simulation/models/log_of_file.h"

#include "sim/support/check.h"
#include "tests/fuzz/input_file.h"
#include "tests/fuzz/mistake.h"
#include "tests/fuzz/small_catalog.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const reprise::InputInMemory file(reprise::text_of(data, size));
  reprise::read_or_refuse([&] {
    const reprise::World& world = reprise::small_catalog();
    for (const reprise::UserRows& rows : reprise::read_log_of_file(file.path().string(), world)) {
      REPRISE_CHECK(rows.user < world.users.size(), "user {}", rows.user);
      REPRISE_CHECK(rows.tracks.size() == rows.times.size() && !rows.tracks.empty(), "{} tracks",
                    rows.tracks.size());
      for (const reprise::TrackId track : rows.tracks) {
        REPRISE_CHECK(track < world.catalog.n_tracks(), "track {}", track);
      }
    }
  });
  return 0;
}
