// Fuzzes lists of nearest tracks as the cache keeps them. The input's checksum is mended.
#include "sim/world/nearest_tracks.h"
#include "tests/fuzz/input_file.h"
#include "tests/fuzz/mend_checksum.h"
#include "tests/fuzz/small_catalog.h"

namespace {

// The size of a file's header, and the checksum's place in it: sim/world/nearest_tracks.cpp.
constexpr std::size_t kHeaderBytes = 32;
constexpr std::size_t kChecksum = 24;

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace reprise;
  const Catalog& catalog = small_catalog().catalog;
  const InputInMemory file(mend_checksum(text_of(data, size), kHeaderBytes, kChecksum));
  const NearestTracks nearest(catalog.embeddings, file.path());
  std::size_t titles = 0;
  for (TrackId track = 0; track < catalog.n_tracks(); ++track) {
    for (const TrackId near : nearest.of(track)) titles += catalog.titles[near].size();
  }
  volatile std::size_t seen = titles;
  static_cast<void>(seen);
  return 0;
}
