#include "sim/world_files/world_files.h"

#include <fmt/format.h>
#include <gmock/gmock.h>

#include "sim/generator/generate_world.h"
#include "sim/support/files/npy_file.h"
#include "sim/support/user_error.h"
#include "tests/gzipped.h"
#include "tests/temporary_folder.h"

namespace reprise {
namespace {

using testing::AllOf;
using testing::ElementsAre;
using testing::HasSubstr;
using testing::StartsWith;
using testing::ThrowsMessage;

constexpr const char* kTracks =
    R"({"track": 0, "artist": "A", "title": "a0"}
{"track": 1, "artist": "B", "title": "b1"}
{"track": 2, "artist": "A", "title": "a2"}
)";

class WorldFilesTest : public testing::Test {
 protected:
  WorldData tracks(const std::string& content) {
    WorldData data;
    read_tracks(folder_.write("tracks.json", content), data);
    return data;
  }
  WorldData users(const std::string& content) {
    WorldData data = tracks(kTracks);
    read_users(folder_.write("users.json", content), data);
    return data;
  }
  WorldData top(const std::string& content) {
    WorldData data = tracks(kTracks);
    data.top_tracks = read_top_tracks(folder_.write("top.json", content), data.artist_of.size());
    return data;
  }
  auto reading_tracks(const std::string& content) {
    return [this, content] { tracks(content); };
  }
  auto reading_users(const std::string& content) {
    return [this, content] { users(content); };
  }
  auto reading_top(const std::string& content) {
    return [this, content] { top(content); };
  }
  // Matches an error at a line of a file in the folder.
  auto complaint(const std::string& file, const std::string& line, const std::string& what) {
    return ThrowsMessage<UserError>(
        AllOf(StartsWith((folder_.path() / file).string() + ":" + line), HasSubstr(what)));
  }

