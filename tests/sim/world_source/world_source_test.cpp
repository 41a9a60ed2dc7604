#include "sim/world_source/world_source.h"

#include <fmt/format.h>
#include <gmock/gmock.h>

#include "sim/generator/generate_world.h"
#include "sim/world_files/world_files.h"
#include "tests/gzipped.h"
#include "tests/temporary_folder.h"

namespace reprise {
namespace {

using testing::AllOf;
using testing::HasSubstr;
using testing::StartsWith;
using testing::ThrowsMessage;

class WorldSourceTest : public testing::Test {
 protected:
  WorldSourceTest() {
    WorldData data;
    generate_world(data, {.tracks = 40, .users = 8, .dim = 5});
    data.top_tracks = {3, 1, 2};
    write_world_files(make_world(data), directory());
  }

  std::filesystem::path directory() const { return folder_.path() / "world"; }
  std::filesystem::path cache() const { return folder_.path() / "cache"; }
  // Returns `world:` with some of the files, under the names that they have in YAML.
  std::string files(std::initializer_list<const char*> names) const {
    std::string yaml = "files: {";
    for (const std::string name : names) {
      const std::string file = name == "embeddings" ? "tracks.npy" : name + ".json";
      yaml += name + ": \"" + (directory() / file).string() + "\", ";
    }
    return yaml + "}\n";
  }
  static WorldSource read(const std::string& yaml) {
    return read_world_source(parse_yaml(yaml, "exp.yaml"));
  }
  static auto reading(const std::string& yaml) {
    return [yaml] { read(yaml); };
  }

