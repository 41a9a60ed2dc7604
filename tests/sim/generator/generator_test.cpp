#include <algorithm>
#include <array>
#include <cmath>
#include <numeric>
#include <set>

#include <gmock/gmock.h>
#include <tbb/global_control.h>
#include <tbb/task_arena.h>

#include "sim/generator/artist_sizes.h"
#include "sim/generator/generate_world.h"
#include "sim/generator/popularity.h"

namespace reprise {
namespace {

using testing::ElementsAre;

WorldData generated(const WorldRecipe& recipe) {
  WorldData data;
  generate_world(data, recipe);
  return data;
}

// The fingerprint covers everything on which a result can depend.
Fingerprint fingerprint(const WorldRecipe& recipe) {
  return make_world(generated(recipe)).fingerprint;
}

TEST(ArtistSizes, SumToTheTracks) {
  for (const std::uint32_t n : {1u, 2u, 3u, 17u, 1000u, 5000u}) {
    const std::vector<std::uint32_t> sizes = draw_artist_sizes(n, 1);
    EXPECT_EQ(std::accumulate(sizes.begin(), sizes.end(), 0u), n);
    EXPECT_GE(*std::min_element(sizes.begin(), sizes.end()), 1u);
  }
}

TEST(ArtistSizes, AreCapped) {
  for (const auto& [n, cap] : {std::pair(10u, 2u), std::pair(39u, 2u), std::pair(200u, 10u),
                               std::pair(2000u, 100u), std::pair(20'000u, 100u)}) {
    std::uint32_t largest = 0;
    for (std::uint64_t seed = 0; seed < 20; ++seed) {
      const std::vector<std::uint32_t> sizes = draw_artist_sizes(n, seed);
      largest = std::max(largest, *std::max_element(sizes.begin(), sizes.end()));
    }
    EXPECT_LE(largest, cap) << n;
    // The tail of the sizes is so long that twenty seeds reach a low cap.
    if (cap <= 10) {
      EXPECT_EQ(largest, cap) << n;
    }
  }
}

// 1 + Poisson(Gamma(shape a, scale s)) has mean 1 + a s = 4.36 and variance a s + a s^2 = 62.8. The
// cap of 100 changes both only little, so the mean of k sizes lies below 4.36 + 4.9 sqrt(62.8 / k).
TEST(ArtistSizes, AreAsManyAsTheRecipeSays) {
  const double k = static_cast<double>(draw_artist_sizes(100'000, 1).size());
  const double mean = 100'000 / k;
  EXPECT_LT(mean, 4.36 + 4.9 * std::sqrt(62.8 / k));
  // The cap lowers the mean by E[(X - 100)+]. The gamma of scale 17.7 has an exponential tail, so
  // beyond 100 this is at most 17.7 P(X > 100), and Chebyshev gives P(X > 100) <= 62.8 / 95.6^2 =
  // 0.0069.
  EXPECT_GT(mean, 4.36 - 17.7 * 0.0069 - 4.9 * std::sqrt(62.8 / k));
}

TEST(ArtistSizes, OfPreset2026AreTen) {
  EXPECT_THAT(equal_artist_sizes(30), ElementsAre(10, 10, 10));
  EXPECT_THAT(equal_artist_sizes(13), ElementsAre(10, 3));
  EXPECT_THAT(equal_artist_sizes(1), ElementsAre(1));
}

TEST(Popularity, IsCappedByTheSizeOfTheCatalog) {
  EXPECT_DOUBLE_EQ(popularity_cap(200'000), 3.6);
  EXPECT_DOUBLE_EQ(popularity_cap(50'000), 3.6);
  EXPECT_DOUBLE_EQ(popularity_cap(2000), 3.6 - 0.12 * std::log(25.0));
  EXPECT_GT(popularity_cap(10'000), popularity_cap(2000));
  EXPECT_TRUE(std::isfinite(popularity_cap(1)));
}

TEST(Popularity, OfPreset2023StaysBelowTheCap) {
  const WorldData data = generated({.tracks = 2000, .users = 1, .dim = 1});
  const Popularity popularity =
      draw_popularity(data.artist_of, data.artists.size(), {.tracks = 2000, .users = 1, .dim = 1});
  const double largest = *std::max_element(popularity.z.begin(), popularity.z.end());
  EXPECT_DOUBLE_EQ(largest, popularity_cap(2000));
  // The weight is exp(s z) + 0.33 exp(s^2/2) with s = 1.2 sqrt 2.
  const double s = 1.2 * std::sqrt(2.0);
  for (std::size_t track = 0; track < 2000; track += 100) {
    EXPECT_NEAR(popularity.weight[track],
                std::exp(s * popularity.z[track]) + 0.33 * std::exp(s * s / 2),
                1e-12 * popularity.weight[track]);
  }
}

TEST(Popularity, OfPreset2025IsNotCapped) {
  const WorldRecipe recipe{.preset = Preset::y2025, .tracks = 2000, .users = 1, .dim = 1};
  const WorldData data = generated(recipe);
  const Popularity popularity = draw_popularity(data.artist_of, data.artists.size(), recipe);
  EXPECT_GT(*std::max_element(popularity.z.begin(), popularity.z.end()), popularity_cap(2000));
  const double sigma = std::hypot(1.1, 1.15);
  const double pop = std::exp(sigma * popularity.z[0]) + 0.25 * std::exp(sigma * sigma / 2);
  EXPECT_NEAR(popularity.weight[0], std::pow(pop, 0.48), 1e-12);
}

TEST(Popularity, OfRealUsersFollowsTheirInterests) {
  // Artist 0 has tracks 0..2, artist 1 has track 3, artist 2 has track 4.
  const std::vector<ArtistId> artist_of = {0, 0, 0, 1, 2};
  const std::vector<std::vector<TrackId>> interests = {{1, 1, 1}, {1, 3}, {3}};
  const Popularity popularity =
      observed_popularity(artist_of, 3, interests, {.preset = Preset::y2025});  // no cap in 2025
  // Track 1 is named 4 times and track 3 twice. Then come the other tracks of artist 0, by their
  // share of 4/3, then the track that nobody names.
  EXPECT_GT(popularity.z[1], popularity.z[3]);
  EXPECT_GT(popularity.z[3], std::max(popularity.z[0], popularity.z[2]));
  EXPECT_GT(std::min(popularity.z[0], popularity.z[2]), popularity.z[4]);
}

TEST(GenerateWorld, MakesWhatTheRecipeAsks) {
  const WorldData data = generated({.tracks = 500, .users = 70, .dim = 20});
  EXPECT_EQ(data.artist_of.size(), 500u);
  EXPECT_EQ(data.titles.size(), 500u);
  EXPECT_EQ(data.embeddings.size(), 500u * 20);
  EXPECT_EQ(data.user_ids.size(), 70u);
  for (const std::vector<TrackId>& interests : data.interests) {
    EXPECT_EQ(interests.size(), 3u);
    for (const TrackId track : interests) EXPECT_LT(track, 500u);
  }
  for (const UserTraits& traits : data.traits) {
    EXPECT_GE(traits.consume_bias, 0.0);
    EXPECT_LT(traits.consume_bias, 10.0);
    EXPECT_GE(traits.consume_sharpness, 0.5);
    EXPECT_LT(traits.consume_sharpness, 2.0);
    EXPECT_EQ(traits.session_budget, 5);
    EXPECT_EQ(traits.interest_neighbours, 10);
    EXPECT_EQ(traits.artist_discount_gamma, 0.8);
  }
}

// In preset 2026 rows have length 1, and users like 1 to 6 tracks, the further ones more often of
// the genre of the one before than by chance.
TEST(GenerateWorld, MakesWhatPreset2026Asks) {
  const WorldData data =
      generated({.preset = Preset::y2026, .tracks = 3000, .users = 2000, .dim = 20});
  EXPECT_EQ(data.artists.size(), 300u);
  for (std::size_t track = 0; track < 3000; ++track) {
    double length = 0;
    for (std::size_t d = 0; d < 20; ++d) {
      length += std::pow(static_cast<double>(data.embeddings[track * 20 + d]), 2);
    }
    ASSERT_NEAR(length, 1, 1e-5) << track;
  }
  std::array<double, 7> users_with{};
  double same = 0;
  double pairs = 0;
  for (UserIndex user = 0; user < 2000; ++user) {
    const UserTraits& traits = data.traits[user];
    EXPECT_GE(traits.consume_bias, 0.0);
    EXPECT_LT(traits.consume_bias, 0.5);
    EXPECT_GE(traits.consume_sharpness, 4.0);
    EXPECT_LT(traits.consume_sharpness, 15.0);
    const std::vector<TrackId>& interests = data.interests[user];
    ASSERT_GE(interests.size(), 1u);
    ASSERT_LE(interests.size(), 6u);
    users_with[interests.size()] += 1;
    for (std::size_t i = 1; i < interests.size(); ++i) {
      same += data.genre_of[interests[i]] == data.genre_of[interests[i - 1]] ? 1 : 0;
      pairs += 1;
    }
  }
  // 1 + Binomial(5, 1/2): 62.5 of 2000 users have one interest, give or take 4 x 7.8.
  EXPECT_NEAR(users_with[1], 62.5, 31);
  EXPECT_NEAR(users_with[3], 625, 4 * std::sqrt(2000 * 0.3125 * 0.6875));
  // Half of the further interests are kindred, and nearly all of these of the same genre, so half
  // of all at least by four deviations; by chance it is a twentieth or a little more.
  EXPECT_GT(same / pairs, 0.5 * 0.78 - 4 * std::sqrt(0.25 / pairs));
  EXPECT_LT(same / pairs, 0.75);
}

TEST(GenerateWorld, ShufflesTheIds) {
  const WorldData data = generated({.tracks = 500, .users = 1, .dim = 1});
  EXPECT_FALSE(std::is_sorted(data.artist_of.begin(), data.artist_of.end()));
}

TEST(GenerateWorld, MakesTheSmallestWorlds) {
  for (const Preset preset : {Preset::y2023, Preset::y2025, Preset::y2026}) {
    for (const std::int64_t tracks : {1, 2, 17}) {
      for (const std::int64_t dim : {1, 4, 17, 100}) {
        const WorldData data =
            generated({.preset = preset, .tracks = tracks, .users = 3, .dim = dim});
        EXPECT_EQ(data.artist_of.size(), static_cast<std::size_t>(tracks));
        EXPECT_TRUE(std::all_of(data.embeddings.begin(), data.embeddings.end(),
                                [](float value) { return std::isfinite(value); }));
        // The embeddings are not all zeros.
        EXPECT_TRUE(std::any_of(data.embeddings.begin(), data.embeddings.end(),
                                [](float value) { return value != 0; }));
      }
    }
  }
}

TEST(GenerateWorld, IsTheSameForTheSameRecipe) {
  const WorldRecipe recipe{.tracks = 300, .users = 30, .dim = 18, .seed = 5};
  EXPECT_EQ(fingerprint(recipe), fingerprint(recipe));
}

TEST(GenerateWorld, IsAnotherForAnotherRecipe) {
  const WorldRecipe recipe{.tracks = 300, .users = 30, .dim = 18, .seed = 5};
  for (const WorldRecipe& other :
       {WorldRecipe{.tracks = 300, .users = 30, .dim = 18, .seed = 6},
        WorldRecipe{.preset = Preset::y2025, .tracks = 300, .users = 30, .dim = 18, .seed = 5},
        WorldRecipe{.tracks = 301, .users = 30, .dim = 18, .seed = 5}}) {
    EXPECT_NE(fingerprint(recipe), fingerprint(other));
  }
  // With more users, the first users stay the same.
  const WorldData few = generated(recipe);
  const WorldData many = generated({.tracks = 300, .users = 40, .dim = 18, .seed = 5});
  EXPECT_EQ(few.embeddings, many.embeddings);
  EXPECT_TRUE(std::equal(few.interests.begin(), few.interests.end(), many.interests.begin()));
}

TEST(GenerateWorld, DoesNotDependOnThreads) {
  const tbb::global_control allow(tbb::global_control::max_allowed_parallelism, 7);
  const WorldRecipe recipe{.tracks = 1000, .users = 30, .dim = 18};
  const Fingerprint expected = fingerprint(recipe);
  for (const int threads : {1, 2, 7}) {
    Fingerprint found;
    tbb::task_arena(threads).execute([&] { found = fingerprint(recipe); });
    EXPECT_EQ(found, expected) << threads << " threads";
  }
}

TEST(GenerateWorld, KeepsRealArtists) {
  WorldData data;
  data.artists = {"Nina", "Miles", "Alice"};
  data.artist_of = {0, 1, 0, 2};
  data.titles = {"a", "b", "c", "d"};
  generate_world(data, {.tracks = 1000, .users = 5, .dim = 3});
  EXPECT_THAT(data.artists, ElementsAre("Nina", "Miles", "Alice"));
  EXPECT_THAT(data.artist_of, ElementsAre(0, 1, 0, 2));
  EXPECT_THAT(data.titles, ElementsAre("a", "b", "c", "d"));
  EXPECT_EQ(data.embeddings.size(), 4u * 3);
  EXPECT_EQ(data.user_ids.size(), 5u);
  for (const std::vector<TrackId>& interests : data.interests) {
    for (const TrackId track : interests) EXPECT_LT(track, 4u);
  }
}

// Without genres, users of 2026 begin a chain with each interest.
TEST(GenerateWorld, MakesUsersOf2026ForRealArtists) {
  WorldData data;
  data.artists = {"Nina", "Miles"};
  data.artist_of = {0, 1, 0};
  data.titles = {"a", "b", "c"};
  generate_world(data, {.preset = Preset::y2026, .users = 50, .dim = 3});
  ASSERT_EQ(data.interests.size(), 50u);
  for (const std::vector<TrackId>& interests : data.interests) {
    for (const TrackId track : interests) EXPECT_LT(track, 3u);
  }
}

TEST(GenerateWorld, KeepsRealUsersAndEmbeddings) {
  WorldData data;
  data.artists = {"Nina"};
  data.artist_of = {0, 0};
  data.titles = {"a", "b"};
  data.user_ids = {42};
  data.traits = {{.session_budget = 9}};
  data.interests = {{1, 1}};
  WorldData with_embeddings = data;
  with_embeddings.dim = 1;
  with_embeddings.embeddings = {3, 4};
  generate_world(data, {.dim = 6});
  EXPECT_THAT(data.user_ids, ElementsAre(42));
  EXPECT_EQ(data.traits[0].session_budget, 9);
  EXPECT_THAT(data.interests[0], ElementsAre(1, 1));
  EXPECT_EQ(data.embeddings.size(), 12u);
  generate_world(with_embeddings, {.dim = 6});
  EXPECT_EQ(with_embeddings.dim, 1u);
  EXPECT_THAT(with_embeddings.embeddings, ElementsAre(3, 4));
}

// Each genre belongs to artists and is numbered in order of first appearance.
TEST(GenerateWorld, KnowsGenres) {
  for (const auto& [preset, most] : {std::pair{Preset::y2023, 16u}, std::pair{Preset::y2025, 24u},
                                     std::pair{Preset::y2026, 20u}}) {
    WorldData data;
    generate_world(data, {.preset = preset, .tracks = 4000, .users = 10, .dim = 8});
    ASSERT_EQ(data.genre_of.size(), data.artist_of.size());
    EXPECT_GT(data.genres.size(), most / 2);
    EXPECT_LE(data.genres.size(), most);
    std::vector<GenreId> of_artist(data.artists.size(), static_cast<GenreId>(-1));
    GenreId next = 0;
    for (std::size_t track = 0; track < data.genre_of.size(); ++track) {
      const GenreId genre = data.genre_of[track];
      ASSERT_LE(genre, next);
      if (genre == next) ++next;
      GenreId& known = of_artist[data.artist_of[track]];
      if (known == static_cast<GenreId>(-1)) known = genre;
      ASSERT_EQ(known, genre) << "track " << track;
    }
    EXPECT_EQ(next, data.genres.size());
    EXPECT_EQ(std::set<std::string>(data.genres.begin(), data.genres.end()).size(),
              data.genres.size());
  }
}

TEST(GenerateWorld, KeepsRealGenres) {
  WorldData data;
  data.artist_of = {0, 1, 0, 2};
  data.artists = {"A", "B", "C"};
  data.titles = {"", "", "", ""};
  data.genre_of = {0, 0, 1, 1};
  data.genres = {"Rock", "Jazz"};
  generate_world(data, {.users = 5, .dim = 4});
  EXPECT_EQ(data.genre_of, (std::vector<GenreId>{0, 0, 1, 1}));
  EXPECT_EQ(data.genres, (std::vector<std::string>{"Rock", "Jazz"}));
}

TEST(WorldRecipe, IsChecked) {
  const auto read = [](const std::string& yaml) {
    return WorldRecipe::parameters().read(parse_yaml(yaml, "x"));
  };
  EXPECT_EQ(read("{preset: 2025, tracks: 17}").tracks, 17);
  EXPECT_EQ(read("{preset: 2026}").preset, Preset::y2026);
  EXPECT_THROW(read("{preset: 2024}"), UserError);
  EXPECT_THROW(read("{tracks: 0}"), UserError);
  EXPECT_THROW(read("{users: 0}"), UserError);
  EXPECT_THROW(read("{dim: 0}"), UserError);
  EXPECT_THROW(read("{seed: -1}"), UserError);
}

}  // namespace
}  // namespace reprise
