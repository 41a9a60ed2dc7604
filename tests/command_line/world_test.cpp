// Tests `reprise world`: worlds are generated, described, and written so that they load as files.
#include "experiments/commands/command.h"
#include "tests/command_line/botify_world.h"
#include "tests/command_line/tiny_experiment.h"

namespace reprise {
namespace {

using nlohmann::json;
using testing::AllOf;
using testing::AnyOf;
using testing::ElementsAre;
using testing::EndsWith;
using testing::HasSubstr;
using testing::IsEmpty;
using testing::Not;
using testing::SizeIs;

using WorldCommand = TinyExperiment;

const std::vector<std::string> kTinyWorld = {"--preset", "2023",  "--tracks", "300",    "--users",
                                             "50",       "--dim", "16",       "--seed", "1"};

std::vector<std::string> world(const std::string& action,
                               std::vector<std::string> more = kTinyWorld) {
  more.insert(more.begin(), {"world", action});
  return more;
}

TEST_F(WorldCommand, GenerateFillsTheCacheOnce) {
  const Outcome first = sandbox.run(world("generate"));
  EXPECT_THAT(first, Succeeds());
  EXPECT_THAT(first.out, AllOf(HasSubstr("300 tracks, 50 users"), HasSubstr("made now")));
  EXPECT_THAT(first.err, HasSubstr("generating the world"));
  const Outcome again = sandbox.run(world("generate"));
  EXPECT_THAT(again.out, HasSubstr("from the cache"));
  EXPECT_THAT(again.err, IsEmpty());
  // An experiment in this world finds it in the cache.
  EXPECT_THAT(sandbox.run({"run", "tiny.yaml"}).err, Not(HasSubstr("generating")));
  EXPECT_THAT(sandbox
                  .run(world("generate", {"--tracks", "300", "--users", "50", "--dim", "16",
                                          "--seed", "2", "--quiet"}))
                  .out,
              HasSubstr("made now"));
}

TEST_F(WorldCommand, GenerateIsReproducible) {
  const Outcome here = sandbox.run(world("generate"));
  const Outcome there = Sandbox().run(world("generate"));
  EXPECT_EQ(here.out, there.out);
}

TEST_F(WorldCommand, DescribeSaysWhatIsInIt) {
  const Outcome outcome = sandbox.run(world("describe"));
  EXPECT_THAT(outcome, Succeeds());
  for (const char* part : {"300", "50", "16", "artists", "quantile", "own"}) {
    EXPECT_THAT(outcome.out, HasSubstr(part));
  }
  // The description of a small world has numbers only, and no nan.
  EXPECT_THAT(outcome.out, AllOf(Not(HasSubstr("nan")), Not(HasSubstr("inf"))));
}

TEST_F(WorldCommand, DescribesTheSmallestWorlds) {
  for (const char* size : {"1", "2"}) {
    const Outcome outcome = sandbox.run(
        world("describe", {"--tracks", size, "--users", size, "--dim", size, "--quiet"}));
    EXPECT_THAT(outcome, Succeeds());
    EXPECT_THAT(outcome.out, AllOf(Not(HasSubstr("nan")), Not(HasSubstr("inf"))));
  }
}

// The exported files hold the whole world: every session that is played from them is the same.
TEST_F(WorldCommand, ExportedWorldPlaysTheSame) {
  std::vector<std::string> arguments = world("export");
  arguments.insert(arguments.end(), {"--out", "exported"});
  ASSERT_THAT(sandbox.run(arguments), Succeeds());
  EXPECT_THAT(Sandbox::files_in(sandbox.directory() / "exported"),
              ElementsAre("top_tracks.json", "tracks.json", "tracks.npy", "users.json"));
  const std::vector<std::string> settings = {"--set", "users_csv=true", "--set",
                                             "treatments.oracle=oracle"};
  const std::string generated = run("generated", settings);
  std::string from_files = kTiny;
  from_files.replace(
      from_files.find("{generate"),
      from_files.find('\n', from_files.find("{generate")) - from_files.find("{generate"),
      "exported");
  sandbox.write("files.yaml", from_files);
  const std::string loaded = run("loaded", settings, "files.yaml");
  EXPECT_EQ(sandbox.read(generated + "/users.csv"), sandbox.read(loaded + "/users.csv"));
  EXPECT_EQ(sandbox.read(generated + "/effects.csv"), sandbox.read(loaded + "/effects.csv"));
  const json a = sandbox.read_json(generated + "/results.json");
  const json b = sandbox.read_json(loaded + "/results.json");
  EXPECT_EQ(a["treatments"], b["treatments"]);
}

TEST_F(WorldCommand, ExportKeepsFieldsAndIdsAndNamesWhatItCannot) {
  for (const auto& [file, content] : BotifyWorld().files("w")) sandbox.write(file, content);
  const std::string users = R"({"user":"anna","interests":[0],"age":31.0,"country":"DE"})"
                            "\n"
                            R"({"user":"ben","interests":[2],"age":40.0})"
                            "\n";
  sandbox.write("w/users.json", users);
  sandbox.write("hazard.yaml",
                "files: {embeddings: w/tracks.npy, tracks: w/tracks.json, users: w/users.json}\n"
                "users: {model: {leave: hazard}}\n");
  const Outcome outcome =
      sandbox.run({"world", "export", "--world", "hazard.yaml", "--out", "out", "--quiet"});
  ASSERT_EQ(outcome.exit_code, 0) << outcome.err;
  EXPECT_THAT(outcome.err, AllOf(HasSubstr("note: botify's files say nothing of a user model"),
                                 HasSubstr("users: {model: {leave: {hazard: ")));
  const std::vector<std::string> written = lines_of(sandbox.read("out/users.json"));
  ASSERT_EQ(written.size(), 2U);
  EXPECT_THAT(written[0], AllOf(HasSubstr(R"("user":"anna")"), HasSubstr(R"("age":31)"),
                                HasSubstr(R"("country":"DE")")));
  EXPECT_THAT(written[1], AllOf(HasSubstr(R"("user":"ben")"), Not(HasSubstr("country"))));
}

TEST_F(WorldCommand, ExportOfFilesIsTheSameWorld) {
  for (const auto& [file, content] : BotifyWorld().files("w")) sandbox.write(file, content);
  for (const auto& [from, to] : {std::pair{"w", "once"}, {"once", "twice"}}) {
    ASSERT_THAT(sandbox.run({"world", "export", "--world", from, "--out", to}), Succeeds());
  }
  for (const char* file : {"tracks.npy", "tracks.json", "users.json", "top_tracks.json"}) {
    const std::string name = file;
    EXPECT_EQ(sandbox.read("once/" + name), sandbox.read("twice/" + name)) << name;
  }
  // Traits that differ from the defaults are written out. Users keep their ids.
  EXPECT_THAT(lines_of(sandbox.read("once/users.json")),
              ElementsAre(AllOf(HasSubstr("\"user\":7"), HasSubstr("\"interest_neighbours\":3")),
                          AllOf(HasSubstr("\"user\":8"), HasSubstr("\"consume_sharpness\":1.5")),
                          AllOf(HasSubstr("\"user\":9"), HasSubstr("\"session_budget\":3"))));
}

// Upstream's config/env.yml names a world like any other file does, for every command.
TEST_F(WorldCommand, MayBeUpstreamsEnvYml) {
  for (const auto& [file, content] : BotifyWorld().files("sim/data")) sandbox.write(file, content);
  sandbox.write("sim/config/env.yml",
                "track_catalog_config:\n  tracks_path: data/tracks.json\n"
                "  tracks_embeddings_path: data/tracks.npy\n"
                "user_catalog_config:\n  user_catalog_path: data/users.json\n");
  const std::string env = "sim/config/env.yml";
  for (const char* action : {"describe", "generate"}) {
    const Outcome outcome = sandbox.run({"world", action, "--world", env});
    EXPECT_THAT(outcome, Succeeds());
    EXPECT_THAT(outcome.out, AnyOf(HasSubstr("6 tracks"), HasSubstr("tracks         6 x 2 ")));
  }
  ASSERT_THAT(sandbox.run({"world", "export", "--world", env, "--out", "out"}), Succeeds());
  EXPECT_TRUE(std::filesystem::exists(sandbox.directory() / "out/tracks.npy"));
  const Outcome both = sandbox.run({"world", "describe", "--world", env, "--seed", "2"});
  EXPECT_EQ(both.exit_code, 2);
  EXPECT_THAT(both.err, HasSubstr("--seed 2: the world of an env.yml is complete; there is "
                                  "nothing to generate"));
}

// Parts of a world that its files leave out are generated.
TEST_F(WorldCommand, FilesAreCompleted) {
  for (const auto& [file, content] : BotifyWorld().files("w")) sandbox.write(file, content);
  sandbox.write("tracks_only.yaml",
                "generate: {users: 4, dim: 3}\nfiles: {tracks: w/tracks.json}\n");
  sandbox.write("no_embeddings.yaml",
                "generate: {dim: 3}\nfiles: {tracks: w/tracks.json, users: w/users.json}\n");
  const Outcome tracks_only = sandbox.run({"world", "generate", "--world", "tracks_only.yaml"});
  EXPECT_THAT(tracks_only, Succeeds());
  EXPECT_THAT(tracks_only.out, HasSubstr("6 tracks, 4 users"));
  const Outcome no_embeddings = sandbox.run({"world", "generate", "--world", "no_embeddings.yaml"});
  EXPECT_THAT(no_embeddings, Succeeds());
  EXPECT_THAT(no_embeddings.out, HasSubstr("6 tracks, 3 users"));
}

TEST_F(WorldCommand, ExportToAFileIsRefused) {
  std::vector<std::string> arguments = world("export");
  arguments.insert(arguments.end(), {"--out", "tiny.yaml", "--quiet"});
  const Outcome outcome = sandbox.run(arguments);
  EXPECT_EQ(outcome.exit_code, kWrongUse);
  EXPECT_THAT(lines_of(outcome.err), SizeIs(1));
  EXPECT_THAT(outcome.err, HasSubstr("tiny.yaml"));
  EXPECT_EQ(sandbox.read("tiny.yaml"), kTiny);
}

}  // namespace
}  // namespace reprise
