// Mistakes of users in experiment files.
#include <fmt/format.h>

#include "tests/command_line/bad_input_parts.h"

namespace reprise {

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
      in_line("ConfidenceAsText", "confidence: most", {"'most'", "a finite number"}),
      in_line("ConfidenceAboveAll", "confidence: 100%", {"0.5 to 0.9999"}),
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

namespace {

std::string repeated(const std::string& text, int times) {
  std::string all;
  for (int i = 0; i < times; ++i) all += text;
  return all;
}

}  // namespace

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

}  // namespace reprise
