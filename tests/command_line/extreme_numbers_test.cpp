// Tests numbers at and beyond the ends of the range of a parameter. Either the run has sensible
// results, or there is one message with the place, the value and the expected values. There is
// never a NaN, a crash or a hang.
#include <cmath>
#include <cstring>
#include <regex>

#include <fmt/format.h>

#include "experiments/commands/command.h"
#include "tests/command_line/botify_world.h"
#include "tests/command_line/tiny_experiment.h"

namespace reprise {
namespace {

using nlohmann::json;
using testing::AllOf;
using testing::EndsWith;
using testing::HasSubstr;
using testing::IsEmpty;
using testing::SizeIs;
using testing::StartsWith;

// A world and models that take a hundredth of a second each.
const std::string kSmall =
    "experiment: small\n"
    "world: {generate: {preset: 2023, tracks: 60, users: 20, dim: 4, seed: 1}}\n"
    "episodes: 60\n"
    "control: r\n"
    "models:\n"
    "  ranker: {log: {sessions: 200}, dim: 4, epochs: 2, split: [0.8, 0.1, 0.1]}\n"
    "  als: {implicit_als: {log: {sessions: 200}, dim: 4, iterations: 2}}\n"
    "  similarity: {item_similarity: {log: {sessions: 200}}}\n"
    "treatments:\n"
    "  r: random\n"
    "  oracle: oracle\n"
    "  nearest: {candidates: {nearest: 1000}}\n";

// Matches a text without "nan" and "inf", which a program prints for a number that is none.
MATCHER(NamesNoNan, "has neither nan nor inf") {
  static const std::regex none("(^|[^A-Za-z_0-9])(nan|inf|infinity)([^A-Za-z_]|$)",
                               std::regex::icase);
  std::smatch found;
  const std::string text = arg;
  if (!std::regex_search(text, found, none)) return true;
  *result_listener << "has '" << found.str() << "' after '"
                   << text.substr(std::max<std::ptrdiff_t>(found.position() - 40, 0), 40) << "'";
  return false;
}

// Expects that every mean is a number. JSON has null for a NaN. Only an interval may be null, where
// there is none.
void expect_means(const json& value, const std::string& path) {
  if (value.is_array()) {
    for (const json& item : value) expect_means(item, path + "/");
  }
  // In a split of one user, the other treatments have no users.
  if (!value.is_object() || value.value("sessions", 1) == 0) return;
  for (const auto& [key, item] : value.items()) {
    if (key == "mean") {
      EXPECT_TRUE(item.is_number()) << path << "/mean";
    }
    expect_means(item, path + "/" + key);
  }
}

// Changes of kSmall, one --set each.
struct Numbers {
  std::string name;
  std::vector<std::string> settings;
};

std::ostream& operator<<(std::ostream& out, const Numbers& numbers) { return out << numbers.name; }

class ExtremeNumbers : public testing::TestWithParam<Numbers> {
 protected:
  ExtremeNumbers() { sandbox.write("small.yaml", kSmall); }

  Outcome run(const std::vector<std::string>& settings) const {
    std::vector<std::string> arguments = {"run", "small.yaml", "--quiet",        "--out",
                                          "out", "--set",      "users_csv=true", "--every-metric"};
    for (const std::string& setting : settings) {
      arguments.insert(arguments.end(), {"--set", setting});
    }
    return sandbox.run(arguments);
  }