  TemporaryFolder folder_;
};

TEST_F(WorldFilesTest, TracksMayBeShuffled) {
  const WorldData data = tracks(
      R"({"track": 2, "artist": "A", "title": "a2", "more": [1]}
{"artist": "A", "track": 0}

{"track": 1, "artist": "B", "title": "b1"}
)");
  EXPECT_THAT(data.artists, ElementsAre("A", "B")) << "numbered by the order of tracks";
  EXPECT_THAT(data.artist_of, ElementsAre(0, 1, 0));
  EXPECT_THAT(data.titles, ElementsAre("", "b1", "a2"));
}

TEST_F(WorldFilesTest, TracksHaveIdsWithoutGapsOrDoubles) {
  EXPECT_THAT(
      reading_tracks("{\"track\": 0, \"artist\": \"A\"}\n{\"track\": 2, \"artist\": \"A\"}"),
      complaint("tracks.json", "", "track 1 is missing"));
  EXPECT_THAT(reading_tracks("{\"track\": 1, \"artist\": \"A\"}"),
              complaint("tracks.json", "", "track 0 is missing"));
  EXPECT_THAT(
      reading_tracks("{\"track\": 0, \"artist\": \"A\"}\n\n{\"track\": 0, \"artist\": \"B\"}"),
      complaint("tracks.json", "3: ", "the first is in line 1"));
  // One id far above the others must not cost memory for all ids below it.
  EXPECT_THAT(reading_tracks("{\"track\": 2147483646, \"artist\": \"A\"}"),
              complaint("tracks.json", "1: ", "without gaps"));
}

TEST_F(WorldFilesTest, FarIdsOfTracksTakeNoMemory) {
  // Memory for all ids below the largest would be half a gigabyte.
  EXPECT_THAT(
      reading_tracks("{\"track\": 3999000, \"artist\": \"A\"}\n{\"track\": 0, \"artist\": \"A\"}"),
      complaint("tracks.json", "",
                "holds 2 tracks with ids up to 3999000, but track 1 is missing"));
}

TEST_F(WorldFilesTest, TheFirstTrackThatIsThereTwiceIsNamed) {
  EXPECT_THAT(
      reading_tracks("{\"track\": 2, \"artist\": \"A\"}\n{\"track\": 0, \"artist\": \"A\"}\n"
                     "{\"track\": 2, \"artist\": \"A\"}\n{\"track\": 0, \"artist\": \"A\"}\n"
                     "{\"track\": 2, \"artist\": \"A\"}"),
      complaint("tracks.json", "3: ", "track 2 is there twice; the first is in line 1"));
}

TEST_F(WorldFilesTest, TracksOfWrongShapesAreRefusedWithTheirLine) {
  EXPECT_THAT(reading_tracks("{\"track\": 0, \"artist\": \"A\"}\n{\"track\": 1}"),
              complaint("tracks.json", "2: ", "the key 'artist' is missing"));
  EXPECT_THAT(reading_tracks("{\"artist\": \"A\"}"),
              complaint("tracks.json", "1: ", "the key 'track' is missing"));
  EXPECT_THAT(reading_tracks("{\"track\": -1, \"artist\": \"A\"}"),
              complaint("tracks.json", "1: ", "'track' is -1"));
  EXPECT_THAT(reading_tracks("{\"track\": \"0x\", \"artist\": \"A\"}"),
              complaint("tracks.json", "1: ", "'track' is \"0x\""));
  EXPECT_THAT(reading_tracks("{\"track\": 0, \"artist\": 7}"),
              complaint("tracks.json", "1: ", "'artist' is 7; expected text"));
  EXPECT_THAT(reading_tracks("{\"track\": 0, \"artist\": \"A\", \"title\": null}"),
              complaint("tracks.json", "1: ", "'title' is null"));
  EXPECT_THAT(reading_tracks("\n"), complaint("tracks.json", "", "holds no tracks"));
}

TEST_F(WorldFilesTest, EmbeddingsAndTracksMustAgree) {
  const std::vector<float> rows = {1, 2, 3, 4};
  write_npy(folder_.path() / "two.npy", rows, 2, 2);
  WorldData data = tracks(kTracks);
  EXPECT_THAT([&] { read_embeddings(folder_.path() / "two.npy", data); },
              complaint("two.npy", "", "holds 2 embeddings, but the file of tracks has 3"));
  WorldData other;
  read_embeddings(folder_.path() / "two.npy", other);
  EXPECT_EQ(other.dim, 2u);
  EXPECT_THAT([&] { read_tracks(folder_.path() / "tracks.json", other); },
              complaint("tracks.json", "", "holds 3 tracks, but the file of embeddings has 2"));
}

TEST_F(WorldFilesTest, UsersHaveDefaultsAndOverrides) {
  const WorldData data = users(
      R"({"user": 5, "interests": [0], "favourite colour": "blue"}
{"interests": [2, 2, 1], "user": -3, "consume_bias": 1, "consume_sharpness": 0.5, "session_budget": 3, "interest_neighbours": 99, "artist_discount_gamma": 0.25}
)");
  EXPECT_THAT(data.user_ids, ElementsAre(5, -3));
  EXPECT_THAT(data.interests[0], ElementsAre(0));
  EXPECT_THAT(data.interests[1], ElementsAre(2, 2, 1));
  const UserTraits& defaults = data.traits[0];
  EXPECT_EQ(defaults.interest_neighbours, 10);
  EXPECT_EQ(defaults.session_budget, 5);
  EXPECT_EQ(defaults.consume_bias, 5.0);
  EXPECT_EQ(defaults.consume_sharpness, 1.0);
  EXPECT_EQ(defaults.artist_discount_gamma, 0.8);
  const UserTraits& own = data.traits[1];
  EXPECT_EQ(own.interest_neighbours, 99);
  EXPECT_EQ(own.session_budget, 3);
  EXPECT_EQ(own.consume_bias, 1.0);
  EXPECT_EQ(own.consume_sharpness, 0.5);
  EXPECT_EQ(own.artist_discount_gamma, 0.25);
}

TEST_F(WorldFilesTest, ATraitThatSomeUsersLackIsRemarked) {
  const WorldData some = users(R"({"user": 1, "interests": [0], "session_budget": 4}
{"user": 2, "interests": [0]}
{"user": 3, "interests": [0]})");
  EXPECT_THAT(some.remarks,
              ElementsAre(HasSubstr("some of the 3 users have no 'session_budget' (2 users)")));
  EXPECT_THAT(users("{\"user\": 1, \"interests\": [0]}").remarks, testing::IsEmpty());
  EXPECT_THAT(users("{\"user\": 1, \"interests\": [0], \"consume_bias\": 4}").remarks,
              testing::IsEmpty());
}

TEST_F(WorldFilesTest, UsersOfWrongShapesAreRefusedWithTheirLine) {
  const std::string good = "{\"user\": 1, \"interests\": [0]}\n";
  EXPECT_THAT(reading_users(good + "{\"user\": 1, \"interests\": [0]}"),
              complaint("users.json", "2: ", "user 1 is there twice"));
  EXPECT_THAT(reading_users(good + "{\"interests\": [0]}"),
              complaint("users.json", "2: ", "the key 'user' is missing"));
  EXPECT_THAT(reading_users("{\"user\": 1}"),
              complaint("users.json", "1: ", "the key 'interests' is missing"));
  EXPECT_THAT(reading_users("{\"user\": 1, \"interests\": []}"),
              complaint("users.json", "1: ", "'interests' is []; expected at least one"));
  EXPECT_THAT(reading_users("{\"user\": 1, \"interests\": [0, 3]}"),
              complaint("users.json", "1: ", "holds 3; expected a list of integers from 0 to 2"));
  EXPECT_THAT(reading_users("{\"user\": 1, \"interests\": [-1]}"),
              complaint("users.json", "1: ", "holds -1"));
  EXPECT_THAT(reading_users("{\"user\": 1, \"interests\": [18446744073709551615]}"),
              complaint("users.json", "1: ", "holds 18446744073709551615"));
  EXPECT_THAT(reading_users("{\"user\": 1, \"interests\": [0], \"interest_neighbours\": 0}"),
              complaint("users.json", "1: ", "'interest_neighbours' is 0"));
  EXPECT_THAT(reading_users("{\"user\": 1, \"interests\": [0], \"session_budget\": 2.5}"),
              complaint("users.json", "1: ", "'session_budget' is 2.5"));
  EXPECT_THAT(reading_users("{\"user\": 1, \"interests\": [0], \"consume_bias\": \"5\"}"),
              complaint("users.json", "1: ", "'consume_bias' is \"5\""));
  EXPECT_THAT(reading_users("{\"user\": 1, \"interests\": [0], \"consume_sharpness\": null}"),
              complaint("users.json", "1: ", "'consume_sharpness' is null"));
  EXPECT_THAT(reading_users("{\"user\": 1, \"interests\": [0], \"artist_discount_gamma\": -0.1}"),
              complaint("users.json", "1: ", "'artist_discount_gamma' is -0.1"));
  // Each trait is refused just outside of its limits, and taken at them.
  const auto with = [](const std::string& trait) {
    return "{\"user\": 1, \"interests\": [0], " + trait + "}";
  };
  for (const char* budget : {"0", "-3", "2147483648"}) {
    EXPECT_THAT(reading_users(with(std::string("\"session_budget\": ") + budget)),
                complaint("users.json", "1: ",
                          std::string("'session_budget' is ") + budget +
                              "; expected an integer from 1 to 2147483647"));
  }
  EXPECT_THAT(reading_users(with("\"consume_sharpness\": -1")),
              complaint("users.json", "1: ", "'consume_sharpness' is -1; expected at least 0"));
  EXPECT_THAT(reading_users(with("\"artist_discount_gamma\": 1.5")),
              complaint("users.json",
                        "1: ", "'artist_discount_gamma' is 1.5; expected a number from 0 to 1"));
  for (const char* trait :
       {"\"session_budget\": 1", "\"consume_sharpness\": 0", "\"artist_discount_gamma\": 0",
        "\"artist_discount_gamma\": 1", "\"interest_neighbours\": 1"}) {
    EXPECT_NO_THROW(users(with(trait))) << trait;
  }
  // Upstream's traces have such traits.
  WorldData upstream = users(with("\"session_budget\": 1"));
  read_users(folder_.write("upstream.json",
                           "{\"user\": 2, \"interests\": [0], \"session_budget\": -3, "
                           "\"artist_discount_gamma\": 1.5}"),
             upstream, TraitLimits::upstream);
  EXPECT_EQ(upstream.traits[1].session_budget, -3);
  EXPECT_EQ(upstream.traits[1].artist_discount_gamma, 1.5);
  EXPECT_THAT(reading_users(""), complaint("users.json", "", "holds no users"));
}

TEST_F(WorldFilesTest, TopTracksAreAListOfTheCatalog) {
  EXPECT_THAT(top("[2, 0]").top_tracks, ElementsAre(2, 0));
  EXPECT_THAT(reading_top("[2, 3]"), complaint("top.json", "", "item 1 is 3"));
  EXPECT_THAT(reading_top("[-1]"), complaint("top.json", "", "item 0 is -1"));
  EXPECT_THAT(reading_top("[0, \"x\"]"), complaint("top.json", "1:5: ", "item 1 is \"x\""));
  EXPECT_THAT(reading_top("[0, 1,\n 0]"), complaint("top.json", "2:2: ", "twice (item 2)"));
  EXPECT_THAT(reading_top("[]"), complaint("top.json", "", "expected a JSON array"));
  EXPECT_THAT(reading_top("{}"), complaint("top.json", "", "expected a JSON array"));
  EXPECT_THAT(reading_top("[0"), complaint("top.json", "1:1: ", "not closed"));
  EXPECT_THAT(reading_top("[0, nul]"), complaint("top.json", "1:", "not JSON"));
}

TEST_F(WorldFilesTest, TopTracksComeInSeveralShapes) {
  for (const std::string content :
       {"[\n  2,\n  0\n]\n", "[\"2\", \"0\"]", "2\n0\n", "{\"tracks\": [2, 0]}",
        "{\n\"recommendations\": [\n\"2\",\n0\n]\n}", "[{\"track\": 2}, {\"item_id\": \"0\"}]",
        "{\"track\": 2, \"plays\": 70}\n{\"track\": 0, \"plays\": 50}\n"}) {
    EXPECT_THAT(top(content).top_tracks, ElementsAre(2, 0)) << content;
    EXPECT_THAT(top(gzipped(content)).top_tracks, ElementsAre(2, 0)) << content;
  }
}

TEST_F(WorldFilesTest, TopTracksOfOtherShapesAreRefused) {
  EXPECT_THAT(reading_top("{\"2\": 70, \"0\": 50}"),
              complaint("top.json", "1:7: ", "that is no order; expected a JSON array"));
  EXPECT_THAT(reading_top("[[2, 0]]"), complaint("top.json", "1:2: ", "item 0 is [2,0]"));
  EXPECT_THAT(reading_top("{\"tracks\": 2}"), complaint("top.json", "1: ", "'tracks' is 2"));
  EXPECT_THAT(reading_top("{\"tracks\": [2, 9]}"), complaint("top.json", "1: ", "item 1 is 9"));
  // These files hold a list for each track or user.
  EXPECT_THAT(reading_top("{\"track\": 0, \"tracks\": [2, 0]}"),
              complaint("top.json", "1: ", "a list of one track or user"));
  EXPECT_THAT(reading_top("{\"tracks\": [2]}\n{\"tracks\": [0]}\n"),
              complaint("top.json", "2: ", "there is more than one list"));
  EXPECT_THAT(reading_top("{\"tracks\": [2]}\n0\n"),
              complaint("top.json", "2: ", "there is more than one list"));
  EXPECT_THAT(reading_top("2\n9\n"), complaint("top.json", "2: ", "item 1 is 9"));
  EXPECT_THAT(reading_top("{\"plays\": 70}"), complaint("top.json", "1: ", "item 0 is {"));
}

TEST_F(WorldFilesTest, TracksAndUsersMayStandInArraysPackedWithIdsAsText) {
  const std::string track_array =
      "[\n{\"track\": \"1\", \"artist\": \"B\"},\n{\"track\": 0, \"artist\": \"A\"}\n]\n";
  const std::string user_array =
      "[{\"user\": \"-7\", \"interests\": [\"1\", 0]}, {\"user\": 8, \"interests\": [\"0\"]}]";
  for (const bool pack : {false, true}) {
    const auto stored = [&](const std::string& content) {
      return pack ? gzipped(content) : content;
    };
    WorldData data = tracks(stored(track_array));
    EXPECT_THAT(data.artists, ElementsAre("A", "B"));
    read_users(folder_.write("users.json", stored(user_array)), data);
    EXPECT_THAT(data.user_ids, ElementsAre(-7, 8));
    EXPECT_THAT(data.interests[0], ElementsAre(1, 0));
    EXPECT_THAT(data.interests[1], ElementsAre(0));
  }
  EXPECT_THAT(
      reading_tracks("[{\"track\": 0, \"artist\": \"A\"},\n {\"track\": 0, \"artist\": \"B\"}]"),
      complaint("tracks.json", "2:2: ", "the first is in line 1, column 2"));
  EXPECT_THAT(reading_tracks("{\"0\": {\"artist\": \"A\"}}"),
              complaint("tracks.json", "1:7: ", "object with ids as keys"));
}

TEST_F(WorldFilesTest, MisspeltTraitsAreRefusedAndOtherKeysAreNot) {
  const auto user = [](const std::string& more) {
    return "{\"user\": 1, \"interests\": [0], \"" + more + "\": 1}";
  };
  for (const auto& [key, trait] :
       {std::pair{"consume_bais", "consume_bias"}, std::pair{"consumeBias", "consume_bias"},
        std::pair{"Consume-Sharpness", "consume_sharpness"}, std::pair{"bias", "consume_bias"},
        std::pair{"interest_neighbors", "interest_neighbours"},
        std::pair{"budget", "session_budget"}, std::pair{"sesion_bugdet", "session_budget"},
        std::pair{"discount_gamma", "artist_discount_gamma"}}) {
    EXPECT_THAT(reading_users(user(key)),
                complaint("users.json",
                          "1: ", fmt::format("unknown key '{}' (did you mean '{}'?)", key, trait)));
  }
  for (const char* key : {"age", "sex", "name", "session", "interest", "artist", "consume_time",
                          "favourite colour", "mean_time"}) {
    EXPECT_NO_THROW(users(user(key))) << key;
  }
  // A user with both keys keeps the value of the trait itself.
  EXPECT_EQ(users("{\"user\": 1, \"interests\": [0], \"bias\": 1, \"consume_bias\": 2}")
                .traits[0]
                .consume_bias,
            2);
  EXPECT_THAT(reading_users("{\"usr\": 1, \"interests\": [0]}"),
              complaint("users.json", "1: ", "'user' is missing (is it 'usr'?)"));
}

// Compares tracks, users and popularity of two worlds by the names in their files, because artist
// ids may change on the way.
void expect_same(const World& a, const World& b) {
  ASSERT_EQ(a.catalog.n_tracks(), b.catalog.n_tracks());
  for (TrackId track = 0; track < a.catalog.n_tracks(); ++track) {
    EXPECT_EQ(a.catalog.titles[track], b.catalog.titles[track]);
    EXPECT_EQ(a.catalog.artists[a.catalog.artist_of[track]],
              b.catalog.artists[b.catalog.artist_of[track]]);
  }
  EXPECT_TRUE(std::ranges::equal(a.users.ids, b.users.ids));
  EXPECT_TRUE(std::ranges::equal(a.top_tracks, b.top_tracks));
  ASSERT_EQ(a.users.size(), b.users.size());
  for (UserIndex user = 0; user < a.users.size(); ++user) {
    const UserTraits& x = a.users.traits[user];
    const UserTraits& y = b.users.traits[user];
    EXPECT_EQ(x.interest_neighbours, y.interest_neighbours);
    EXPECT_EQ(x.session_budget, y.session_budget);
    EXPECT_EQ(x.consume_bias, y.consume_bias) << "to the bit";
    EXPECT_EQ(x.consume_sharpness, y.consume_sharpness) << "to the bit";
    EXPECT_EQ(x.artist_discount_gamma, y.artist_discount_gamma) << "to the bit";
    EXPECT_TRUE(std::ranges::equal(a.users.interests(user), b.users.interests(user)));
  }
}

World load(const std::filesystem::path& directory) {
  WorldData data;
  read_tracks(directory / "tracks.json", data);
  read_embeddings(directory / "tracks.npy", data);
  read_users(directory / "users.json", data);
  data.top_tracks = read_top_tracks(directory / "top_tracks.json", data.artist_of.size());
  return make_world(data);
}

TEST_F(WorldFilesTest, AreExportedAsTheyAreLoaded) {
  WorldData data;
  generate_world(data, {.tracks = 50, .users = 20, .dim = 7});
  data.artists[0] = "Sigur Rós \"и\" \\ 東京\n\x01";
  data.titles[3] = "";
  data.user_ids[2] = -77;
  data.traits[1] = {3, 2, 1.0 / 3.0, 0.1, 1.0};
  data.traits[2] = {1000, 1, 1e-300, 5e300, 0.0};
  data.interests[4] = {1, 1, 1, 49};
  data.top_tracks = {5, 3, 49};
  const World world = make_world(data);
  write_world_files(world, folder_.path() / "out");
  const World again = load(folder_.path() / "out");
  expect_same(world, again);
  EXPECT_EQ(world.embeddings_fingerprint, again.embeddings_fingerprint);
  // A second export changes nothing at all, because files number artists in order of appearance.
  write_world_files(again, folder_.path() / "again");
  EXPECT_EQ(load(folder_.path() / "again").fingerprint, again.fingerprint);
  for (const char* file : {"tracks.json", "tracks.npy", "users.json", "top_tracks.json"}) {
    EXPECT_EQ(read_file(folder_.path() / "out" / file), read_file(folder_.path() / "again" / file));
  }
}

TEST_F(WorldFilesTest, TracksMayHaveGenres) {
  const WorldData data = tracks(
      R"({"track": 2, "artist": "A", "genre": "Rock"}
{"track": 0, "artist": "A", "genre": "Jazz"}
{"track": 3, "artist": "A", "genre": ""}
{"track": 1, "artist": "B", "genre": "Rock"}
)");
  EXPECT_THAT(data.genres, ElementsAre("Jazz", "Rock", "")) << "numbered by the order of tracks";
  EXPECT_THAT(data.genre_of, ElementsAre(0, 1, 1, 2));
  const WorldData none = tracks(kTracks);
  EXPECT_TRUE(none.genres.empty());
  EXPECT_TRUE(none.genre_of.empty());
}

TEST_F(WorldFilesTest, AllTracksHaveGenresOrNoneHas) {
  const std::string with = "{\"track\": 1, \"artist\": \"A\", \"genre\": \"Rock\"}\n";
  const std::string without = "{\"track\": 0, \"artist\": \"A\"}\n";
  const std::string more = "{\"track\": 2, \"artist\": \"A\", \"genre\": \"Rock\"}\n";
  for (const auto& [content, line] :
       {std::pair{with + without + more, "2: "}, std::pair{without + with + more, "1: "},
        std::pair{more + with + without, "3: "}}) {
    EXPECT_THAT(reading_tracks(content),
                complaint("tracks.json", line, "this track has no 'genre' but others have one"));
  }
  EXPECT_THAT(reading_tracks("{\"track\": 0, \"artist\": \"A\", \"genre\": 7}"),
              complaint("tracks.json", "1: ", "'genre' is 7; expected text"));
}

// A world that is exported and read again is the same to the last byte, genres included.
TEST_F(WorldFilesTest, AGeneratedWorldIsExportedAndReadAgainAsItWas) {
  for (const Preset preset : {Preset::y2023, Preset::y2025}) {
    WorldData generated;
    generate_world(generated, {.preset = preset, .tracks = 300, .users = 40, .dim = 8, .seed = 3});
    generated.top_tracks = {7, 299, 0};
    const World world = make_world(generated);
    ASSERT_TRUE(world.catalog.knows_genres());
    write_world_files(world, folder_.path() / "out");
    const World again = load(folder_.path() / "out");
    expect_same(world, again);
    ASSERT_EQ(again.catalog.genres.size(), generated.genres.size());
    for (std::size_t genre = 0; genre < generated.genres.size(); ++genre) {
      EXPECT_EQ(again.catalog.genres[genre], generated.genres[genre]);
    }
    EXPECT_THAT(again.catalog.genre_of, testing::ElementsAreArray(generated.genre_of));
    EXPECT_EQ(again.fingerprint, world.fingerprint);
  }
}

}  // namespace
}  // namespace reprise
