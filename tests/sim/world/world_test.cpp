#include "sim/world/world.h"

#include <cmath>
#include <cstring>

#include <gmock/gmock.h>
#include <xxhash.h>

#include "sim/support/fingerprint.h"
#include "sim/support/user_error.h"
#include "tests/temporary_folder.h"

namespace reprise {
namespace {

using testing::ElementsAre;
using testing::StartsWith;

WorldData sample() {
  WorldData data;
  data.dim = 3;
  data.embeddings = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12};
  data.artists = {"A", "Émile", "silent"};
  data.artist_of = {1, 0, 1, 1};
  data.titles = {"one", "", "three", "four"};
  data.user_ids = {7, -1};
  data.traits = {{}, {3, 2, 1.0, -1.0, 1.5}};
  data.interests = {{3}, {0, 0, 2}};
  data.top_tracks = {2, 0};
  return data;
}

void expect_sample(const World& world) {
  EXPECT_EQ(world.catalog.n_tracks(), 4u);
  EXPECT_EQ(world.catalog.n_artists(), 3u);
  EXPECT_EQ(world.catalog.artists[1], "Émile");
  EXPECT_EQ(world.catalog.titles[1], "");
  EXPECT_EQ(world.catalog.titles[3], "four");
  EXPECT_THAT(world.catalog.tracks_of(0), ElementsAre(1));
  EXPECT_THAT(world.catalog.tracks_of(1), ElementsAre(0, 2, 3));
  EXPECT_THAT(world.catalog.tracks_of(2), ElementsAre());
  EXPECT_EQ(world.catalog.embeddings.dim(), 3u);
  EXPECT_EQ(world.catalog.embeddings.row(2)[1], 8);
  EXPECT_EQ(world.catalog.embeddings.row(2)[3], 0) << "padding";
  EXPECT_EQ(reinterpret_cast<std::uintptr_t>(world.catalog.embeddings.row(1)) % kRowBytes, 0u);
  EXPECT_THAT(world.users.ids, ElementsAre(7, -1));
  EXPECT_EQ(world.users.traits[1].session_budget, 2);
  EXPECT_THAT(world.users.interests(0), ElementsAre(3));
  EXPECT_THAT(world.users.interests(1), ElementsAre(0, 0, 2));
  EXPECT_THAT(world.top_tracks, ElementsAre(2, 0));
}

TEST(World, HoldsItsData) { expect_sample(make_world(sample())); }

WorldData sample_of_halves() {
  WorldData data = sample();
  for (const float value : std::exchange(data.embeddings, {})) {
    data.half_embeddings.push_back(half_of(value));
  }
  return data;
}

TEST(World, KeepsHalvesAsTheyAre) {
  const World world = make_world(sample_of_halves());
  const Embeddings& embeddings = world.catalog.embeddings;
  EXPECT_TRUE(embeddings.are_halves());
  EXPECT_EQ(embeddings.size(), 4u);
  EXPECT_EQ(embeddings.bytes().size(), 4 * kRowHalves * sizeof(Half));
  EXPECT_EQ(value_of(embeddings.half_row(2)[1]), 8);
  EXPECT_EQ(value_of(embeddings.half_row(2)[3]), 0) << "padding";
  EXPECT_EQ(embeddings.score(TrackId{0}, TrackId{1}), 1 * 4 + 2 * 5 + 3 * 6);
  // Other rows are another world, even where their values are the same.
  EXPECT_NE(world.fingerprint, make_world(sample()).fingerprint);
  EXPECT_NE(world.embeddings_fingerprint, make_world(sample()).embeddings_fingerprint);
}

TEST(World, HasAnotherIdentityWithAnotherArithmetic) {
  const World world = make_world(sample_of_halves());
  EXPECT_EQ(with_arithmetic(world, Arithmetic::numpy_1).fingerprint, world.fingerprint);
  const World other = with_arithmetic(world, Arithmetic::numpy_2);
  EXPECT_EQ(other.arithmetic, Arithmetic::numpy_2);
  EXPECT_NE(other.fingerprint, world.fingerprint);
  EXPECT_EQ(other.embeddings_fingerprint, world.embeddings_fingerprint);
}

TEST(World, DiscountsArePowersOfGamma) {
  const World world = make_world(sample());
  for (const std::uint32_t plays : {0u, 1u, 2u, 63u, 64u, 100u}) {
    EXPECT_EQ(world.users.discount(0, plays), std::pow(0.8, plays)) << plays;
    EXPECT_EQ(world.users.discount(1, plays), std::pow(1.5, plays)) << plays;
  }
}

// A change of anything that can change a result changes the fingerprint. The embeddings have a
// fingerprint of their own.
TEST(World, FingerprintsFollowTheContent) {
  const World world = make_world(sample());
  EXPECT_EQ(make_world(sample()).fingerprint, world.fingerprint);
  const auto changed = [&](auto change) {
    WorldData data = sample();
    change(data);
    return make_world(data);
  };
  EXPECT_NE(changed([](WorldData& d) { d.traits[0].consume_bias = 5.5; }).fingerprint,
            world.fingerprint);
  EXPECT_NE(changed([](WorldData& d) { d.titles[0] = "uno"; }).fingerprint, world.fingerprint);
  EXPECT_NE(changed([](WorldData& d) {
              d.interests[1] = {0, 2, 0};
            }).fingerprint,
            world.fingerprint);
  EXPECT_NE(changed([](WorldData& d) { d.top_tracks = {0, 2}; }).fingerprint, world.fingerprint);
  EXPECT_EQ(changed([](WorldData& d) {
              d.top_tracks = {0, 2};
            }).embeddings_fingerprint,
            world.embeddings_fingerprint);
  const World other = changed([](WorldData& d) { d.embeddings[11] = 12.5f; });
  EXPECT_NE(other.fingerprint, world.fingerprint);
  EXPECT_NE(other.embeddings_fingerprint, world.embeddings_fingerprint);
}

// These name files and runs that users have.
TEST(World, FingerprintsStayWhatTheyWere) {
  const World world = make_world(sample());
  EXPECT_EQ(world.fingerprint, "c8869b5d77f74855e8fbafb6770bfeda");
  EXPECT_EQ(world.embeddings_fingerprint, "be2174566740d8ee21d6046a6b9646f9");
  EXPECT_EQ(with_traits(world, {{}, {}}).fingerprint, "b3db5dc23bb3cf22c58896bfa78daec3");
}

void expect_equal(const World& a, const World& b) {
  const auto expect_same = [](const auto& x, const auto& y) {
    ASSERT_EQ(x.size_bytes(), y.size_bytes());
    EXPECT_TRUE(x.empty() || std::memcmp(x.data(), y.data(), x.size_bytes()) == 0);
  };
  EXPECT_EQ(a.catalog.embeddings.dim(), b.catalog.embeddings.dim());
  EXPECT_EQ(a.catalog.embeddings.are_halves(), b.catalog.embeddings.are_halves());
  expect_same(a.catalog.embeddings.bytes(), b.catalog.embeddings.bytes());
  expect_same(a.catalog.artist_of, b.catalog.artist_of);
  expect_same(a.catalog.artists.begin, b.catalog.artists.begin);
  expect_same(a.catalog.artists.bytes, b.catalog.artists.bytes);
  expect_same(a.catalog.titles.begin, b.catalog.titles.begin);
  expect_same(a.catalog.titles.bytes, b.catalog.titles.bytes);
  expect_same(a.catalog.genre_of, b.catalog.genre_of);
  expect_same(a.catalog.genres.begin, b.catalog.genres.begin);
  expect_same(a.catalog.genres.bytes, b.catalog.genres.bytes);
  EXPECT_EQ(a.catalog.tracks_of_begin, b.catalog.tracks_of_begin);
  EXPECT_EQ(a.catalog.tracks_of_artist, b.catalog.tracks_of_artist);
  expect_same(a.users.ids, b.users.ids);
  expect_same(a.users.traits, b.users.traits);
  expect_same(a.users.interests_begin, b.users.interests_begin);
  expect_same(a.users.interests_flat, b.users.interests_flat);
  EXPECT_EQ(a.users.discounts, b.users.discounts);
  EXPECT_EQ(a.users.discounts_begin, b.users.discounts_begin);
  expect_same(a.top_tracks, b.top_tracks);
  EXPECT_EQ(a.fingerprint, b.fingerprint);
  EXPECT_EQ(a.embeddings_fingerprint, b.embeddings_fingerprint);
}

TEST(World, OfHalvesIsMappedAsItWasSaved) {
  const TemporaryFolder folder;
  const std::string path = (folder.path() / "halves.world").string();
  const World world = make_world(sample_of_halves());
  save_world(world, path);
  const std::unique_ptr<World> mapped = load_world(path);
  ASSERT_NE(mapped, nullptr);
  expect_equal(*mapped, world);
}

class SavedWorld : public testing::Test {
 protected:
  SavedWorld() : path_((folder_.path() / "w.world").string()) {
    save_world(make_world(sample()), path_);
    bytes_ = read_file(path_);
  }
  // Returns the reason why load_world refuses these bytes, or "" when it accepts them.
  std::string refusal(const std::string& bytes) {
    write_file(path_, bytes);
    std::string why;
    return load_world(path_, &why) == nullptr ? why : "";
  }

