// What people get wrong: each mistake is one message that names the place, the value, what was
// expected and what was probably meant; exit code 2, nothing on standard output, nothing left
// behind.
#include <limits>

#include "experiments/commands/command.h"
#include "tests/command_line/bad_inputs.h"
#include "tests/command_line/botify_world.h"
#include "tests/command_line/program.h"
#include "tests/log_lines.h"

namespace reprise {
namespace {

using testing::EndsWith;
using testing::HasSubstr;
using testing::IsEmpty;
using testing::SizeIs;
using testing::StartsWith;

// Three lines in front of what a case is about, which is in line 4.
const std::string kHead =
    "experiment: t\n"
    "world: {generate: {tracks: 40, users: 10, dim: 4}}\n"
    "episodes: 20\n";
// What a case about something else ends with.
const std::string kTail = "control: a\ntreatments: {a: random}\n";

using Message = std::vector<std::string>;

// A mistake in an experiment file, x.yaml.
BadInput in_file(std::string name, std::string text, Message message) {
  return {std::move(name), {{"x.yaml", std::move(text)}}, {"run", "x.yaml"}, std::move(message)};
}

// A mistake in line 4 of a file that is sound without it.
BadInput in_line(std::string name, const std::string& line, Message message) {
  message.emplace_back("x.yaml:4:");
  return in_file(std::move(name), kHead + line + "\n" + kTail, std::move(message));
}

// A mistake in the treatment of a file that is sound without it: line 4, from column 17.
BadInput in_treatment(std::string name, const std::string& recommender, Message message) {
  message.emplace_back("x.yaml:4:");
  return in_file(std::move(name), kHead + "treatments: {a: " + recommender + "}\ncontrol: a\n",
                 std::move(message));
}

// A sound experiment, run with these further arguments.
BadInput with_arguments(std::string name, std::vector<std::string> arguments, Message message) {
  arguments.insert(arguments.begin(), {"run", "x.yaml"});
  return {std::move(name), {{"x.yaml", kHead + kTail}}, std::move(arguments), std::move(message)};
}

// A sound experiment in the world of these files; with `recommender` as its treatment.
BadInput in_world(std::string name, const BotifyWorld& world, Message message,
                  const std::string& recommender = "random") {
  BadInput bad{std::move(name), world.files("w"), {"run", "x.yaml"}, std::move(message)};
  bad.files["x.yaml"] =
      "experiment: t\nworld: w\nepisodes: 20\ncontrol: a\ntreatments: {a: " + recommender + "}\n";
  return bad;
}

BadInput in_embeddings(std::string name, std::string npy_file, Message message) {
  BotifyWorld world;
  world.npy_file = std::move(npy_file);
  message.emplace_back("w/tracks.npy: ");
  return in_world(std::move(name), world, std::move(message));
}

BadInput in_third_track(std::string name, std::string line, Message message) {
  BotifyWorld world;
  world.tracks[2] = std::move(line);
  message.emplace_back("w/tracks.json");
  return in_world(std::move(name), world, std::move(message));
}

BadInput in_second_user(std::string name, std::string line, Message message) {
  BotifyWorld world;
  world.users[1] = std::move(line);
  message.emplace_back("w/users.json:2");
  return in_world(std::move(name), world, std::move(message));
}

BadInput in_lists(std::string name, const std::string& recommender, std::string lists,
                  Message message) {
  BadInput bad = in_world(std::move(name), {}, std::move(message),
                          fmt::format("{{{}: lists.json}}", recommender));
  bad.files["lists.json"] = std::move(lists);
  return bad;
}

BadInput without_file(BadInput bad, const std::string& file) {
  bad.files.erase(file);
  return bad;
}

std::vector<BadInput> unknown_keys() {
  return {
      in_line(
          "KeyOfExperiment", "episods: 5",
          {"x.yaml:4:1: ", "'episods'", "did you mean 'episodes'?", "it takes experiment, world"}),
      in_file("KeyOfWorld", "experiment: t\nworld: {generated: {tracks: 5}}\n" + kTail,
              {"x.yaml:2:9: ", "'generated' in world", "did you mean 'generate'?"}),
      in_file("KeyOfGenerate", "experiment: t\nworld: {generate: {track: 5}}\n" + kTail,
              {"x.yaml:2:20: ", "'track' in generate", "did you mean 'tracks'?"}),
      in_file("KeyOfFiles", "experiment: t\nworld: {files: {embedings: e.npy}}\n" + kTail,
              {"x.yaml:2:17: ", "'embedings' in files", "did you mean 'embeddings'?"}),
      in_line("KeyOfSeeds", "seeds: {start: 1, cuont: 2}",
              {"x.yaml:4:19: ", "'cuont' in seeds", "did you mean 'count'?"}),
      in_line("KeyOfDesign", "design: {split: {users: 5}}",
              {"x.yaml:4:18: ", "'users' in split", "it takes no parameters"}),
      in_treatment("KeyOfRecommender", "{top_pop: {topp: 5}}",
                   {"x.yaml:4:28: ", "'topp' in top_pop", "did you mean 'top'?"}),
      in_treatment("KeyOfSentence", "{candidates: catalog, pikc: first}",
                   {"x.yaml:4:39: ", "'pikc' in sentence", "did you mean 'pick'?"}),
      in_treatment("KeyOfAnchor", "{anchor: {weighted_history: {decy: 1}}, candidates: catalog}",
                   {"x.yaml:4:46: ", "'decy' in weighted_history", "did you mean 'decay'?"}),
      in_treatment("KeyOfCandidates", "{candidates: {nearest: {tob: 4}}}",
                   {"'tob' in nearest", "did you mean 'top'?"}),
      in_treatment("KeyOfPick", "{candidates: catalog, pick: {top: {m: 4}}}",
                   {"'m' in top", "it takes n"}),
      in_treatment("KeyDeepInside",
                   "{one_of: [[1, random], [2, {switch: {below: [], els: random}}]]}",
                   {"'els' in switch", "it takes below, otherwise"}),
  };
}

std::vector<BadInput> unknown_names() {
  return {
      in_treatment("Recommender", "randm",
                   {"x.yaml:4:17: ", "'randm'", "'treatments.a'", "did you mean 'random'?"}),
      in_treatment("RecommenderWithParameters", "{toppop: 5}",
                   {"x.yaml:4:18: ", "'toppop'", "did you mean 'top_pop'?"}),
      in_treatment("SentenceWithoutAKnownKey", "{candidate: catalog, picks: first}",
                   {"x.yaml:4:18: ", "'candidate'", "did you mean 'candidates'?"}),
      in_treatment(
          "Anchor", "{anchor: previous, candidates: artist}",
          {"x.yaml:4:26: ", "'previous'", "'sentence.anchor'", "did you mean 'previous_track'?"}),
      in_treatment("Candidates", "{candidates: catalogue}",
                   {"'catalogue'", "did you mean 'catalog'?"}),
      in_treatment("Exclude", "{candidates: catalog, exclude: sesion}",
                   {"'sesion'", "did you mean 'session'?"}),
      in_treatment(
          "Pick", "{candidates: catalog, pick: unifrom}",
          {"'unifrom'", "did you mean 'uniform'?",
           "first, most_popular, next, rank_power, softmax, thompson, top, uniform, window"}),
      in_line("Design", "design: splitt", {"x.yaml:4:9: ", "'splitt'", "did you mean 'split'?"}),
      in_line("RandomSource", "random: nunpy", {"'nunpy'", "did you mean 'numpy'?"}),
      in_line("Interval", "interval: feller", {"'feller'", "did you mean 'fieller'?"}),
      in_line("Metric", "metrics: [mean_time]",
              {"x.yaml:4:11: ", "'mean_time'", "did you mean 'mean_time_per_session'?"}),
      in_file("Preset", "experiment: t\nworld: {generate: {preset: 2024}}\n" + kTail,
              {"x.yaml:2:28: ", "'2024'", "2023 | 2025"}),
      in_file("Control", kHead + "control: rnd\ntreatments: {rand: random, b: oracle}\n",
              {"x.yaml:4:10: ", "'rnd'", "did you mean 'rand'?", "treatments are rand, b"}),
  };
}

std::vector<BadInput> wrong_values() {
  return {
      in_file("EpisodesInWords", "experiment: t\nepisodes: many\n" + kTail,
              {"x.yaml:2:11: ", "'episodes' is 'many'", "an integer"}),
      in_file("FractionalEpisodes", "experiment: t\nepisodes: 2.5\n" + kTail,
              {"x.yaml:2:11: ", "'2.5'", "an integer"}),
      in_file("NoEpisodes", "experiment: t\nepisodes: 0\n" + kTail,
              {"x.yaml:2:11: ", "'0'", "1 to 1000000000000000"}),
      in_file("HugeEpisodes", "experiment: t\nepisodes: 1e30\n" + kTail, {"'1e30'"}),
      in_file("QuotedEpisodes", "experiment: t\nepisodes: '20'\n" + kTail,
              {"the text \"20\"", "an integer"}),
      in_file("ListForAName", "experiment: [a]\n" + kTail, {"x.yaml:1:13: ", "a list", "text"}),
      in_file("EmptyName", "experiment: ''\n" + kTail, {"x.yaml:1:13: ", "1 to 200 characters"}),
      in_file("TreatmentsAsList", kHead + "control: a\ntreatments: [random]\n",
              {"x.yaml:5:13: ", "a list", "{a: random, b: oracle}"}),
      in_file("NoTreatments", kHead + "control: a\ntreatments: {}\n",
              {"x.yaml:5:13: ", "an empty map", "at least one treatment"}),
      in_treatment("EmptyTreatment", "", {"'treatments.a' is nothing", "a name"}),
      in_treatment("ListForARecommender", "[random]", {"'treatments.a' is a list", "a name"}),
      in_treatment("TextForANumber", "{top_pop: ten}", {"x.yaml:4:27: ", "'top_pop.top' is 'ten'"}),
      in_treatment("ParameterOutOfRange", "{top_pop: 0}", {"'0'", "1 to 1000000000"}),
      in_treatment("ParameterOfNone", "{random: 5}", {"'random' is '5'", "no parameters"}),
      in_treatment("MissingParameter", "contextual", {"contextual needs 'file'"}),
      in_treatment("WeightOfZero", "{one_of: [[0, random]]}", {"'0'", "a weight above 0"}),
      in_treatment("OneOfNothing", "{one_of: []}", {"at least one [weight, recommender]"}),
      in_treatment("OneOfNames", "{one_of: [random]}", {"'random'", "such as [0.3, random]"}),
      in_treatment("BandsOutOfOrder",
                   "{switch: {below: [[0.5, random], [0.3, oracle]], otherwise: random}}",
                   {"ascending order"}),
      in_treatment("BandBetweenHundredths",
                   "{switch: {below: [[0.355, random]], otherwise: random}}",
                   {"'0.355'", "whole hundredths"}),
      in_line("ConfidenceInPercent", "confidence: 95", {"'95'", "0.5 to 0.9999"}),
      in_line("ConfidenceAsText", "confidence: 95%", {"'95%'", "a finite number"}),
      in_line("YesForTrue", "users_csv: yes", {"'yes'", "true or false"}),
      in_line("NegativeThreadsInFile", "threads: -2", {"'-2'", "0 to 4096"}),
      in_line("NoMetrics", "metrics: []", {"an empty list", "at least one metric"}),
      in_line("MetricTwice", "metrics: [mean_time_per_session, skip_rate, time_per_session]",
              {"x.yaml:4:45: ", "'mean_time_per_session' is there twice"}),
      in_line("SeedTwice", "seeds: [4, 5, 4]", {"x.yaml:4:15: ", "seed 4 is there twice"}),
      in_line("NegativeSeed", "seeds: -1", {"'-1'", "at least 0"}),
      in_line("SeedInWords", "seeds: one", {"'one'", "an integer"}),
      in_line("NoSeeds", "seeds: []", {"an empty list"}),
      in_line("SeedsWithoutCount", "seeds: {start: 1}", {"seeds needs 'count'"}),
      in_line("NoSeedCount", "seeds: {start: 1, count: 0}", {"'0'", "1 to 1000000"}),
      in_line("SeedsBeyondTheLast", "seeds: {start: 9223372036854775807, count: 2}",
              {"x.yaml:4:16: ", "'9223372036854775807'"}),
      in_line("NumpyPaired", "random: numpy", {"x.yaml:4:9: ", "design: split"}),
      in_file("NumpySeedOf33Bits",
              kHead + "random: numpy\ndesign: split\nseeds: [1, 4294967296]\n" + kTail,
              {"x.yaml:6:8: ", "seed 4294967296", "32 bits"}),
      in_file("WorldOfATypo", "experiment: t\nworld: wrld.yaml\n" + kTail,
              {"x.yaml:2:8: ", "wrld.yaml", "a directory with tracks.npy"}),
      in_file("WorldAsList", "experiment: t\nworld: [a]\n" + kTail, {"x.yaml:2:8: ", "a list"}),
      in_file("WorldWithoutTracks", "experiment: t\nworld: {generate: {tracks: 0}}\n" + kTail,
              {"x.yaml:2:28: ", "'0'", "1 to 100000000"}),
      in_file("NoControl", kHead + "treatments: {a: random}\n",
              {"x.yaml:1:1: ", "needs 'control'"}),
      in_file("NoTreatmentsKey", kHead + "control: a\n", {"x.yaml:1:1: ", "needs 'treatments'"}),
      in_file("NoName", "control: a\ntreatments: {a: random}\n",
              {"x.yaml:1:1: ", "needs 'experiment'"}),
  };
}

std::string repeated(const std::string& text, int times) {
  std::string all;
  for (int i = 0; i < times; ++i) all += text;
  return all;
}

std::vector<BadInput> broken_yaml() {
  std::string bomb = "a0: &a0 [x, x, x, x, x, x, x, x, x, x]\n";
  for (int level = 1; level < 10; ++level) {
    const std::string below = fmt::format("*a{}", level - 1);
    bomb += fmt::format("a{}: &a{} [{}{}]\n", level, level, repeated(below + ", ", 9), below);
  }
  return {
      in_file("EmptyFile", "", {"x.yaml", "nothing", "experiment, control and treatments"}),
      in_file("OneWord", "hello\n", {"x.yaml:1:1: ", "'hello'"}),
      in_file("DuplicateKey", kHead + "control: a\ncontrol: b\ntreatments: {a: random}\n",
              {"x.yaml:5:1: ", "'control' is written twice"}),
      in_file("DuplicateTreatment", kHead + "control: a\ntreatments: {a: random, a: oracle}\n",
              {"x.yaml:5:25: ", "'a' is written twice"}),
      in_file("UnclosedBracket", kHead + "control: [a\ntreatments: {a: random}\n",
              {"x.yaml:5:", "not YAML"}),
      in_file("Tab", kHead + "control: a\n\ttreatments: {a: random}\n", {"x.yaml:5:1: ", "tab"}),
      in_file("UnclosedQuote", kHead + "control: 'a\ntreatments: {a: random}\n",
              {"x.yaml:4: ", "never closed"}),
      in_file("UnclosedQuoteAtTheEnd", "control: a\ntreatments: {a: random}\nexperiment: \"t\n",
              {"x.yaml:3: ", "never closed"}),
      in_file("UnknownAlias", kHead + "control: *a\ntreatments: {a: random}\n", {"x.yaml:4:10: "}),
      in_file("TwoDocuments", kHead + kTail + "---\nmore: 1\n",
              {"x.yaml:7:1: ", "second YAML document"}),
      in_file("ListAsKey", kHead + "[a, b]: 1\n" + kTail, {"x.yaml:4:1: ", "plain text"}),
      in_file("MergeKey", kHead + "control: a\ntreatments: {<<: {a: random}}\n",
              {"x.yaml:5:14: ", "'<<'"}),
      in_treatment("NestedDeep", repeated("[", 100) + repeated("]", 100),
                   {"deeper than 64 levels"}),
      in_treatment("NestedVeryDeep", repeated("[", 100'000) + repeated("]", 100'000),
                   {"deeper than 64 levels"}),
      in_treatment("NestedMaps", repeated("{a: ", 5'000) + "b" + repeated("}", 5'000),
                   {"deeper than 64 levels"}),
      in_file("AliasBomb", bomb, {"more than 200000 values", "aliases"}),
      in_file("AliasOfItself", "a: &a [*a]\n", {"deeper than 64 levels"}),
      in_file("Binary", std::string("\0\1\2\3\xff", 5), {"x.yaml: ", "UTF-8"}),
      in_file("LineBreakInAKey", kHead + kTail + "\"a\\nb\": 5\n", {"x.yaml:6:1: ", "'a\\nb'"}),
      in_file("EscapeInAKey", kHead + kTail + "\"a\\e[31mb\": 5\n", {"'a\\x1b[31mb'"}),
  };
}

std::vector<BadInput> missing_files() {
  const BotifyWorld sound;
  BadInput included = in_treatment("RecommenderFileIncludesItself", "r.yaml", {"include itself"});
  included.files["r.yaml"] = "r.yaml\n";
  included.message = {"r.yaml:1:1: ", "include itself"};
  BadInput mistaken = in_treatment("MistakeInRecommenderFile", "r.yaml", {});
  mistaken.files["r.yaml"] = "top_pop:\n  topp: 3\n";
  mistaken.message = {"r.yaml:2:3: ", "'topp'", "did you mean 'top'?"};
  BadInput both = in_world("GenerateWithAllFiles", sound, {"x.yaml:2:8: ", "nothing to generate"});
  both.files["x.yaml"] =
      "experiment: t\n"
      "world: {generate: {preset: 2023}, files: {embeddings: w/tracks.npy, tracks: w/tracks.json, "
      "users: w/users.json}}\n" +
      kTail;
  BadInput incomplete =
      in_world("FilesWithoutUsers", sound, {"x.yaml:2:8: ", "'users' (users.json)"});
  incomplete.files["x.yaml"] =
      "experiment: t\nworld: {files: {embeddings: w/tracks.npy, tracks: w/tracks.json}}\n" + kTail;
  return {
      {"Experiment", {}, {"run", "x.yaml"}, {"x.yaml: ", "No such file or directory"}},
      {"ExperimentIsADirectory", {{"x/y", ""}}, {"run", "x"}, {"x: ", "a directory"}},
      in_file("Embeddings",
              "experiment: t\nworld:\n  generate: {users: 5}\n  files: {embeddings: e.npy, tracks: "
              "t.json}\n" +
                  kTail,
              {"x.yaml:4:23: ", "'files.embeddings'", "work/e.npy", "relative to the file"}),
      without_file(
          in_world("EmbeddingsOfDirectory", sound, {"x.yaml:2:8: ", "work/w has no tracks.npy"}),
          "w/tracks.npy"),
      without_file(
          in_world("TracksOfDirectory", sound, {"x.yaml:2:8: ", "work/w has no tracks.json"}),
          "w/tracks.json"),
      without_file(
          in_world("UsersOfDirectory", sound, {"x.yaml:2:8: ", "work/w has no users.json"}),
          "w/users.json"),
      in_treatment("Lists", "{contextual: lists.json}",
                   {"x.yaml:4:30: ", "'contextual.file'", "work/lists.json"}),
      in_treatment("Recommender", "r.yaml", {"x.yaml:4:17: ", "work/r.yaml"}),
      in_world("ListsAreADirectory", sound, {"work/w: ", "a directory"}, "{contextual: w}"),
      included,
      mistaken,
      both,
      incomplete,
  };
}

std::vector<BadInput> bad_embeddings() {
  const BotifyWorld sound;
  const std::string bytes = bytes_of(sound.embeddings);
  const auto matrix = [&](const std::string& type, const std::string& shape) {
    return npy(type, "False", shape, bytes);
  };
  std::vector<float> nan = sound.embeddings;
  nan[5] = std::numeric_limits<float>::quiet_NaN();
  std::vector<float> infinite = sound.embeddings;
  infinite[0] = -std::numeric_limits<float>::infinity();
  return {
      in_embeddings("FortranOrder", npy("<f4", "True", "(6, 2)", bytes),
                    {"Fortran order", "ascontiguousarray"}),
      in_embeddings("BigEndian", matrix(">f4", "(6, 2)"), {"'>f4'", "little-endian"}),
      in_embeddings("Integers", matrix("<i4", "(6, 2)"), {"'<i4'", "float32"}),
      in_embeddings("OneDimension", matrix("<f4", "(12,)"), {"(12)", "tracks x embedding"}),
      in_embeddings("ThreeDimensions", matrix("<f4", "(3, 2, 2)"), {"(3, 2, 2)"}),
      in_embeddings("NoRows", npy("<f4", "False", "(0, 2)", ""), {"(0, 2)", "at least one track"}),
      in_embeddings("OtherCatalog", npy("<f4", "False", "(5, 2)", bytes.substr(0, 40)),
                    {"5 embeddings", "has 6"}),
      in_embeddings("Truncated", sound.npy_file.substr(0, sound.npy_file.size() - 3),
                    {"truncated", "(6, 2)", "45 bytes"}),
      in_embeddings("TruncatedHeader", sound.npy_file.substr(0, 20), {"truncated", "header"}),
      in_embeddings("TooLong", sound.npy_file + "abc", {"3 bytes beyond"}),
      in_embeddings("ShapeBeyondMemory",
                    matrix("<f4", "(18446744073709551615, 18446744073709551615)"), {"truncated"}),
      in_embeddings("EmptyNpy", "", {"not a .npy file"}),
      in_embeddings("TextFile", "1.0 2.0 3.0\n4.0 5.0 6.0\n", {"not a .npy file", "numpy.save"}),
      in_embeddings("DamagedHeader", npy("<f4', 'x': '", "False", "(6, 2)", bytes), {"header"}),
      in_embeddings("Nan", npy("<f4", "False", "(6, 2)", bytes_of(nan)),
                    {"row 2, column 1", "nan", "finite"}),
      in_embeddings("Infinite", npy("<f4", "False", "(6, 2)", bytes_of(infinite)),
                    {"row 0, column 0", "-inf"}),
  };
}

std::vector<BadInput> bad_world_files() {
  BotifyWorld repeated_track;
  repeated_track.tracks.push_back(repeated_track.tracks[1]);
  BotifyWorld from_one;
  for (std::size_t i = 0; i < from_one.tracks.size(); ++i) {
    from_one.tracks[i] = fmt::format(R"({{"track": {}, "artist": "Ann"}})", i + 1);
  }
  BotifyWorld repeated_user;
  repeated_user.users.push_back(repeated_user.users[0]);
  BotifyWorld no_tracks;
  no_tracks.tracks.clear();
  BotifyWorld no_users;
  no_users.users.clear();
  BadInput popularity = in_world("PopularityOutsideTheCatalog", {},
                                 {"w/top_tracks.json:1:5: ", "item 1 is 6", "0 to 5"});
  popularity.files["w/top_tracks.json"] = "[3, 6]\n";
  BadInput twice =
      in_world("PopularityTwice", {}, {"w/top_tracks.json:1:8: ", "track 3 is there twice"});
  twice.files["w/top_tracks.json"] = "[3, 1, 3]\n";
  return {
      in_third_track("UnclosedObject", R"({"track": 2, "artist": "Bob")",
                     {"w/tracks.json:3:", "not JSON"}),
      in_third_track("MissingComma", R"({"track": 2 "artist": "Bob"})",
                     {"w/tracks.json:3:", "not JSON"}),
      in_third_track("NotAnObject", "[2, \"Bob\"]", {"w/tracks.json:3: ", "[2,\"Bob\"]", "{...}"}),
      in_third_track("TrackAsText", R"({"track": "two", "artist": "Bob"})",
                     {"w/tracks.json:3: ", "'track' is \"two\"", "an integer"}),
      in_third_track("NegativeTrack", R"({"track": -2, "artist": "Bob"})", {":3: ", "-2"}),
      in_third_track("TrackFarOff", R"({"track": 2000000000, "artist": "Bob"})",
                     {":3: ", "2000000000", "0 to n-1"}),
      in_third_track("TrackMissing", R"({"track": 6, "artist": "Bob"})", {"track 2 is missing"}),
      in_third_track("TrackWithoutArtist", R"({"track": 2})", {":3: ", "'artist' is missing"}),
      in_third_track("ArtistAsNumber", R"({"track": 2, "artist": 5})", {":3: ", "'artist' is 5"}),
      in_world("TrackTwice", repeated_track,
               {"w/tracks.json:7: ", "track 1 is there twice", "line 2"}),
      in_world("TracksFromOne", from_one, {"w/tracks.json: ", "track 0 is missing", "0 to n-1"}),
      in_world("NoTracksInFile", no_tracks, {"w/tracks.json: ", "no tracks"}),
      in_world("NoUsersInFile", no_users, {"w/users.json: ", "no users"}),
      in_world("UserTwice", repeated_user, {"w/users.json:4: ", "user 7 is there twice"}),
      in_second_user("InterestOutsideTheCatalog", R"({"user": 8, "interests": [1, 6]})",
                     {"'interests' holds 6", "0 to 5"}),
      in_second_user("NoInterestsKey", R"({"user": 8})", {"'interests' is missing"}),
      in_second_user("NoInterests", R"({"user": 8, "interests": []})",
                     {"'interests' is []", "at least one"}),
      in_second_user("InterestsAsText", R"({"user": 8, "interests": "1"})", {"\"1\"", "a list"}),
      in_second_user("NoUser", R"({"interests": [1]})", {"'user' is missing", "an integer"}),
      in_second_user("FractionalUser", R"({"user": 8.5, "interests": [1]})", {"8.5", "an integer"}),
      in_second_user("BiasAsText", R"({"user": 8, "interests": [1], "consume_bias": "x"})",
                     {"'consume_bias' is \"x\"", "a finite number"}),
      in_second_user("BiasBeyondDoubles", R"({"user": 8, "interests": [1], "consume_bias": 1e999})",
                     {"too large"}),
      in_second_user("FractionalBudget", R"({"user": 8, "interests": [1], "session_budget": 1.5})",
                     {"'session_budget' is 1.5"}),
      in_second_user("NoNeighbours", R"({"user": 8, "interests": [1], "interest_neighbours": 0})",
                     {"'interest_neighbours' is 0"}),
      popularity,
      twice,
  };
}

std::vector<BadInput> bad_lists() {
  const std::string good = "{\"track\": 0, \"tracks\": [1, 2]}\n";
  return {
      in_lists("ListedTrackUnknown", "contextual", good + "{\"track\": 1, \"tracks\": [1, 6]}\n",
               {"lists.json:2: ", "'tracks' holds 6", "0 to 5"}),
      in_lists("ListOfUnknownTrack", "contextual", good + "{\"item_id\": 6, \"tracks\": [1]}\n",
               {"lists.json:2: ", "'item_id' is 6"}),
      in_lists("ListOfUnknownUser", "indexed", "{\"user\": 70, \"tracks\": [1]}\n",
               {"lists.json:1: ", "'user' is 70", "a user of the world"}),
      in_lists("ListTwice", "contextual", good + good, {"lists.json:2: ", "line 1"}),
      in_lists("ListWithoutKey", "contextual", "{\"trakc\": 0, \"tracks\": [1]}\n",
               {"lists.json:1: ", "'track', 'item_id'"}),
      in_lists("ListWithoutTracks", "contextual", "{\"track\": 0, \"recs\": [1]}\n",
               {"lists.json:1: ", "'tracks', 'recommendations'"}),
      in_lists("ListNotJson", "contextual", good + "{\"track\": 1,\n",
               {"lists.json:2:", "not JSON"}),
      in_lists("EmptyLists", "contextual", "", {"lists.json: ", "no recommendations"}),
  };
}

// A log of two sound rows, analyzed with these further arguments.
BadInput in_log(std::string name, std::string more_rows, std::vector<std::string> arguments,
                Message message) {
  LogSession session;
  session.times = {1, 0.5};
  arguments.insert(arguments.begin(), {"analyze", "log.json"});
  return {std::move(name),
          {{"log.json", session.text() + more_rows}},
          std::move(arguments),
          std::move(message)};
}

BadInput in_third_row(std::string name, const std::string& part, const std::string& other,
                      Message message) {
  std::string row = LogLine().text();
  row.replace(row.find(part), part.size(), other);
  message.emplace_back("log.json:3: ");
  return in_log(std::move(name), row, {}, std::move(message));
}

std::vector<BadInput> bad_logs() {
  LogLine other;
  other.experiments = R"({"F": "C"})";
  const std::string packed = gzipped(LogLine().text());
  BadInput cut = in_log("PackedAndCutOff", "", {}, {"log.json: ", "cut off", "gzip -dc"});
  cut.files["log.json"] = packed.substr(0, packed.size() - 4);
  BadInput empty = in_log("WithoutRows", "", {}, {"log.json: ", "has no rows"});
  empty.files["log.json"] = "\n\n";
  BadInput treated = in_log("WithoutControl", "", {}, {"the control 'C'", "T1", "--control"});
  LogSession session;
  session.treatment = "T1";
  session.times = {1, 0.5};
  treated.files["log.json"] = session.text();
  return {
      in_third_row("RowNoJson", "{", "", {"not a JSON object"}),
      in_third_row("RowOtherMessage", "next", "nxt", {"'message' is \"nxt\"", "\"last\""}),
      in_third_row("RowUserAsText", "\"user\": 1", "\"user\": \"1\"",
                   {"'user' is \"1\"", "the number of a user"}),
      in_third_row("RowWithoutTime", "\"time\": 1, ", "",
                   {"the key 'time' is missing", "the share of the track"}),
      in_third_row("RowWithoutExperiments", "{\"E\": \"C\"}", "[]",
                   {"'experiments' is []", "a map"}),
      in_log("MoreBadLines", "a\nb\nc\n", {"--bad-lines", "2"}, {"log.json:5: "}),
      in_log("SeveralExperiments", other.text(), {},
             {"several experiments", "--experiment NAME, of E, F"}),
      in_log("NoSuchExperiment", other.text(), {"--experiment", "G"},
             {"--experiment G: ", "no rows of this experiment", "it has E, F"}),
      in_log("MisspeltExperiment",
             LogLine{.message = "next",
                     .timestamp = 0,
                     .user = 1,
                     .track = 1,
                     .time = 1,
                     .latency = 1,
                     .recommendation = "null",
                     .experiments = R"({"ANCHORS": "C"})"}
                 .text(),
             {"--experiment", "ANCOHRS"}, {"--experiment ANCOHRS: ", "did you mean 'ANCHORS'?"}),
      in_log("Twice", "", {"./log.json"}, {"./log.json: ", "named twice"}),
      in_log("Missing", "", {"log.json.1"}, {"log.json.1: ", "cannot read this file"}),
      in_log("Folder", "", {"."}, {".: ", "a directory"}),
      in_log("UnknownMetric", "", {"--metrics", "time,sesions"},
             {"--metrics time,sesions: ", "'sesions'", "did you mean 'sessions'?"}),
      in_log("MetricTwice", "", {"--metrics", "time_per_session,mean_time_per_session"},
             {"'mean_time_per_session' is there twice"}),
      in_log("NoMetric", "", {"--metrics", ""}, {"unknown metric ''", "sessions"}),
      in_log("UnknownInterval", "", {"--interval", "feller"},
             {"--interval feller: ", "did you mean 'fieller'?"}),
      in_log("Confidence", "", {"--confidence", "95"}, {"--confidence 95: ", "0.5 to 0.9999"}),
      in_log("BudgetInWords", "", {"--budget", "five"}, {"--budget five: ", "a finite number"}),
      in_log("UnknownControl", "", {"--control", "B"},
             {"the control 'B'", "did you mean 'C'?", "--control"}),
      in_log("OutIsAFile", "", {"--out", "log.json"}, {"--out log.json: ", "is a file"}),
      {"NoFile", {}, {"analyze"}, {"reprise analyze LOG..."}},
      std::move(cut),
      std::move(empty),
      std::move(treated),
  };
}

std::vector<BadInput> bad_arguments() {
  return {
      {"UnknownCommand",
       {},
       {"rnu"},
       {"'rnu'", "did you mean 'run'?", "list, merge, plan, play, replay, report, run"}},
      {"MisspeltHelp", {}, {"--hlep"}, {"'--hlep'", "did you mean '--help'?"}},
      {"NoFile", {}, {"run"}, {"reprise run FILE"}},
      {"MergeOfNoName", {}, {"merge", ""}, {"the name of a directory is empty"}},
      with_arguments("SecondFileMissing", {"y.yaml"}, {"y.yaml: ", "cannot read this file"}),
      with_arguments("ShardWithoutCount", {"--shard", "2"}, {"--shard 2: ", "I/N"}),
      with_arguments("ShardZero", {"--shard", "0/4"}, {"--shard 0/4: ", "parts count from 1"}),
      with_arguments("ShardBeyond", {"--shard", "5/4"}, {"--shard 5/4: ", "no part 5 of 4"}),
      with_arguments("ShardInWords", {"--shard", "a/b"}, {"--shard a/b: ", "2/7"}),
      with_arguments("CheckpointBefore", {"--checkpoint", "-1"},
                     {"--checkpoint -1: ", "expected 0 to "}),
      with_arguments("FreshAndResume", {"--fresh", "--resume"}, {"choose one"}),
      with_arguments("UnknownOption", {"--treads", "2"},
                     {"'--treads'", "did you mean '--threads'?"}),
      with_arguments("NegativeThreads", {"--threads", "-1"}, {"--threads -1: ", "0 to 4096"}),
      with_arguments("ThreadsInWords", {"--threads", "two"}, {"--threads two: ", "an integer"}),
      with_arguments("SeedInWordsAsOption", {"--seed", "x"}, {"--seed x: ", "'seeds' is 'x'"}),
      with_arguments("OptionWithoutValue", {"--seed"}, {"'--seed'", "reprise run --help"}),
      with_arguments("SetWithoutEquals", {"--set", "episodes"}, {"--set episodes: ", "key=value"}),
      with_arguments("SetWithoutKey", {"--set", "=5"}, {"--set =5: ", "keys joined by dots"}),
      with_arguments("SetWithoutValue", {"--set", "episodes="},
                     {"--set episodes=: ", "'episodes' is nothing"}),
      with_arguments("SetOfAMisspeltKey", {"--set", "episods=5"},
                     {"--set episods=5: ", "did you mean 'episodes'?"}),
      with_arguments("SetOfAMisspeltNestedKey", {"--set", "world.generate.trakcs=5"},
                     {"--set world.generate.trakcs=5: ", "did you mean 'tracks'?"}),
      with_arguments("SetThroughText", {"--set", "experiment.x=5"},
                     {"--set experiment.x=5: ", "leads through 't'"}),
      with_arguments("SetOfBrokenYaml", {"--set", "seeds=[1"}, {"--set seeds=[1: ", "not YAML"}),
      with_arguments("SetOfAWrongValue", {"--set", "design=pared"},
                     {"--set design=pared: ", "did you mean 'paired'?"}),
      with_arguments("OutIsAFile", {"--out", "x.yaml"}, {"--out x.yaml: ", "is a file"}),
      with_arguments("OutBelowAFile", {"--out", "x.yaml/runs"},
                     {"--out x.yaml/runs: ", "is a file"}),
      with_arguments("NoOut", {"--out", ""}, {"--out", "name a directory"}),
      {"LineBreakInAPath", {}, {"run", "a\nb.yaml"}, {"a\\nb.yaml: "}},
      {"ValidateNothing", {}, {"validate"}, {"experiment files"}},
      {"ListTwo", {}, {"list", "x", "y"}, {"too many arguments", "reprise list --help"}},
      {"ListUnknown", {}, {"list", "thomson"}, {"called 'thomson'", "did you mean 'thompson'?"}},
      {"WorldWithoutAction", {}, {"world"}, {"generate, describe or export"}},
      {"WorldUnknownAction", {}, {"world", "exprot"}, {"'world exprot'", "did you mean 'export'?"}},
      {"WorldExportNowhere", {}, {"world", "export"}, {"--out"}},
      {"WorldTracks",
       {},
       {"world", "describe", "--tracks", "0"},
       {"--tracks 0: ", "1 to 100000000"}},
      {"WorldMissing", {}, {"world", "describe", "--world", "w"}, {"--world w: ", "work/w"}},
      {"WorldFolderWithoutFiles",
       {{"w/x", ""}},
       {"world", "describe", "--world", "w"},
       {"--world w: ", "has no tracks.npy"}},
      {"WorldGenerateFromFiles",
       BotifyWorld().files("w"),
       {"world", "describe", "--world", "w", "--seed", "3"},
       {"--seed 3: ", "nothing to generate"}},
  };
}

}  // namespace

std::vector<BadInput> all_bad_input() {
  std::vector<BadInput> all;
  const auto add = [&](const std::string& group, std::vector<BadInput> cases) {
    for (BadInput& bad : cases) {
      bad.name = group + "_" + bad.name;
      all.push_back(std::move(bad));
    }
  };
  add("UnknownKey", unknown_keys());
  add("UnknownName", unknown_names());
  add("WrongValue", wrong_values());
  add("BrokenYaml", broken_yaml());
  add("MissingFile", missing_files());
  add("Embeddings", bad_embeddings());
  add("WorldFile", bad_world_files());
  add("Log", bad_logs());
  add("Lists", bad_lists());
  add("Arguments", bad_arguments());
  return all;
}

namespace {

class BadInputTest : public testing::TestWithParam<BadInput> {};

TEST_P(BadInputTest, IsOneClearMessage) {
  const BadInput& bad = GetParam();
  const Sandbox sandbox;
  for (const auto& [file, content] : bad.files) sandbox.write(file, content);
  const std::vector<std::string> before = sandbox.files();
  const Outcome outcome = sandbox.run(bad.arguments);
  EXPECT_EQ(outcome.exit_code, kWrongUse) << outcome;
  EXPECT_THAT(outcome.out, IsEmpty());
  EXPECT_THAT(lines_of(outcome.err), SizeIs(1)) << outcome;
  EXPECT_THAT(outcome.err, StartsWith("reprise: "));
  EXPECT_THAT(outcome.err, EndsWith("\n"));
  EXPECT_THAT(outcome.err.size(), testing::Lt(700u)) << "too long to read";
  for (const std::string& part : bad.message) EXPECT_THAT(outcome.err, HasSubstr(part));
  EXPECT_EQ(sandbox.files(), before) << "something was left behind";
  for (const std::string& file : Sandbox::files_in(sandbox.cache())) {
    EXPECT_THAT(file, testing::Not(EndsWith(".part")));
  }
}

INSTANTIATE_TEST_SUITE_P(All, BadInputTest, testing::ValuesIn(all_bad_input()),
                         [](const auto& parameter) { return parameter.param.name; });

}  // namespace
}  // namespace reprise
