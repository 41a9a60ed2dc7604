#include "sim/world/world.h"

#include <algorithm>
#include <charconv>
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
#include "sim/support/hash_of_parts.h"

namespace reprise {
namespace {

// A saved world is this header followed by the columns, in the order of for_each_column, each at a
// multiple of kRowBytes; zeros fill the gaps. The header is written as it lies in memory, because
// the file is a cache for this machine. The lower half of a hash comes first.
constexpr char kMagic[8] = {'R', 'E', 'P', 'R', 'I', 'S', 'E', 'W'};
constexpr std::uint32_t kVersion = 3;
constexpr std::size_t kColumns = 14;

struct Header {
  char magic[8];
  std::uint32_t version;
  std::uint32_t dim;
  std::uint64_t bytes[kColumns];  // of each column
  std::uint64_t content_hash[2];  // XXH3-128 of everything after the header, and of dim
  std::uint64_t embeddings_fingerprint[2];
  std::uint64_t checksum;        // of the header with its padding, computed while this field is 0
  std::uint64_t fingerprint[2];  // zeros where it is content_hash, as for worlds of make_world
  std::uint64_t are_halves;      // 1 where rows of embeddings are halves, 0 where they are floats
};

// Calls `visit` for every array of a world, which may be const, with the span by reference.
template <class WorldOf, class Rows, class Visit>
void for_each_column(WorldOf& world, Rows& embeddings, Visit&& visit) {
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

std::string_view bytes_of(const void* memory, std::size_t size) {
  return {static_cast<const char*>(memory), size};
}

constexpr char kZeros[kRowBytes] = {};

// The bytes of a world's file behind its header, in parts that point into the columns.
std::vector<std::string_view> content_of(const World& world) {
  std::vector<std::string_view> parts;
  const std::span<const std::byte> embeddings = world.catalog.embeddings.bytes();
  for_each_column(world, embeddings, [&](const auto& column) {
    const std::size_t size = column.size_bytes();
    parts.push_back(bytes_of(column.data(), size));
    parts.push_back(bytes_of(kZeros, padded(size) - size));
  });
  return parts;
}

// What a hash of rows depends on besides their bytes.
std::uint64_t rows_seed(std::size_t dim, bool are_halves) {
  return dim | static_cast<std::uint64_t>(are_halves) << 32;
}

XXH128_hash_t content_hash(std::span<const std::string_view> parts, std::uint64_t seed) {
  HashOfParts hash(seed);
  for (const std::string_view part : parts) hash.add(part);
  return hash.hash128();
}

Fingerprint fingerprint_of(const XXH128_hash_t& hash) {
  return hexadecimal(hash.high64, hash.low64);
}

// The fingerprint's 32 hexadecimal digits as numbers.
XXH128_hash_t hash_of(const Fingerprint& fingerprint) {
  const char* begin = fingerprint.data();
  const char* end = begin + fingerprint.size();
  XXH128_hash_t hash{};
  REPRISE_CHECK(fingerprint.size() == 32 &&
                    std::from_chars(begin, begin + 16, hash.high64, 16).ptr == begin + 16 &&
                    std::from_chars(begin + 16, end, hash.low64, 16).ptr == end,
                "'{}' is no fingerprint", fingerprint);
  return hash;
}

void put(const XXH128_hash_t& hash, std::uint64_t (&halves)[2]) {
  halves[0] = hash.low64;
  halves[1] = hash.high64;
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
  const std::size_t numbers =
      catalog.embeddings.values().size() + catalog.embeddings.halves().size();
  return stride > 0 && numbers / stride == n && numbers % stride == 0 &&
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

// Returns a view of rows that lie in `bytes`.
Embeddings rows_in(std::span<const std::byte> bytes, std::size_t dim, bool are_halves) {
  const auto numbers = [&]<class Number>(Number) {
    return std::span(reinterpret_cast<const Number*>(bytes.data()), bytes.size() / sizeof(Number));
  };
  return are_halves ? Embeddings(numbers(Half{}), dim) : Embeddings(numbers(float{}), dim);
}

// Returns the bytes of rows of `dim` numbers, each padded with zeros to `stride`.
template <class Number>
std::vector<std::byte> padded_rows(const std::vector<Number>& numbers, std::size_t dim,
                                   std::size_t stride) {
  const std::size_t rows = numbers.size() / dim;
  std::vector<std::byte> bytes(rows * stride * sizeof(Number));
  for (std::size_t row = 0; row < rows; ++row) {
    std::memcpy(&bytes[row * stride * sizeof(Number)], &numbers[row * dim], dim * sizeof(Number));
  }
  return bytes;
}

// Returns a world whose columns lie in `block` behind the header. The indices derived from the
// columns are still missing.
World columns_of(const std::byte* block, std::shared_ptr<const void> storage) {
  Header header;
  std::memcpy(&header, block, sizeof header);
  World world;
  std::span<const std::byte> embeddings;
  std::size_t offset = header_bytes();
  std::size_t column = 0;
  for_each_column(world, embeddings, [&]<class T>(std::span<const T>& span) {
    span = {reinterpret_cast<const T*>(block + offset), header.bytes[column] / sizeof(T)};
    offset += padded(header.bytes[column++]);
  });
  world.catalog.embeddings = rows_in(embeddings, header.dim, header.are_halves != 0);
  const bool of_content = header.fingerprint[0] == 0 && header.fingerprint[1] == 0;
  const auto& fingerprint = of_content ? header.content_hash : header.fingerprint;
  world.fingerprint = hexadecimal(fingerprint[1], fingerprint[0]);
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
  const bool are_halves = !data.half_embeddings.empty();
  const std::size_t numbers = data.embeddings.size() + data.half_embeddings.size();
  REPRISE_CHECK(numbers == n_tracks * data.dim && data.titles.size() == n_tracks &&
                    (data.embeddings.empty() || data.half_embeddings.empty()),
                "{} values for {} tracks x {}", numbers, n_tracks, data.dim);
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
  const std::vector<std::byte> rows =
      are_halves ? padded_rows(data.half_embeddings, data.dim, half_row_stride(data.dim))
                 : padded_rows(data.embeddings, data.dim, row_stride(data.dim));

  World world;
  std::span<const std::byte> embeddings = rows;
  world.catalog.artist_of = data.artist_of;
  world.catalog.artists = {artists.begin, artists.bytes};
  world.catalog.titles = {titles.begin, titles.bytes};
  world.catalog.genre_of = data.genre_of;
  world.catalog.genres = {genres.begin, genres.bytes};
  world.users.ids = data.user_ids;
  world.users.traits = data.traits;
  world.users.interests_begin = interests_begin;
  world.users.interests_flat = interests_flat;
  world.top_tracks = data.top_tracks;

  // Copies the columns into one aligned block.
  std::size_t size = 0;
  for_each_column(world, embeddings, [&](const auto& span) { size += padded(span.size_bytes()); });
  std::shared_ptr<std::byte> block(
      static_cast<std::byte*>(::operator new (size, std::align_val_t{kRowBytes})),
      [](std::byte* memory) { ::operator delete (memory, std::align_val_t{kRowBytes}); });
  std::byte* at = block.get();
  for_each_column(world, embeddings, [&]<class T>(std::span<const T>& span) {
    if (!span.empty()) std::memcpy(at, span.data(), span.size_bytes());
    span = {reinterpret_cast<const T*>(at), span.size()};
    at += padded(span.size_bytes());
  });
  world.catalog.embeddings = rows_in(embeddings, data.dim, are_halves);
  world.storage = std::move(block);
  const std::uint64_t seed = rows_seed(data.dim, are_halves);
  world.fingerprint = fingerprint_of(content_hash(content_of(world), seed));
  world.embeddings_fingerprint =
      fingerprint_of(XXH3_128bits_withSeed(embeddings.data(), embeddings.size_bytes(), seed));
  return indexed(std::move(world));
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

World with_arithmetic(const World& world, Arithmetic arithmetic) {
  if (arithmetic == world.arithmetic) return world;
  World changed = world;
  changed.arithmetic = arithmetic;
  changed.fingerprint = fingerprint128(fmt::format(
      "{} with {}", world.fingerprint, choices(arithmetic)[static_cast<std::size_t>(arithmetic)]));
  return changed;
}

World with_user_model(const World& world, std::shared_ptr<const UserModel> model,
                      std::string_view sentence) {
  if (model == nullptr && world.user_model == nullptr) return world;
  World changed = world;
  changed.user_model = std::move(model);
  changed.fingerprint =
      fingerprint128(fmt::format("{} with users {}", world.fingerprint, sentence));
  return changed;
}

World with_resampled_users(const World& world, std::span<const UserIndex> drawn) {
  struct Storage {
    std::shared_ptr<const void> shared;
    std::vector<std::int64_t> ids;
    std::vector<UserTraits> traits;
    std::vector<std::uint64_t> interests_begin{0};
    std::vector<TrackId> interests;
    std::vector<UserIndex> original;
  };
  auto storage = std::make_shared<Storage>();
  storage->shared = world.storage;
  for (const UserIndex user : drawn) {
    REPRISE_CHECK(user < world.users.size(), "user {} of {}", user, world.users.size());
    storage->ids.push_back(static_cast<std::int64_t>(storage->ids.size()));
    storage->traits.push_back(world.users.traits[user]);
    const std::span<const TrackId> interests = world.users.interests(user);
    storage->interests.insert(storage->interests.end(), interests.begin(), interests.end());
    storage->interests_begin.push_back(storage->interests.size());
    storage->original.push_back(world.users.original_of(user));
  }
  World changed = world;
  changed.users = {};
  changed.users.ids = storage->ids;
  changed.users.traits = storage->traits;
  changed.users.interests_begin = storage->interests_begin;
  changed.users.interests_flat = storage->interests;
  changed.users.original = storage->original;
  tabulate_discounts(changed.users);
  changed.fingerprint = fingerprint128(fmt::format("{} with resampled users {}", world.fingerprint,
                                                   fingerprint128(std::as_bytes(drawn))));
  changed.storage = std::move(storage);
  return changed;
}

void save_world(const World& world, const std::string& path) {
  std::vector<std::string_view> parts = content_of(world);
  const std::size_t dim = world.catalog.embeddings.dim();
  const bool are_halves = world.catalog.embeddings.are_halves();
  const XXH128_hash_t hash = content_hash(parts, rows_seed(dim, are_halves));

  Header header{};
  std::memcpy(header.magic, kMagic, sizeof kMagic);
  header.version = kVersion;
  header.dim = static_cast<std::uint32_t>(dim);
  header.are_halves = are_halves ? 1 : 0;
  // The odd parts are the gaps.
  for (std::size_t column = 0; column < kColumns; ++column) {
    header.bytes[column] = parts[2 * column].size();
  }
  put(hash, header.content_hash);
  put(hash_of(world.embeddings_fingerprint), header.embeddings_fingerprint);
  if (world.fingerprint != fingerprint_of(hash)) {
    put(hash_of(world.fingerprint), header.fingerprint);
  }
  std::vector<std::byte> block(header_bytes());
  std::memcpy(block.data(), &header, sizeof header);
  header.checksum = header_checksum(block.data());
  std::memcpy(block.data(), &header, sizeof header);

  parts.insert(parts.begin(), bytes_of(block.data(), block.size()));
  write_file(path, parts);
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
  const std::string_view content = bytes_of(block + header_bytes(), size - header_bytes());
  const XXH128_hash_t hash =
      content_hash({&content, 1}, rows_seed(header.dim, header.are_halves != 0));
  if (hash.low64 != header.content_hash[0] || hash.high64 != header.content_hash[1]) {
    return refuse("damaged: its checksum does not match");
  }
  World world = columns_of(block, file.memory);
  if (!fits_together(world)) return refuse("damaged: its columns do not fit each other");
  return std::make_unique<World>(indexed(std::move(world)));
}

}  // namespace reprise
