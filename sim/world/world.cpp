#include "sim/world/world.h"

#include <algorithm>
#include <cstddef>
#include <cstring>
#include <map>
#include <new>

#include <fmt/format.h>
#include <xxhash.h>

#include "sim/support/check.h"
#include "sim/support/files/file.h"
#include "sim/support/files/mapped_file.h"
#include "sim/support/fingerprint.h"

namespace reprise {
namespace {

// A saved world is this header followed by the columns, in the order of for_each_column, each at a
// multiple of kRowBytes. The header is written as it lies in memory, because the file is a cache
// for this machine.
constexpr char kMagic[8] = {'R', 'E', 'P', 'R', 'I', 'S', 'E', 'W'};
constexpr std::uint32_t kVersion = 3;
constexpr std::size_t kColumns = 14;

struct Header {
  char magic[8];
  std::uint32_t version;
  std::uint32_t dim;
  std::uint64_t bytes[kColumns];  // of each column
  std::uint64_t fingerprint[2];   // XXH3-128 of everything after the header, and of dim
  std::uint64_t embeddings_fingerprint[2];
  std::uint64_t checksum;  // of the header with its padding, computed while this field is 0
};

// Calls `visit` for every array of a world, with the span by reference.
template <class Visit>
void for_each_column(World& world, std::span<const float>& embeddings, Visit&& visit) {
  visit(embeddings);
  visit(world.catalog.artist_of);
  visit(world.catalog.artists.begin);
  visit(world.catalog.artists.bytes);
  visit(world.catalog.titles.begin);
  visit(world.catalog.titles.bytes);
  visit(world.catalog.genre_of);
  visit(world.catalog.genres.begin);
  visit(world.catalog.genres.bytes);
  visit(world.users.ids);
  visit(world.users.traits);
  visit(world.users.interests_begin);
  visit(world.users.interests_flat);
  visit(world.top_tracks);
}

std::size_t padded(std::size_t bytes) { return (bytes + kRowBytes - 1) / kRowBytes * kRowBytes; }

std::size_t header_bytes() { return padded(sizeof(Header)); }

XXH128_hash_t fingerprint_of(const std::byte* block, std::size_t size, std::uint32_t dim) {
  return XXH3_128bits_withSeed(block + header_bytes(), size - header_bytes(), dim);
}

// Returns the checksum of the header at the beginning of `block`.
std::uint64_t header_checksum(const std::byte* block) {
  std::vector<std::byte> bytes(block, block + header_bytes());
  std::memset(bytes.data() + offsetof(Header, checksum), 0, sizeof Header::checksum);
  return XXH3_64bits(bytes.data(), bytes.size());
}

void index_artists(Catalog& catalog) {
  const std::size_t n_artists = catalog.n_artists();
  catalog.tracks_of_begin.assign(n_artists + 1, 0);
  for (const ArtistId artist : catalog.artist_of) ++catalog.tracks_of_begin[artist + 1];
  for (std::size_t a = 0; a < n_artists; ++a) {
    catalog.tracks_of_begin[a + 1] += catalog.tracks_of_begin[a];
  }
  catalog.tracks_of_artist.resize(catalog.n_tracks());
  std::vector<std::uint32_t> next(catalog.tracks_of_begin.begin(),
                                  catalog.tracks_of_begin.end() - 1);
  for (TrackId track = 0; track < catalog.n_tracks(); ++track) {
    catalog.tracks_of_artist[next[catalog.artist_of[track]]++] = track;
  }
}

void tabulate_discounts(Users& users) {
  std::map<double, std::uint32_t> begin_of_gamma;
  users.discounts_begin.resize(users.size());
  for (std::size_t user = 0; user < users.size(); ++user) {
    const double gamma = users.traits[user].artist_discount_gamma;
    const auto [entry, fresh] =
        begin_of_gamma.emplace(gamma, static_cast<std::uint32_t>(users.discounts.size()));
    if (fresh) {
      for (std::uint32_t plays = 0; plays < Discounts::kTabulated; ++plays) {
        users.discounts.push_back(std::pow(gamma, plays));
      }
    }
    users.discounts_begin[user] = entry->second;
  }
}

// Returns whether `texts` holds n texts that fill its bytes exactly.
bool are_texts(const Texts& texts, std::size_t n) {
  return texts.begin.size() == n + 1 && texts.begin.front() == 0 &&
         std::is_sorted(texts.begin.begin(), texts.begin.end()) &&
         texts.begin.back() == texts.bytes.size();
}

template <class Id>
bool are_below(std::span<const Id> ids, std::size_t end) {
  Id largest = 0;
  for (const Id id : ids) largest = std::max(largest, id);
  return ids.empty() || largest < end;
}

// Returns whether the columns of a file fit each other, so that no index leads out of a column.
bool fits_together(const World& world) {
  const Catalog& catalog = world.catalog;
  const Users& users = world.users;
  const std::size_t n = catalog.n_tracks();
  const std::size_t stride = catalog.embeddings.stride();
  const std::span<const std::uint64_t> interests = users.interests_begin;
  return stride > 0 && catalog.embeddings.values().size() / stride == n &&
         catalog.embeddings.values().size() % stride == 0 &&
         are_texts(catalog.artists, catalog.artists.size()) &&
         are_below(catalog.artist_of, catalog.artists.size()) && are_texts(catalog.titles, n) &&
         (catalog.genre_of.empty() || catalog.genre_of.size() == n) &&
         are_texts(catalog.genres, catalog.genres.size()) &&
         are_below(catalog.genre_of, catalog.genres.size()) &&
         users.traits.size() == users.size() && interests.size() == users.size() + 1 &&
         interests.front() == 0 && std::is_sorted(interests.begin(), interests.end()) &&
         interests.back() == users.interests_flat.size() && are_below(users.interests_flat, n) &&
         are_below(world.top_tracks, n);
}

// Returns a world whose columns lie in `block` behind the header. The indices derived from the
// columns are still missing.
World columns_of(const std::byte* block, std::shared_ptr<const void> storage) {
  Header header;
  std::memcpy(&header, block, sizeof header);
  World world;
  std::span<const float> embeddings;
  std::size_t offset = header_bytes();
  std::size_t column = 0;
  for_each_column(world, embeddings, [&]<class T>(std::span<const T>& span) {
    span = {reinterpret_cast<const T*>(block + offset), header.bytes[column] / sizeof(T)};
    offset += padded(header.bytes[column++]);
  });
  world.catalog.embeddings = Embeddings(embeddings, header.dim);
  world.fingerprint = hexadecimal(header.fingerprint[1], header.fingerprint[0]);
  world.embeddings_fingerprint =
      hexadecimal(header.embeddings_fingerprint[1], header.embeddings_fingerprint[0]);
  world.storage = std::move(storage);
  return world;
}

// Adds the derived indices to a world whose columns fit each other.
World indexed(World world) {
  index_artists(world.catalog);
  tabulate_discounts(world.users);
  return world;
}

// UserTraits are hashed byte by byte, so they must have no gap between fields: a gap would make
// equal worlds differ.
static_assert(std::has_unique_object_representations_v<std::int32_t> &&
              sizeof(UserTraits) == 2 * sizeof(std::int32_t) + 3 * sizeof(double));

struct Packed {
  std::vector<std::uint64_t> begin{0};
  std::vector<char> bytes;
};

Packed pack(const std::vector<std::string>& texts) {
  Packed packed;
  for (const std::string& text : texts) {
    packed.bytes.insert(packed.bytes.end(), text.begin(), text.end());
    packed.begin.push_back(packed.bytes.size());
  }
  return packed;
}

}  // namespace

World make_world(const WorldData& data) {
  const std::size_t n_tracks = data.artist_of.size();
  REPRISE_CHECK(data.embeddings.size() == n_tracks * data.dim && data.titles.size() == n_tracks,
                "{} values for {} tracks x {}", data.embeddings.size(), n_tracks, data.dim);
  REPRISE_CHECK(data.genre_of.empty() || data.genre_of.size() == n_tracks,
                "{} genres for {} tracks", data.genre_of.size(), n_tracks);
  REPRISE_CHECK(
      data.user_ids.size() == data.traits.size() && data.user_ids.size() == data.interests.size(),
      "{} ids, {} traits, {} interests", data.user_ids.size(), data.traits.size(),
      data.interests.size());

  // Makes the columns: texts and interests are packed, rows are padded.
  const Packed artists = pack(data.artists);
  const Packed titles = pack(data.titles);
  const Packed genres = pack(data.genres);
  std::vector<std::uint64_t> interests_begin{0};
  std::vector<TrackId> interests_flat;
  for (const std::vector<TrackId>& interests : data.interests) {
    interests_flat.insert(interests_flat.end(), interests.begin(), interests.end());
    interests_begin.push_back(interests_flat.size());
  }
  const std::size_t stride = row_stride(data.dim);
  std::vector<float> rows(n_tracks * stride, 0.0f);
  for (std::size_t track = 0; track < n_tracks; ++track) {
    std::memcpy(&rows[track * stride], &data.embeddings[track * data.dim],
                data.dim * sizeof(float));
  }

  World source;
  std::span<const float> embeddings = rows;
  source.catalog.artist_of = data.artist_of;
  source.catalog.artists = {artists.begin, artists.bytes};
  source.catalog.titles = {titles.begin, titles.bytes};
  source.catalog.genre_of = data.genre_of;
  source.catalog.genres = {genres.begin, genres.bytes};
  source.users.ids = data.user_ids;
  source.users.traits = data.traits;
  source.users.interests_begin = interests_begin;
  source.users.interests_flat = interests_flat;
  source.top_tracks = data.top_tracks;

  // The header holds the sizes of the columns.
  Header header{};
  std::memcpy(header.magic, kMagic, sizeof kMagic);
  header.version = kVersion;
  header.dim = static_cast<std::uint32_t>(data.dim);
  std::size_t size = header_bytes();
  std::size_t column = 0;
  for_each_column(source, embeddings, [&]<class T>(std::span<const T>& span) {
    header.bytes[column++] = span.size_bytes();
    size += padded(span.size_bytes());
  });

  // Copies the columns into one aligned block, then adds the fingerprints and the checksum.
  std::shared_ptr<std::byte> block(
      static_cast<std::byte*>(::operator new (size, std::align_val_t{kRowBytes})),
      [](std::byte* memory) { ::operator delete (memory, std::align_val_t{kRowBytes}); });
  std::memset(block.get(), 0, size);
  std::size_t offset = header_bytes();
  for_each_column(source, embeddings, [&]<class T>(std::span<const T>& span) {
    if (!span.empty()) std::memcpy(block.get() + offset, span.data(), span.size_bytes());
    offset += padded(span.size_bytes());
  });
  const XXH128_hash_t hash = fingerprint_of(block.get(), size, header.dim);
  header.fingerprint[0] = hash.low64;
  header.fingerprint[1] = hash.high64;
  const XXH128_hash_t embeddings_hash =
      XXH3_128bits_withSeed(rows.data(), rows.size() * sizeof(float), header.dim);
  header.embeddings_fingerprint[0] = embeddings_hash.low64;
  header.embeddings_fingerprint[1] = embeddings_hash.high64;
  std::memcpy(block.get(), &header, sizeof header);
  header.checksum = header_checksum(block.get());
  std::memcpy(block.get(), &header, sizeof header);
  return indexed(columns_of(block.get(), block));
}

World with_traits(const World& world, std::vector<UserTraits> traits) {
  REPRISE_CHECK(traits.size() == world.users.size(), "{} traits for {} users", traits.size(),
                world.users.size());
  struct Storage {
    std::shared_ptr<const void> shared;
    std::vector<UserTraits> traits;
  };
  auto storage = std::make_shared<Storage>(Storage{world.storage, std::move(traits)});
  World changed = world;
  changed.users.traits = storage->traits;
  changed.users.discounts.clear();
  tabulate_discounts(changed.users);
  changed.fingerprint =
      fingerprint128(fmt::format("{} with traits {}", world.fingerprint,
                                 fingerprint128(std::as_bytes(std::span(storage->traits)))));
  changed.storage = std::move(storage);
  return changed;
}

World with_resampled_users(const World& world, std::span<const UserIndex> persons) {
  struct Storage {
    std::shared_ptr<const void> shared;
    std::vector<std::int64_t> ids;
    std::vector<UserTraits> traits;
    std::vector<std::uint64_t> interests_begin{0};
    std::vector<TrackId> interests;
  };
  auto storage = std::make_shared<Storage>();
  storage->shared = world.storage;
  for (const UserIndex person : persons) {
    REPRISE_CHECK(person < world.users.size(), "person {} of {}", person, world.users.size());
    storage->ids.push_back(static_cast<std::int64_t>(storage->ids.size()));
    storage->traits.push_back(world.users.traits[person]);
    const std::span<const TrackId> interests = world.users.interests(person);
    storage->interests.insert(storage->interests.end(), interests.begin(), interests.end());
    storage->interests_begin.push_back(storage->interests.size());
  }
  World changed = world;
  changed.users = {};
  changed.users.ids = storage->ids;
  changed.users.traits = storage->traits;
  changed.users.interests_begin = storage->interests_begin;
  changed.users.interests_flat = storage->interests;
  tabulate_discounts(changed.users);
  changed.fingerprint =
      fmt::format("{} with persons {}", world.fingerprint, fingerprint128(std::as_bytes(persons)));
  changed.storage = std::move(storage);
  return changed;
}

void save_world(const World& world, const std::string& path) {
  Header header;
  const auto* block = static_cast<const std::byte*>(world.storage.get());
  std::memcpy(&header, block, sizeof header);
  std::size_t size = header_bytes();
  for (const std::uint64_t bytes : header.bytes) size += padded(bytes);
  write_file(path, {reinterpret_cast<const char*>(block), size});
}

std::unique_ptr<World> load_world(const std::string& path, std::string* why) {
  const auto refuse = [&](const char* reason) -> std::unique_ptr<World> {
    if (why != nullptr) *why = reason;
    return nullptr;
  };
  std::error_code error;
  if (!std::filesystem::exists(path, error)) return refuse("missing");
  const MappedFile file = map_file(path);
  const std::size_t size = file.bytes.size();
  if (size < header_bytes()) return refuse("damaged: shorter than its header");
  const std::byte* block = file.bytes.data();

  // The header must be sound before its sizes are used.
  Header header;
  std::memcpy(&header, block, sizeof header);
  if (std::memcmp(header.magic, kMagic, sizeof kMagic) != 0) return refuse("damaged: not a world");
  if (header.version != kVersion) return refuse("written by another version");
  if (header_checksum(block) != header.checksum) {
    return refuse("damaged: the checksum of its header does not match");
  }
  std::size_t expected = header_bytes();
  for (const std::uint64_t bytes : header.bytes) {
    if (bytes > size) return refuse("damaged: its sizes do not fit the file");
    expected += padded(bytes);
  }
  if (expected != size) return refuse("damaged: its sizes do not fit the file");
  const XXH128_hash_t hash = fingerprint_of(block, size, header.dim);
  if (hash.low64 != header.fingerprint[0] || hash.high64 != header.fingerprint[1]) {
    return refuse("damaged: its checksum does not match");
  }
  World world = columns_of(block, file.memory);
  if (!fits_together(world)) return refuse("damaged: its columns do not fit each other");
  return std::make_unique<World>(indexed(std::move(world)));
}

}  // namespace reprise