  TemporaryFolder folder_;
  std::string path_;
  std::string bytes_;
};

TEST_F(SavedWorld, IsLoadedAsItWas) {
  std::string why;
  const std::unique_ptr<World> world = load_world(path_, &why);
  ASSERT_NE(world, nullptr) << why;
  expect_sample(*world);
  const World made = make_world(sample());
  EXPECT_EQ(world->fingerprint, made.fingerprint);
  EXPECT_EQ(world->embeddings_fingerprint, made.embeddings_fingerprint);
  // A world that was loaded can be saved again, and it outlives its file.
  std::filesystem::remove(path_);
  save_world(*world, path_);
  EXPECT_EQ(read_file(path_), bytes_);
}

// Programs of earlier versions wrote these bytes, and read them.
TEST_F(SavedWorld, HasTheBytesItAlwaysHad) {
  EXPECT_EQ(bytes_.size(), 1152u);
  EXPECT_EQ(fingerprint128(bytes_), "48c3370d4c0ba5e0995e9a159e2acd41");
}

// A world that was made of another one keeps some columns there and has others of its own.
TEST_F(SavedWorld, MadeOfAnotherOneIsLoadedAsItWas) {
  const std::unique_ptr<World> mapped = load_world(path_);
  const World made = make_world(sample());
  const std::vector<UserIndex> persons{1, 1};
  for (const World* world : {&made, static_cast<const World*>(mapped.get())}) {
    const World easier = with_traits(*world, {{4, 3, 2.0, 1.0, 0.5}, {}});
    const World resampled = with_resampled_users(*world, persons);
    const World both = with_traits(resampled, {{}, {4, 3, 2.0, 1.0, 0.5}});
    const World nobody = with_resampled_users(*world, {});
    for (const World* other : {&easier, &resampled, &both, &nobody}) {
      EXPECT_NE(other->fingerprint, world->fingerprint);
      const std::string path = (folder_.path() / "other.world").string();
      save_world(*other, path);
      const std::string bytes = read_file(path);
      std::string why;
      const std::unique_ptr<World> loaded = load_world(path, &why);
      ASSERT_NE(loaded, nullptr) << why;
      expect_equal(*loaded, *other);
      save_world(*loaded, path);
      EXPECT_EQ(read_file(path), bytes);
    }
  }
}

TEST_F(SavedWorld, WithAnyByteDamagedIsRefused) {
  for (std::size_t at = 0; at < bytes_.size(); ++at) {
    std::string damaged = bytes_;
    damaged[at] = static_cast<char>(damaged[at] ^ 1);
    EXPECT_NE(refusal(damaged), "") << "byte " << at << " of " << bytes_.size();
  }
}

TEST_F(SavedWorld, SaysWhyItIsRefused) {
  EXPECT_EQ(refusal(""), "damaged: shorter than its header");
  EXPECT_THAT(refusal(bytes_.substr(0, bytes_.size() - 1)), StartsWith("damaged: its sizes"));
  EXPECT_THAT(refusal(bytes_ + "x"), StartsWith("damaged: its sizes"));
  EXPECT_THAT(refusal(std::string(bytes_.size(), 'x')), StartsWith("damaged: not a world"));
  std::string content = bytes_;
  content.back() = static_cast<char>(content.back() ^ 1);
  EXPECT_THAT(refusal(content), StartsWith("damaged: its checksum"));
  std::string other_version = bytes_;
  ++other_version[8];
  EXPECT_EQ(refusal(other_version), "written by another version");
  std::filesystem::remove(path_);
  std::string why;
  EXPECT_EQ(load_world(path_, &why), nullptr);
  EXPECT_EQ(why, "missing");
  EXPECT_EQ(load_world(folder_.path().string()), nullptr) << "a directory";
}

// A forged file can have correct checksums and any content. An index that leads out of a column is
// still refused.
TEST_F(SavedWorld, WhoseColumnsDoNotFitEachOtherIsRefused) {
  constexpr std::size_t kHeader = 192;
  constexpr std::size_t kDim = 12;
  constexpr std::size_t kFingerprint = 128;
  constexpr std::size_t kChecksum = 160;
  const auto mended = [](std::string bytes) {
    std::uint32_t dim = 0;
    std::memcpy(&dim, &bytes[kDim], sizeof dim);
    const XXH128_hash_t content =
        XXH3_128bits_withSeed(bytes.data() + kHeader, bytes.size() - kHeader, dim);
    std::memcpy(&bytes[kFingerprint], &content, sizeof content);
    std::memset(&bytes[kChecksum], 0, 8);
    const std::uint64_t checksum = XXH3_64bits(bytes.data(), kHeader);
    std::memcpy(&bytes[kChecksum], &checksum, sizeof checksum);
    return bytes;
  };
  ASSERT_EQ(refusal(mended(bytes_)), "") << "the layout is what it was";
  std::string other_dim = bytes_;
  other_dim[kDim] = 65;
  EXPECT_EQ(refusal(mended(other_dim)), "damaged: its columns do not fit each other");
  // The first column behind the embeddings (four rows of a cache line each) holds the artist of
  // each track.
  std::string no_such_artist = bytes_;
  no_such_artist[kHeader + 4 * kRowBytes] = 100;
  EXPECT_EQ(refusal(mended(no_such_artist)), "damaged: its columns do not fit each other");
}

TEST_F(SavedWorld, CutAnywhereIsRefused) {
  for (std::size_t size = 0; size < bytes_.size(); size += 7) {
    EXPECT_NE(refusal(bytes_.substr(0, size)), "") << size << " bytes";
  }
}

TEST_F(SavedWorld, CannotBeSavedJustAnywhere) {
  EXPECT_THROW(save_world(make_world(sample()), path_ + "/inside/a/file"), UserError);
}

TEST(WorldDeathTest, RefusesDataThatDoNotFit) {
  WorldData data = sample();
  data.titles.pop_back();
  EXPECT_DEATH(make_world(data), "12 values for 4 tracks x 3");
  data = sample();
  data.traits.pop_back();
  EXPECT_DEATH(make_world(data), "2 ids, 1 traits, 2 interests");
}

}  // namespace
}  // namespace reprise