  TemporaryFolder folder_;
};

TEST_F(WorldSourceTest, OfNothingIsTheDefaultWorld) {
  const WorldSource source = read_world_source(Node{});
  ASSERT_TRUE(source.generate.has_value());
  EXPECT_EQ(source.generate->tracks, 50'000);
  EXPECT_EQ(source.generate->users, 10'000);
  EXPECT_EQ(source.generate->dim, 100);
  EXPECT_EQ(source.generate->preset, Preset::y2023);
  EXPECT_TRUE(read("{}").generate.has_value());
}

TEST_F(WorldSourceTest, OfAllFilesIsThatWorld) {
  const OpenWorld open =
      open_world(read(files({"embeddings", "tracks", "users", "top_tracks"})), {});
  EXPECT_EQ(open.world->catalog.n_tracks(), 40u);
  EXPECT_EQ(open.world->users.size(), 8u);
  EXPECT_THAT(open.world->top_tracks, testing::ElementsAre(3, 1, 2));
  EXPECT_EQ(open.description, "files");
  EXPECT_FALSE(open.from_cache);
}

TEST_F(WorldSourceTest, WithoutAPopularityListMakesOne) {
  const OpenWorld open = open_world(read(files({"embeddings", "tracks", "users"})), {});
  EXPECT_EQ(open.world->top_tracks.size(), 40u);
}

TEST_F(WorldSourceTest, OfADirectoryIsItsFiles) {
  const Node node = Node::make_scalar(directory().string());
  const OpenWorld by_directory = open_world(read_world_source(node), {});
  const OpenWorld by_files =
      open_world(read(files({"embeddings", "tracks", "users", "top_tracks"})), {});
  EXPECT_EQ(by_directory.world->fingerprint, by_files.world->fingerprint);
  std::filesystem::remove(directory() / "top_tracks.json");
  EXPECT_EQ(open_world(read_world_source(node), {}).world->top_tracks.size(), 40u);
  std::filesystem::remove(directory() / "users.json");
  EXPECT_THAT([&] { read_world_source(node); },
              ThrowsMessage<UserError>(HasSubstr(directory().string() + " has no users.json")));
}

// 2026 calls the embeddings embeddings.npy.
TEST_F(WorldSourceTest, OfADirectoryHasTheNamesOfEveryYear) {
  const Node node = Node::make_scalar(directory().string());
  const Fingerprint expected = open_world(read_world_source(node), {}).world->fingerprint;
  std::filesystem::rename(directory() / "tracks.npy", directory() / "embeddings.npy");
  EXPECT_EQ(open_world(read_world_source(node), {}).world->fingerprint, expected);
  std::filesystem::copy(directory() / "embeddings.npy", directory() / "tracks.npy");
  EXPECT_THAT([&] { read_world_source(node); },
              ThrowsMessage<UserError>(HasSubstr("has embeddings.npy and tracks.npy")));
}

TEST_F(WorldSourceTest, UsersHaveTheDefaultsOfTheFiles) {
  write_file(directory() / "users.json",
             "{\"user\": 1, \"interests\": [4]}\n"
             "{\"user\": 2, \"interests\": [5], \"consume_bias\": 0.25}\n");
  const std::string plain = files({"embeddings", "tracks", "users", "top_tracks"});
  const std::string with =
      plain.substr(0, plain.rfind('}')) + "defaults: {consume_bias: 0.5, session_budget: 7}}\n";
  const OpenWorld open = open_world(read(with), cache());
  EXPECT_EQ(open.world->users.traits[0].consume_bias, 0.5);
  EXPECT_EQ(open.world->users.traits[0].session_budget, 7);
  EXPECT_EQ(open.world->users.traits[0].consume_sharpness, 1.0);
  EXPECT_EQ(open.world->users.traits[1].consume_bias, 0.25);
  // The cache does not take one for the other.
  EXPECT_EQ(open_world(read(plain), cache()).world->users.traits[0].consume_bias, 5.0);
  EXPECT_THAT(reading("files: {defaults: {consume_bias: 1}}\n"),
              ThrowsMessage<UserError>(HasSubstr("'files.defaults' are of 'files.users'")));
}

TEST_F(WorldSourceTest, MayBeUpstreamsEnvYml) {
  std::filesystem::create_directories(directory() / "config");
  std::filesystem::create_directories(directory() / "data");
  for (const char* name : {"tracks.npy", "tracks.json", "users.json"}) {
    std::filesystem::rename(directory() / name, directory() / "data" / name);
  }
  std::filesystem::rename(directory() / "data" / "tracks.npy",
                          directory() / "data" / "embeddings.npy");
  const std::string env = (directory() / "config" / "env.yml").string();
  const auto env_of = [&](const std::string& tracks, const std::string& embeddings,
                          const std::string& default_key) {
    write_file(env, fmt::format("artists_config:\n  model: llama3.1\n"
                                "track_catalog_config:\n  tracks_per_artist: 10\n"
                                "  {}: data/tracks.json\n  {}: data/embeddings.npy\n"
                                "user_catalog_config:\n  user_catalog_path: data/users.json\n"
                                "  {}: 3\n"
                                "remote_recommender_config:\n  host: localhost\n  port: 5001\n",
                                tracks, embeddings, default_key));
    return read_world_source(Node::make_scalar(env));
  };
  for (const auto& [tracks, embeddings] : {std::pair("tracks_path", "tracks_embeddings_path"),
                                           std::pair("track_meta_path", "track_embeddings_path")}) {
    const WorldSource source = env_of(tracks, embeddings, "default_session_budget");
    EXPECT_EQ(source.files.users.path, directory() / "data" / "users.json");
    EXPECT_EQ(source.files.defaults->session_budget, 3);
    std::string said;
    const OpenWorld open = open_world(source, {}, [&](std::string_view stage, auto...) {
      if (said.empty()) said = stage;
    });
    EXPECT_EQ(open.world->users.traits[0].session_budget, 3);
    EXPECT_THAT(said, AllOf(HasSubstr("track_catalog_config.tracks_per_artist"),
                            HasSubstr("artists_config"), HasSubstr("remote_recommender_config"),
                            HasSubstr("are ignored")));
  }
  EXPECT_THAT([&] { env_of("tracks_path", "tracks_embeddings_path", "default_sesion_budget"); },
              ThrowsMessage<UserError>(HasSubstr("did you mean 'default_session_budget'?")));
  EXPECT_THAT([&] { env_of("tracks_file", "tracks_embeddings_path", "default_session_budget"); },
              ThrowsMessage<UserError>(HasSubstr("track_catalog_config has no 'tracks_path'")));
  std::filesystem::remove(directory() / "data" / "tracks.json");
  EXPECT_THAT([&] { env_of("tracks_path", "tracks_embeddings_path", "default_session_budget"); },
              ThrowsMessage<UserError>(HasSubstr("'data/tracks.json', but there is no such file")));
}

TEST_F(WorldSourceTest, OfHalvesIsAnotherWorldWithNumPy2) {
  const OpenWorld open = open_world(read(files({"embeddings", "tracks", "users"})), {});
  EXPECT_EQ(open.world->arithmetic, Arithmetic::numpy_1);
  const OpenWorld other =
      open_world(read(files({"embeddings", "tracks", "users"}) + "arithmetic: numpy_2\n"), {});
  EXPECT_EQ(other.world->arithmetic, Arithmetic::numpy_2);
  EXPECT_NE(other.world->fingerprint, open.world->fingerprint);
  EXPECT_THAT(reading("arithmetic: numpy_3\n"), ThrowsMessage<UserError>(HasSubstr("numpy_2")));
}

TEST_F(WorldSourceTest, AGitLfsPointerIsNamedAsOne) {
  write_file(directory() / "tracks.npy",
             "version https://git-lfs.github.com/spec/v1\noid sha256:4d7a\nsize 132694144\n");
  EXPECT_THAT(
      [&] {
        open_world(read(files({"embeddings", "tracks", "users"})), {});
      },
      ThrowsMessage<UserError>(
          AllOf(StartsWith((directory() / "tracks.npy").string()),
                HasSubstr("is a Git LFS pointer, not the data of 132694144 bytes"),
                HasSubstr("git lfs pull"))));
  write_file(directory() / "users.json",
             "version https://git-lfs.github.com/spec/v1\noid sha256:4d7a\nsize 5\n");
  EXPECT_THAT(
      [&] {
        WorldData data;
        read_users(directory() / "users.json", data);
      },
      ThrowsMessage<UserError>(HasSubstr("is a Git LFS pointer")));
}

TEST_F(WorldSourceTest, OfADirectoryMayBePacked) {
  const Node node = Node::make_scalar(directory().string());
  const OpenWorld plain = open_world(read_world_source(node), {});
  for (const char* name : {"tracks.json", "users.json", "top_tracks.json"}) {
    write_file(directory() / fmt::format("{}.gz", name), gzipped(read_file(directory() / name)));
    std::filesystem::remove(directory() / name);
  }
  EXPECT_EQ(open_world(read_world_source(node), {}).world->fingerprint, plain.world->fingerprint);
  std::filesystem::remove(directory() / "users.json.gz");
  EXPECT_THAT([&] { read_world_source(node); },
              ThrowsMessage<UserError>(HasSubstr("has no users.json")));
}

TEST_F(WorldSourceTest, MayBeAFileOfItsOwn) {
  const std::string path = folder_.write("own.yaml", "generate: {tracks: 17, users: 2, dim: 4}\n");
  EXPECT_EQ(read_world_source(Node::make_scalar(path)).generate->tracks, 17);
  // The path of a world file is relative to the experiment that names it; paths in the world file
  // are relative to itself.
  folder_.write("beside.yaml",
                "files: {embeddings: world/tracks.npy, tracks: world/tracks.json, "
                "users: world/users.json}\n");
  const std::string experiment = folder_.write("experiment.yaml", "world: beside.yaml\n");
  const WorldSource source = read_world_source(*read_yaml(experiment).find("world"));
  EXPECT_EQ(source.files.users.path, directory() / "users.json");
  folder_.write("broken.yaml", "just text\n");
  EXPECT_THAT(
      [&] { read_world_source(Node::make_scalar((folder_.path() / "broken.yaml").string())); },
      ThrowsMessage<UserError>(HasSubstr("a map with 'generate', 'files' or 'fitted'")));
}

TEST_F(WorldSourceTest, RefusesWhatIsNotThere) {
  EXPECT_THAT(reading("/nowhere/at/all"),
              ThrowsMessage<UserError>(
                  AllOf(StartsWith("exp.yaml:1:1:"), HasSubstr("there is no /nowhere/at/all"))));
  EXPECT_THROW(read("\"\""), UserError);
  EXPECT_THROW(read("[1, 2]"), UserError);
}

TEST_F(WorldSourceTest, RefusesToGenerateWhatIsThere) {
  EXPECT_THAT(reading(files({"embeddings", "tracks", "users"}) + "generate: {preset: 2023}\n"),
              ThrowsMessage<UserError>(HasSubstr("nothing to generate")));
}

TEST_F(WorldSourceTest, AsksForWhatIsMissing) {
  EXPECT_THAT(reading(files({"embeddings", "tracks"})),
              ThrowsMessage<UserError>(AllOf(HasSubstr("lack 'users' (users.json)"),
                                             HasSubstr("generate: {preset: 2023}"))));
  EXPECT_THAT(reading(files({"tracks", "users"})),
              ThrowsMessage<UserError>(HasSubstr("lack 'embeddings' (tracks.npy)")));
  EXPECT_THAT(reading(files({"users"})), ThrowsMessage<UserError>(HasSubstr("need 'tracks'")));
  EXPECT_THAT(reading(files({"top_tracks"}) + "generate: {}\n"),
              ThrowsMessage<UserError>(HasSubstr("need 'tracks'")));
  EXPECT_THAT(reading("files: {tracks: /nowhere.json}\n"),
              ThrowsMessage<UserError>(HasSubstr("there is no file /nowhere.json")));
}

TEST_F(WorldSourceTest, CompletesFiles) {
  const OpenWorld no_users =
      open_world(read(files({"embeddings", "tracks"}) + "generate: {users: 5, tracks: 999}\n"), {});
  EXPECT_EQ(no_users.world->users.size(), 5u);
  EXPECT_EQ(no_users.world->catalog.n_tracks(), 40u) << "the file's tracks, not the recipe's";
  EXPECT_THAT(no_users.description, HasSubstr("users generated"));
  const OpenWorld whole = open_world(read(files({"embeddings", "tracks", "users"})), {});
  EXPECT_EQ(no_users.world->embeddings_fingerprint, whole.world->embeddings_fingerprint);
  const OpenWorld no_embeddings =
      open_world(read(files({"tracks", "users"}) + "generate: {dim: 3}\n"), {});
  EXPECT_EQ(no_embeddings.world->catalog.embeddings.dim(), 3u);
  EXPECT_EQ(no_embeddings.world->users.size(), 8u);
}

TEST_F(WorldSourceTest, IsWrittenAsItIsRead) {
  for (const std::string& yaml :
       {std::string("generate: {preset: 2025, tracks: 17, users: 3, dim: 4, seed: 9}\n"),
        files({"embeddings", "tracks", "users"})}) {
    const Node written = WorldSource::parameters().write(read(yaml));
    const std::string text = write_yaml(with_paths_from(written, std::filesystem::current_path()));
    EXPECT_EQ(write_yaml(WorldSource::parameters().write(read(text))), write_yaml(written));
  }
}

TEST_F(WorldSourceTest, IsMappedFromTheCache) {
  const WorldSource source = read("generate: {tracks: 60, users: 9, dim: 4}\n");
  const OpenWorld none = open_world(source, {});
  const OpenWorld first = open_world(source, cache());
  const OpenWorld second = open_world(source, cache());
  EXPECT_FALSE(first.from_cache);
  EXPECT_TRUE(second.from_cache);
  EXPECT_EQ(first.world->fingerprint, none.world->fingerprint);
  EXPECT_EQ(second.world->fingerprint, none.world->fingerprint);
  EXPECT_FALSE(
      open_world(read("generate: {tracks: 60, users: 9, dim: 4, seed: 2}"), cache()).from_cache);
}

TEST_F(WorldSourceTest, OfChangedFilesIsReadAgain) {
  const std::string config = files({"embeddings", "tracks", "users", "top_tracks"});
  const Fingerprint before = open_world(read(config), cache()).world->fingerprint;
  ASSERT_TRUE(open_world(read(config), cache()).from_cache);
  write_file(directory() / "top_tracks.json", "[7]");
  const OpenWorld after = open_world(read(config), cache());
  EXPECT_FALSE(after.from_cache);
  EXPECT_NE(after.world->fingerprint, before);
}

TEST_F(WorldSourceTest, IsMadeAgainWhenTheCacheIsDamaged) {
  const WorldSource source = read("generate: {tracks: 60, users: 9, dim: 4}\n");
  const Fingerprint expected = open_world(source, cache()).world->fingerprint;
  const std::filesystem::path file =
      std::filesystem::directory_iterator(cache() / "worlds")->path();
  std::string damaged = read_file(file);
  damaged[damaged.size() / 2] = static_cast<char>(damaged[damaged.size() / 2] ^ 8);
  write_file(file, damaged);
  std::string said;
  const OpenWorld again = open_world(source, cache(), [&](std::string_view stage, auto...) {
    if (said.empty()) said = stage;
  });
  EXPECT_FALSE(again.from_cache);
  EXPECT_EQ(again.world->fingerprint, expected);
  EXPECT_THAT(said, HasSubstr("damaged: its checksum does not match"));
  EXPECT_TRUE(open_world(source, cache()).from_cache);
}

TEST_F(WorldSourceTest, DoesWithoutACacheItCannotWrite) {
  write_file(cache(), "a file where the directory would be");
  const WorldSource source = read("generate: {tracks: 20, users: 2, dim: 2}\n");
  EXPECT_EQ(open_world(source, cache()).world->fingerprint,
            open_world(source, {}).world->fingerprint);
}

TEST_F(WorldSourceTest, ErrorsOfTheFilesNameThem) {
  write_file(directory() / "users.json", "{\"user\": 1, \"interests\": [40]}\n");
  EXPECT_THAT(
      [&] {
        open_world(read(files({"embeddings", "tracks", "users"})), cache());
      },
      ThrowsMessage<UserError>(StartsWith((directory() / "users.json").string() + ":1:")));
}

}  // namespace
}  // namespace reprise
