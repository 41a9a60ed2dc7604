// Fuzzes worlds as the cache keeps them. The input's checksums are mended, so that the bytes behind
// them are read.
#include <cstring>

#include <xxhash.h>

#include "tests/fuzz/input_file.h"
#include "tests/fuzz/small_catalog.h"

namespace {

// The size of the header of a saved world, and the places of fields in it: sim/world/world.cpp.
constexpr std::size_t kHeaderBytes = 192;
constexpr std::size_t kDim = 12;
constexpr std::size_t kFingerprint = 128;
constexpr std::size_t kChecksum = 160;
constexpr std::size_t kHalves = 184;

std::string mended(std::string_view input) {
  std::string bytes(input);
  if (bytes.size() < kHeaderBytes) return bytes;
  std::uint32_t dim = 0;
  std::memcpy(&dim, &bytes[kDim], sizeof dim);
  const std::uint64_t halves = bytes[kHalves] != 0 ? 1 : 0;
  bytes[kHalves] = static_cast<char>(halves);
  std::memset(&bytes[kHalves + 1], 0, 7);
  const XXH128_hash_t content = XXH3_128bits_withSeed(
      bytes.data() + kHeaderBytes, bytes.size() - kHeaderBytes, dim | halves << 32);
  std::memcpy(&bytes[kFingerprint], &content, sizeof content);
  std::memset(&bytes[kChecksum], 0, sizeof(std::uint64_t));
  const std::uint64_t checksum = XXH3_64bits(bytes.data(), kHeaderBytes);
  std::memcpy(&bytes[kChecksum], &checksum, sizeof checksum);
  return bytes;
}

// Reads all the data of a world that needs no further computing.
void look_at(const reprise::World& world) {
  const reprise::Catalog& catalog = world.catalog;
  std::size_t size = 0;
  for (std::uint32_t track = 0; track < catalog.n_tracks(); ++track) {
    size += catalog.artists[catalog.artist_of[track]].size() + catalog.titles[track].size();
    size += catalog.tracks_of(catalog.artist_of[track]).size();
    if (catalog.knows_genres()) size += catalog.genres[catalog.genre_of[track]].size();
    if (catalog.embeddings.score(track, 0) > 0) ++size;
  }
  for (std::uint32_t user = 0; user < world.users.size(); ++user) {
    for (const reprise::TrackId track : world.users.interests(user)) {
      size += catalog.titles[track].size();
    }
    if (world.users.discount(user, 3) > 0) ++size;
  }
  for (const reprise::TrackId track : world.top_tracks) size += catalog.titles[track].size();
  volatile std::size_t seen = size;
  static_cast<void>(seen);
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace reprise;
  const InputInMemory as_it_is(text_of(data, size));
  load_world(as_it_is.path().string());
  const InputInMemory file(mended(text_of(data, size)));
  if (const std::unique_ptr<World> world = load_world(file.path().string())) look_at(*world);
  return 0;
}
