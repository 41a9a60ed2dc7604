// Mistakes of users in files of worlds, lists and logs.
#include <limits>

#include <fmt/format.h>

#include "tests/command_line/bad_input_parts.h"
#include "tests/log_lines.h"

namespace reprise {
namespace {

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

// Returns a log of two sound rows and `more_rows`, to be analyzed with these further arguments.
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

}  // namespace

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
      in_second_user("NoBudget", R"({"user": 8, "interests": [1], "session_budget": 0})",
                     {"'session_budget' is 0", "from 1 to"}),
      in_second_user("NegativeSharpness",
                     R"({"user": 8, "interests": [1], "consume_sharpness": -1})",
                     {"'consume_sharpness' is -1", "at least 0"}),
      in_second_user("GammaAboveOne",
                     R"({"user": 8, "interests": [1], "artist_discount_gamma": 1.5})",
                     {"'artist_discount_gamma' is 1.5", "from 0 to 1"}),
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
      in_third_row("RowUserOfTruth", "\"user\": 1", "\"user\": true",
                   {"'user' is true", "the id of a user"}),
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

}  // namespace reprise