  Sandbox sandbox;
};

using SensibleNumbers = ExtremeNumbers;

TEST_P(SensibleNumbers, HaveFigures) {
  const Outcome outcome = run(GetParam().settings);
  ASSERT_THAT(outcome, Succeeds());
  EXPECT_THAT(outcome.out, NamesNoNan());
  bool results = false;
  for (const std::string& file : sandbox.files()) {
    const std::filesystem::path path = file;
    if (path.extension() == ".svg" || path.extension() == ".yaml" || !path.has_extension())
      continue;
    SCOPED_TRACE(file);
    const std::string text = sandbox.read(path);
    EXPECT_THAT(text, NamesNoNan());
    if (path.filename() != "results.json") continue;
    results = true;
    const json read = json::parse(text);
    expect_means(read, "");
    int sessions = 0;
    for (const json& treatment : read["treatments"]) sessions += treatment["sessions"].get<int>();
    EXPECT_GT(sessions, 0);
  }
  EXPECT_TRUE(results);
}

// A run with one more treatment, x.
Numbers treatment(std::string name, const std::string& recommender) {
  return {std::move(name), {"treatments.x=" + recommender}};
}

std::vector<Numbers> sensible() {
  std::vector<Numbers> all;
  const auto users = [&](const std::string& trait, std::vector<const char*> values) {
    for (std::size_t i = 0; i < values.size(); ++i) {
      all.push_back({trait + std::to_string(i),
                     {std::string("world.users.") + trait + "=" + values[i], "max_steps=300"}});
    }
  };
  users("consume_sharpness", {"0", "1e6", "1e9", "1e-300", "-0"});
  users("consume_bias", {"0", "1e6", "-1e6", "1e9", "-1e9"});
  users("consume_bias_shift", {"1e9", "-1e9"});
  users("consume_sharpness_factor", {"0", "1e9"});
  users("artist_discount_gamma", {"0", "-0.0", "1", "1e-300"});
  users("session_budget", {"1", "1000000", "1000000000"});
  users("interest_neighbours", {"1", "60", "61", "1000000000"});
  const auto settings = [&](const std::string& name, std::vector<std::string> changes) {
    all.push_back({name, std::move(changes)});
  };
  settings("one_track", {"world.generate.tracks=1"});
  settings("one_user", {"world.generate.users=1"});
  settings("one_user_split", {"world.generate.users=1", "design=split"});
  settings("one_of_all", {"world.generate.tracks=1", "world.generate.users=1", "episodes=1",
                          "world.generate.dim=1"});
  for (const char* dim : {"1", "2", "3", "4095", "4096"}) {
    settings(fmt::format("dim_{}", dim), {fmt::format("world.generate.dim={}", dim)});
  }
  settings("one_episode", {"episodes=1"});
  settings("one_episode_split", {"episodes=1", "design=split"});
  settings("one_step", {"max_steps=1"});
  settings("steps_without_end", {"max_steps=1000000000"});
  settings("a_day_each", {"days=60"});
  settings("least_confidence", {"confidence=0.5"});
  settings("most_confidence", {"confidence=0.9999"});
  settings("no_margin", {"margin=0%"});
  settings("whole_margin", {"margin=100%"});
  settings("last_seed", {"seeds=9223372036854775807"});
  settings("last_seed_of_a_range", {"seeds={start: 9223372036854775807, count: 1}"});
  settings("last_world_seed", {"world.generate.seed=9223372036854775807"});
  settings("most_threads", {"threads=4096"});
  for (const char* estimator : {"control_variate", "{stratified: {groups: 100}}"}) {
    for (const char* change : {"world.generate.users=1", "world.users.consume_bias=1e9"}) {
      settings(fmt::format("estimator_{}", all.size()),
               {fmt::format("estimator={}", estimator), change});
    }
  }
  for (const char* interval : {"notebook", "delta", "fieller"}) {
    // No user listens to anything, so effects would be relative to 0.
    settings(fmt::format("nothing_listened_to_{}", interval),
             {fmt::format("interval={}", interval), "world.users.consume_bias=1e9"});
  }
  const auto pick = [&](const std::string& name, const std::string& text) {
    all.push_back(treatment(name, "{candidates: {nearest: 20}, pick: " + text + "}"));
  };
  pick("coldest_softmax", "{softmax: 1e-6}");
  pick("hottest_softmax", "{softmax: 1e9}");
  pick("coldest_softmax_of_scores", "{softmax: {temperature: 1e-6, over: scores}}");
  pick("hottest_softmax_of_scores", "{softmax: {temperature: 1e9, over: scores}}");
  pick("no_rank_power", "{rank_power: 0}");
  pick("most_rank_power", "{rank_power: 100}");
  pick("top_of_more_than_there_is", "{top: 1000000000}");
  pick("window_of_more_than_there_is", "{window: [1, 1000000000]}");
  const auto candidates = [&](const std::string& name, const std::string& text) {
    all.push_back(treatment(name, "{candidates: " + text + ", pick: first}"));
  };
  candidates("nearest_beyond_the_catalog", "{nearest: 1000000000}");
  candidates("user_nearest_beyond_the_catalog", "{user_nearest: 1000000000}");
  candidates("popular_beyond_the_catalog", "{top_tracks: 1000000000}");
  candidates("fatigue_of_all",
             "{artist_fatigue: {candidates: {nearest: 9}, factor: 0, by: score}}");
  candidates("fuse_from_the_head", "{fuse: {of: [catalog, {nearest: 5}], k: 0}}");
  candidates("fuse_from_afar", "{fuse: {of: [catalog, {nearest: 5}], k: 1e9}}");
  const auto anchor = [&](const std::string& name, const std::string& text) {
    all.push_back(treatment(name, "{anchor: " + text + ", candidates: artist}"));
  };
  anchor("steepest_history", "{weighted_history: {power: 100, decay: 0, last: 1000000000}}");
  anchor("flattest_history", "{weighted_history: {power: 0, decay: 0}}");
  anchor("liked_beyond_a_track", "{liked: 1000000}");
  for (const char* epsilon : {"0", "1"}) {
    for (const char* decay : {"0", "1"}) {
      all.push_back({fmt::format("epsilon_{}_decay_{}", epsilon, decay),
                     {fmt::format("treatments.x={{epsilon_greedy: {{of: [random, oracle], epsilon: "
                                  "{}, decay: {}}}}}",
                                  epsilon, decay),
                      "days=4"}});
    }
  }
  all.push_back(treatment("most_skips",
                          "{after_skips: {skips: 1000000000, of_last: 1000000000, then: random, "
                          "otherwise: oracle}}"));
  all.push_back(
      treatment("weights_far_apart", "{one_of: [[1e300, random], [1e-300, sticky_artist]]}"));
  const auto model = [&](const std::string& name, std::vector<std::string> changes,
                         const std::string& source) {
    changes.push_back("treatments.x=" + source);
    all.push_back({name, std::move(changes)});
  };
  const std::string ranked = "{contextual: {model: ranker}}";
  for (const char* optimiser : {"sgd", "adagrad", "adam", "adamw"}) {
    const std::string with = fmt::format("models.ranker.optimiser={}", optimiser);
    model(fmt::format("fastest_{}", optimiser), {with, "models.ranker.learning_rate=1000"}, ranked);
    model(fmt::format("slowest_{}", optimiser), {with, "models.ranker.learning_rate=1e-12"},
          ranked);
    model(fmt::format("widest_start_{}", optimiser), {with, "models.ranker.start_deviation=10"},
          ranked);
  }
  model("no_start", {"models.ranker.start_deviation=0"}, ranked);
  model("strongest_ridge", {"models.ranker.ridge=1e9", "models.ranker.ridge_limit=1000"}, ranked);
  model("all_for_training", {"models.ranker.split=[1, 0, 0]"}, ranked);
  model("largest_batch", {"models.ranker.batch=1048576"}, ranked);
  model("list_beyond_the_catalog", {}, "{contextual: {model: ranker, top: 1000000000}}");
  const std::string factorised = "{indexed: {model: als}}";
  model("als_of_no_confidence", {"models.als.implicit_als.alpha=0"}, factorised);
  model("als_of_most_confidence", {"models.als.implicit_als.alpha=1e6"}, factorised);
  model("als_least_ridge", {"models.als.implicit_als.ridge=1e-6"}, factorised);
  model("als_most_ridge", {"models.als.implicit_als.ridge=1e9"}, factorised);
  model("als_wider_than_the_log", {"models.als.implicit_als.dim=1024"}, factorised);
  model("als_of_one_session", {"models.als.implicit_als.log.sessions=1"}, factorised);
  model("similarity_of_one_session", {"models.similarity.item_similarity.log.sessions=1"},
        "{contextual: {model: similarity}}");
  model("similarity_of_nothing", {"models.similarity.item_similarity.at_least=1000000"},
        "{contextual: {model: similarity}}");
  return all;
}

INSTANTIATE_TEST_SUITE_P(All, SensibleNumbers, testing::ValuesIn(sensible()),
                         [](const auto& parameter) { return parameter.param.name; });

// Gives every kind of count and of other number a text that is no such number.
TEST_F(ExtremeNumbers, WhatIsNoNumberIsRefused) {
  struct Parameter {
    const char* key;
    bool whole;
  };
  for (const Parameter& parameter : {Parameter{"episodes", true},
                                     {"max_steps", true},
                                     {"days", true},
                                     {"threads", true},
                                     {"confidence", false},
                                     {"world.generate.tracks", true},
                                     {"world.generate.users", true},
                                     {"world.generate.dim", true},
                                     {"world.users.consume_bias", false},
                                     {"world.users.session_budget", true},
                                     {"models.ranker.learning_rate", false}}) {
    for (const char* text : {".nan", "nan", "NaN", ".inf", "-.inf", "inf", "1e400", "-1e400",
                             "0x10", "0o17", "1_000", "++5", "--5", "5e", "9223372036854775808",
                             "18446744073709551616", "-9223372036854775809"}) {
      // A whole number beyond 64 bits is valid where any number is expected.
      if (!parameter.whole && std::strlen(text) > 15) continue;
      const std::string setting = fmt::format("{}={}", parameter.key, text);
      SCOPED_TRACE(setting);
      const Outcome outcome = run({setting});
      EXPECT_EQ(outcome.exit_code, kWrongUse);
      EXPECT_THAT(lines_of(outcome.err), SizeIs(1));
      EXPECT_THAT(outcome.err,
                  AllOf(StartsWith(fmt::format("reprise: --set {}: '", setting)),
                        HasSubstr(fmt::format("is '{}'; expected ", text)), EndsWith("\n")));
    }
  }
}

TEST_F(ExtremeNumbers, CountsBeyondTheirEndsAreRefused) {
  for (const char* setting : {"episodes=1000000000000001",
                              "episodes=0",
                              "episodes=-0",
                              "max_steps=2147483648",
                              "max_steps=4294967296",
                              "max_steps=9223372036854775807",
                              "max_steps=0",
                              "days=2147483648",
                              "days=61",
                              "threads=4097",
                              "threads=-1",
                              "world.generate.tracks=4294967296",
                              "world.generate.users=2147483648",
                              "world.generate.dim=4097",
                              "world.generate.dim=0",
                              "world.generate.seed=-1",
                              "world.users.session_budget=2147483648",
                              "world.users.session_budget=-2147483649",
                              "world.users.session_budget=0",
                              "world.users.session_budget=-1",
                              "world.users.interest_neighbours=4294967296",
                              "world.users.interest_neighbours=0",
                              "world.users.consume_sharpness=1e10",
                              "world.users.consume_sharpness=-1",
                              "world.users.consume_bias=-1e10",
                              "world.users.artist_discount_gamma=-1",
                              "world.users.artist_discount_gamma=1.5",
                              "confidence=1",
                              "confidence=0",
                              "confidence=0.99999",
                              "seeds=-1",
                              "seeds={start: 9223372036854775807, count: 2}",
                              "seeds={start: 1, count: 4294967296}",
                              "margin=101%",
                              "margin=-1%",
                              "margin=nan%",
                              "margin=1e400%",
                              "treatments.x={candidates: catalog, pick: {softmax: 0}}",
                              "treatments.x={candidates: catalog, pick: {rank_power: 101}}",
                              "treatments.x={candidates: catalog, pick: {top: 4294967296}}",
                              "treatments.x={candidates: catalog, pick: {window: [4294967297]}}",
                              "treatments.x={candidates: {nearest: 4294967296}}",
                              "treatments.x={top_pop: 2147483648}",
                              "treatments.x={epsilon_greedy: {of: [random], epsilon: 1.5}}",
                              "treatments.x={one_of: [[1e308, random], [1e308, oracle]]}",
                              "treatments.x={one_of: [[5e-324, random]]}",
                              "treatments.x={anchor: {liked: 1e9}, candidates: artist}",
                              "models.ranker.dim=1025",
                              "models.ranker.learning_rate=0",
                              "models.ranker.batch=0",
                              "models.ranker.epochs=0",
                              "models.ranker.split=[-1, 1, 1]",
                              "models.ranker.log.sessions=4294967296000000",
                              "models.als.implicit_als.ridge=0"}) {
    SCOPED_TRACE(setting);
    const Outcome outcome = run({setting});
    EXPECT_EQ(outcome.exit_code, kWrongUse);
    EXPECT_THAT(lines_of(outcome.err), SizeIs(1));
    EXPECT_THAT(outcome.err, StartsWith("reprise: "));
    EXPECT_THAT(sandbox.files_in(sandbox.directory() / "out"), IsEmpty());
  }
}

TEST_F(ExtremeNumbers, WhatYamlMeansByANumberIsTaken) {
  for (const char* text : {"60", "+60", "060", "60.0", "6e1", " 60 "}) {
    const Outcome outcome =
        sandbox.run({"run", "small.yaml", "--dry-run", "--set", fmt::format("episodes={}", text)});
    EXPECT_THAT(outcome, Succeeds());
    EXPECT_THAT(outcome.out, HasSubstr("\nepisodes: 60\n")) << text;
  }
}

TEST_F(ExtremeNumbers, OptionsAreReadAsFilesAre) {
  using Arguments = std::vector<std::string>;
  for (const char* text : {"-1", "nan", "inf", "1e400", "0x10", "1_000", "9223372036854775808",
                           "18446744073709551615", ""}) {
    for (Arguments arguments : {Arguments{"play", "--watch", "r", "small.yaml", "--seed"},
                                {"play", "--watch", "r", "small.yaml", "--episode"},
                                {"plan", "small.yaml", "--sessions"},
                                {"plan", "small.yaml", "--power"},
                                {"plan", "small.yaml", "--pilot"},
                                {"plan", "small.yaml", "--effect"},
                                {"run", "small.yaml", "--checkpoint"},
                                {"run", "small.yaml", "--calibrate"},
                                {"run", "small.yaml", "--threads"},
                                {"run", "small.yaml", "--seed"},
                                {"serve", "small.yaml", "--port"},
                                {"serve", "small.yaml", "--connections"},
                                {"train", "small.yaml", "--top"},
                                {"train", "small.yaml", "--per-artist"},
                                {"world", "describe", "--tracks"},
                                {"world", "describe", "--seed"}}) {
      arguments.emplace_back(text);
      SCOPED_TRACE(testing::PrintToString(arguments));
      const Outcome outcome = sandbox.run(arguments);
      EXPECT_EQ(outcome.exit_code, kWrongUse);
      EXPECT_THAT(outcome.out, IsEmpty());
      EXPECT_THAT(lines_of(outcome.err), SizeIs(1));
    }
  }
}

// Embeddings whose inner products overflow a float are refused. Their scores were no numbers, and
// the oracle was worse than chance.
TEST_F(ExtremeNumbers, EmbeddingsWhoseProductsOverflowAreRefused) {
  sandbox.write("w/tracks.json",
                "{\"track\": 0, \"artist\": \"A\"}\n{\"track\": 1, \"artist\": \"B\"}\n");
  sandbox.write("w/users.json", "{\"user\": 1, \"interests\": [0, 1]}\n");
  sandbox.write("w/tracks.npy",
                npy("<f4", "False", "(2, 2)", bytes_of(std::vector<float>{1, 0, 0, 1e15F})));
  const std::vector<std::string> describe = {"world", "describe", "--world", "w", "--quiet"};
  const Outcome sound = sandbox.run(describe);
  EXPECT_THAT(sound, Succeeds());
  EXPECT_THAT(sound.out, NamesNoNan());
  for (const float value : {2e15F, -3e38F}) {
    sandbox.write("w/tracks.npy",
                  npy("<f4", "False", "(2, 2)", bytes_of(std::vector<float>{1, 0, 0, value})));
    const Outcome outcome = sandbox.run(describe);
    EXPECT_EQ(outcome.exit_code, kWrongUse);
    EXPECT_THAT(lines_of(outcome.err), SizeIs(1));
    EXPECT_THAT(outcome.err, AllOf(HasSubstr("w/tracks.npy: row 1, column 1 is "),
                                   HasSubstr("expected numbers from -1e15 to 1e15")));
  }
}

}  // namespace
}  // namespace reprise
