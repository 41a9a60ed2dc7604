// Tests the models of an experiment: logs, training, lists, the cache, and their description in the
// results.
#include <atomic>
#include <thread>

#include <fmt/format.h>
#include <gmock/gmock.h>

#include "experiments/serving/service/http_server.h"
#include "experiments/simulation/models/log_player.h"
#include "experiments/simulation/prepared.h"
#include "experiments/spec/outside_inputs.h"
#include "reports/results/results_json.h"
#include "tests/experiments/run_alone.h"
#include "tests/temporary_folder.h"

namespace reprise {
namespace {

using testing::AllOf;
using testing::Contains;
using testing::HasSubstr;
using testing::ThrowsMessage;

constexpr const char* kWorld = "{generate: {tracks: 1000, users: 200, dim: 32, seed: 5}}";

ExperimentSpec spec(const std::string& models, const std::string& treatment,
                    const std::string& more = "") {
  return read_experiment(parse_yaml(
      fmt::format("{{experiment: models, world: {}, control: a, models: {}, treatments: {{a: "
                  "random, b: {}}}, episodes: 600{}}}",
                  kWorld, models, treatment, more),
      "test"));
}

std::string results_of(const ExperimentSpec& spec, const std::filesystem::path& cache = {},
                       std::int64_t threads = 0) {
  return write_results_json(run_alone(spec, threads, cache).results);
}

double tracks_of(const Results& results, std::size_t treatment) {
  for (const MetricEstimate& figure : results.treatments[treatment].metrics) {
    if (figure.metric == "mean_tracks_per_session") return figure.mean;
  }
  return 0;
}

const std::string kFirstTrack =
    "{anchor: first_track, candidates: {item_list: {model: m, top: 20}}, exclude: session, pick: "
    "first}";

TEST(Models, OfEveryKindGiveListsThatBeatRandom) {
  const std::string user_list = "{candidates: {user_list: {model: m}}, exclude: session}";
  for (const auto& [model, treatment] : {
           std::pair<std::string, std::string>{"{log: {sessions: 60000}, dim: 16}", kFirstTrack},
           {"{embedding_ranker: {log: {sessions: 60000}, dim: 16, ensemble: 2}}", kFirstTrack},
           {"{log: {sessions: 60000}, anchor: user, dim: 16}", user_list},
           {"{implicit_als: {log: {sessions: 60000}, dim: 16, iterations: 5}}", user_list},
           {"{item_similarity: {log: {sessions: 60000}}}", kFirstTrack},
       }) {
    SCOPED_TRACE(model);
    const Results results = run_alone(spec("{m: " + model + "}", treatment)).results;
    const Effect* tracks = nullptr;
    for (const Effect& effect : results.effects) {
      if (effect.metric == "mean_tracks_per_session") tracks = &effect;
    }
    ASSERT_NE(tracks, nullptr);
    EXPECT_GT(tracks->difference_lower, 0) << tracks_of(results, 1);
    ASSERT_EQ(results.models.size(), 1u);
    EXPECT_EQ(results.models[0].sessions, 60'000u);
    EXPECT_GT(results.models[0].pairs, 60'000u);
  }
}

TEST(Models, DoNotDependOnThreadsNorOnTheCache) {
  const TemporaryFolder cache;
  const ExperimentSpec experiment = spec(
      "{m: {log: {sessions: 20000, policy: {one_of: [[1, random], [1, sticky_artist]]}, "
      "rounds: [{sessions: 5000, policy: {anchor: first_track, candidates: {item_list: "
      "{model: m}}}}]}, dim: 8, epochs: 2}}",
      kFirstTrack);
  const std::string one = results_of(experiment, {}, 1);
  EXPECT_EQ(results_of(experiment, {}, 3), one);
  EXPECT_EQ(results_of(experiment, cache.path()), one) << "made and kept";
  EXPECT_EQ(results_of(experiment, cache.path()), one) << "taken from the cache";
}

// What a service answers is not in the settings, so a model that learned from it is not kept.
TEST(Models, OfAServicesSessionsAreTrainedEachTime) {
  std::atomic<int> asked = 0;
  HttpServer server("127.0.0.1", 0, {}, [&](const HttpRequest& request) {
    if (request.target.starts_with("/next")) ++asked;
    return HttpResponse{200, R"({"track": 7})"};
  });
  std::atomic<bool> stop = false;
  std::thread serving([&] { server.run(1, [&] { return stop.load(); }); });
  const TemporaryFolder cache;
  const ExperimentSpec experiment =
      spec(fmt::format(
               "{{s: {{log: {{sessions: 20, policy: {{remote: 'http://127.0.0.1:{}'}}}}, dim: 8, "
               "epochs: 1}}, m: {{log: {{sessions: 200, policy: {{anchor: first_track, "
               "candidates: {{item_list: {{model: s, top: 20}}}}}}}}, dim: 8, epochs: 1}}}}",
               server.port()),
           kFirstTrack);
  EXPECT_THAT(outside_inputs(experiment),
              testing::ElementsAre("a policy of the log of model s asks a service"));
  for (int i = 0; i < 2; ++i) {
    asked = 0;
    results_of(experiment, cache.path());
    EXPECT_GT(asked, 0) << i;
  }
  // Neither is the model that learned from the first one.
  EXPECT_FALSE(std::filesystem::exists(cache.path() / "models"));
  stop = true;
  serving.join();
}

// A changed number of an embedding can be read without an error, but its hash shows the change, so
// the model is trained again.
TEST(Models, AChangedEmbeddingIsTrainedAgain) {
  const TemporaryFolder cache;
  const ExperimentSpec experiment =
      spec("{m: {log: {sessions: 5000}, dim: 8, epochs: 1}}", kFirstTrack);
  const std::string sound = results_of(experiment, cache.path());
  int changed = 0;
  std::vector<std::filesystem::path> lists;
  for (const auto& entry : std::filesystem::recursive_directory_iterator(cache.path() / "models")) {
    if (entry.path().filename().string().starts_with("lists_")) lists.push_back(entry.path());
    if (entry.path().extension() != ".npy") continue;
    std::string bytes = read_file(entry.path());
    // Change the exponents of floats, so that every second number becomes another one.
    for (std::size_t at = 200; at + 4 < bytes.size(); at += 8) bytes[at + 3] ^= 0x02;
    write_file(entry.path(), bytes);
    ++changed;
  }
  ASSERT_GE(changed, 2);
  for (const std::filesystem::path& file : lists) std::filesystem::remove(file);
  EXPECT_EQ(results_of(experiment, cache.path()), sound);
}

TEST(Models, ADamagedCacheIsMadeAgain) {
  const TemporaryFolder cache;
  const ExperimentSpec experiment =
      spec("{m: {log: {sessions: 5000}, dim: 8, epochs: 1}}", kFirstTrack);
  const std::string sound = results_of(experiment, cache.path());
  int damaged = 0;
  for (const auto& entry : std::filesystem::recursive_directory_iterator(cache.path() / "models")) {
    if (!entry.is_regular_file()) continue;
    std::filesystem::resize_file(entry.path(), entry.file_size() / 2);
    ++damaged;
    EXPECT_EQ(results_of(experiment, cache.path()), sound) << entry.path();
  }
  EXPECT_GE(damaged, 4) << "two tables, a report and lists";
}

TEST(Models, AreTrainedOncePerSetting) {
  const TemporaryFolder cache;
  const auto kept = [&] {
    const std::filesystem::directory_iterator models(cache.path() / "models");
    return std::distance(begin(models), end(models));
  };
  const std::string model = "{m: {log: {sessions: 5000}, dim: 8, epochs: 1}}";
  results_of(spec(model, kFirstTrack), cache.path());
  results_of(spec(model, "{candidates: {item_list: {model: m, top: 7, per_artist: 2}}}"),
             cache.path());
  EXPECT_EQ(kept(), 1) << "other lists of the same model";
  results_of(spec("{m: {log: {sessions: 5000}, dim: 9, epochs: 1}}", kFirstTrack), cache.path());
  EXPECT_EQ(kept(), 2);
}

TEST(Models, AreDescribed) {
  const Results results =
      run_alone(spec("{m: {log: {sessions: 20000}, dim: 8, split: [0.8, 0.1, 0.1]}}", kFirstTrack))
          .results;
  const ModelResult& model = results.models.at(0);
  EXPECT_EQ(model.name, "m");
  EXPECT_EQ(model.kind, "embedding_ranker");
  ASSERT_EQ(model.steps.size(), 5u);
  for (std::size_t i = 0; i < 5; ++i) {
    EXPECT_EQ(model.steps[i].step, static_cast<std::int64_t>(i) + 1);
    EXPECT_TRUE(model.steps[i].validation.has_value());
  }
  EXPECT_LT(model.steps.back().train, model.steps.front().train);
  ASSERT_TRUE(model.test && model.test_of_mean && model.test_of_random);
  EXPECT_LT(*model.test, *model.test_of_mean);
  // Shuffled times miss by two variances, and the mean of times by one. Times are mostly 0 or near
  // 1. With 1 in 8 listened to, a squared miss of shuffled times is a coin of chance .22, so its
  // mean over 13 000 pairs is off by sqrt(.78 / .22 / 13 000) = 1.7 %. The bound is three times
  // that.
  EXPECT_NEAR(*model.test_of_random / *model.test_of_mean, 2.0, 0.1);
}

// A model of which nothing can be expected is said to be so, each time that it is used.
TEST(Models, WhatHasLearnedNothingIsSaid) {
  const auto warnings_of = [](const std::string& settings, const std::filesystem::path& cache) {
    return run_alone(spec("{m: {log: {sessions: 5000, policy: {top_pop: 100}}, dim: 16, epochs: 2, "
                          "optimiser: adam, split: [0.8, 0.1, 0.1], " +
                              settings + "}}",
                          kFirstTrack),
                     0, cache)
        .results.warnings;
  };
  const TemporaryFolder cache;
  for (int time = 0; time < 2; ++time) {  // the second time the model is not trained again
    EXPECT_THAT(warnings_of("learning_rate: 1", cache.path()),
                testing::Contains(
                    testing::AllOf(HasSubstr("model m: "), HasSubstr("lower its learning rate"))));
  }
  const Results sound =
      run_alone(spec("{m: {log: {sessions: 20000}, dim: 8, split: [0.8, 0.1, 0.1]}}", kFirstTrack))
          .results;
  EXPECT_THAT(sound.warnings, testing::Not(testing::Contains(HasSubstr("model m: "))));
}

TEST(Models, ALogUnderAnOracleSidePolicyIsSaid) {
  const Results results =
      run_alone(spec("{m: {log: {sessions: 2000, policy: {candidates: {nearest: 9}}}, dim: 4}}",
                     kFirstTrack))
          .results;
  EXPECT_THAT(results.warnings,
              Contains(AllOf(HasSubstr("log of model m"), HasSubstr("true inner products"))));
}

TEST(Models, MistakesAreFoundBeforeAnyTraining) {
  const auto reading = [](const std::string& models, const std::string& treatment) {
    return [=] { spec(models, treatment); };
  };
  const std::string model = "{ranker: {log: {sessions: 1000}}}";
  EXPECT_THAT(reading(model, "{candidates: {item_list: {model: rankr}}}"),
              ThrowsMessage<UserError>(AllOf(HasSubstr("the treatment b uses the model 'rankr'"),
                                             HasSubstr("did you mean 'ranker'?"))));
  EXPECT_THAT(reading("{a: {log: {policy: {candidates: {item_list: {model: z}}}}}}", "random"),
              ThrowsMessage<UserError>(HasSubstr("the model a uses the model 'z'")));
  EXPECT_THAT(reading("{a: {log: {sessions: 0}}}", "random"),
              ThrowsMessage<UserError>(HasSubstr("'log.sessions' is '0'; expected 1 to")));
  EXPECT_THAT(reading("{a: {dim: 0}}", "random"), ThrowsMessage<UserError>(HasSubstr("dim")));
  EXPECT_THAT(reading("{a: {dims: 3}}", "random"),
              ThrowsMessage<UserError>(HasSubstr("did you mean 'dim'?")));
  EXPECT_THAT(reading(model, "{candidates: {item_list: {model: ranker, file: x}}}"),
              ThrowsMessage<UserError>(HasSubstr("x")));
  EXPECT_THAT(reading("[1]", "random"), ThrowsMessage<UserError>(HasSubstr("map of models")));
  EXPECT_THAT([&] { run_alone(spec(model, "{candidates: {user_list: {model: ranker}}}")); },
              ThrowsMessage<UserError>(HasSubstr("has lists for tracks, but users are asked for")));
}

// The homework's train.csv: what users listened to, without their sessions.
TEST(LogPlayer, ReadsTheLogOfAFile) {
  const TemporaryFolder folder;
  const ExperimentSpec experiment = spec("{m: {log: {}}}", "random");
  const OpenWorld open = open_world(experiment.world, {});
  const auto n_tracks = static_cast<std::uint32_t>(open.world->catalog.n_tracks());
  const auto n_users = static_cast<std::uint32_t>(open.world->users.size());
  const std::int64_t a = open.world->users.ids[3];
  const std::int64_t b = open.world->users.ids[1];
  const auto pairs_of = [&](const std::string& csv, LogAnchor anchor) {
    LogSpec log;
    log.file =
        ParameterType<InputFile>::read(Node::make_scalar(folder.write("train.csv", csv)), "file");
    LogPlayer player(*open.world, *open.nearest, {});
    PairLog pairs(anchor == LogAnchor::user ? n_users : n_tracks, n_tracks);
    player.add_pairs(log, 0, anchor, {}, pairs);
    EXPECT_EQ(player.sessions(), 2u);
    std::vector<Pair> all;
    pairs.for_each([&](const Pair& pair) { all.push_back(pair); });
    return all;
  };
  const std::string csv = fmt::format(
      "time,user,day,track\n1.0,{0},1,7\n0.25,{1},1,9\r\n0.5,{0},2,8\n0,{0},2,7\n", a, b);
  EXPECT_THAT(pairs_of(csv, LogAnchor::user),
              testing::ElementsAre(Pair{3, 7, 100}, Pair{3, 8, 50}, Pair{3, 7, 0}, Pair{1, 9, 25}));
  EXPECT_THAT(pairs_of(csv, LogAnchor::previous_track),
              testing::ElementsAre(Pair{7, 8, 50}, Pair{8, 7, 0}));
  EXPECT_THAT([&] { pairs_of(csv, LogAnchor::first_track); },
              ThrowsMessage<UserError>(HasSubstr("give the model 'anchor: user'")));
  for (const auto& [row, message] :
       {std::pair("1.0,-77,1,7", "expected a user of the world"),
        std::pair("1.0,x,1,7", "'user' is 'x'"), std::pair("1.0,0,1", "has 3 fields"),
        std::pair("1.5,0,1,7", "'time' is 1.5")}) {
    EXPECT_THAT(
        [&] { pairs_of("time,user,day,track\n" + std::string(row), LogAnchor::user); },
        ThrowsMessage<UserError>(testing::AllOf(HasSubstr("train.csv:2"), HasSubstr(message))))
        << row;
  }
  EXPECT_THAT([&] { pairs_of("user,item,time\n", LogAnchor::user); },
              ThrowsMessage<UserError>(HasSubstr("no column 'track'")));
}

TEST(LogPlayer, PairsAreWhatTheSessionsWere) {
  const ExperimentSpec experiment = spec("{m: {log: {}}}", "random");
  const OpenWorld open = open_world(experiment.world, {});
  const auto n_tracks = static_cast<std::uint32_t>(open.world->catalog.n_tracks());
  const auto n_users = static_cast<std::uint32_t>(open.world->users.size());
  LogSpec log;
  log.sessions = 500;
  log.most_tracks = 7;
  const auto pairs_of = [&](LogAnchor anchor) {
    LogPlayer player(*open.world, *open.nearest, {});
    PairLog pairs(anchor == LogAnchor::user ? n_users : n_tracks, n_tracks);
    player.add_pairs(log, 0, anchor, {}, pairs);
    EXPECT_EQ(player.sessions(), 500u);
    std::vector<Pair> all;
    pairs.for_each([&](const Pair& pair) { all.push_back(pair); });
    return all;
  };
  // The same log gives pairs with each kind of context.
  const std::vector<Pair> first = pairs_of(LogAnchor::first_track);
  const std::vector<Pair> previous = pairs_of(LogAnchor::previous_track);
  const std::vector<Pair> users = pairs_of(LogAnchor::user);
  ASSERT_EQ(first.size(), previous.size());
  EXPECT_EQ(users.size(), first.size() + 500) << "the first track is one the user listened to";
  std::size_t sessions = 0;
  std::size_t length = 0;
  for (std::size_t i = 0; i < first.size(); ++i) {
    EXPECT_EQ(first[i].track, previous[i].track);
    EXPECT_EQ(first[i].time, previous[i].time);
    // A session begins where the previous track is the first one. After that, each track follows
    // the one before.
    const bool begins = i == 0 || previous[i].context != previous[i - 1].track ||
                        first[i].context != first[i - 1].context;
    length = begins ? 1 : length + 1;
    sessions += begins;
    if (begins) {
      EXPECT_EQ(first[i].context, previous[i].context);
    }
    EXPECT_LE(length, 6u) << "cut off after seven tracks";
  }
  EXPECT_EQ(sessions, 500u);
}

// Lists are written when they are made: other ranks, and the next process, read them.
TEST(ModelCache, KeepsTheListsThatWereMade) {
  const TemporaryFolder folder;
  const auto files = [&] {
    std::map<std::string, std::string> found;
    for (const auto& entry : std::filesystem::recursive_directory_iterator(folder.path())) {
      const std::string name = entry.path().filename().string();
      if (name.starts_with("lists_")) found[name] = read_file(entry.path());
    }
    return found;
  };
  const ExperimentSpec experiment =
      spec("{ranker: {log: {sessions: 2000}, dim: 8}}",
           "{anchor: first_track, candidates: {item_list: {model: ranker, top: 7}}}");
  Workspace workspace(folder.path());
  Timings timings;
  const Prepared prepared = prepare(experiment, workspace, timings, {});
  ASSERT_EQ(files().size(), 1u) << "of the first tracks, before anything is played";
  const std::string before = files().begin()->second;
  // The lists of other tracks are made on demand, and kept with the others.
  const std::shared_ptr<Model>& model = prepared.trained.models.at("ranker");
  const std::shared_ptr<const Lists> all = model->lists({7, 0, true}, {});
  model->keep_lists();
  EXPECT_GT(files().begin()->second.size(), before.size());
  // Another process reads all of them, and lists of part of them.
  for (const std::string& content : {files().begin()->second, before}) {
    for (const auto& entry : std::filesystem::recursive_directory_iterator(folder.path())) {
      if (entry.path().filename().string().starts_with("lists_")) write_file(entry.path(), content);
    }
    Workspace other(folder.path());
    const Prepared again = prepare(experiment, other, timings, {});
    EXPECT_EQ(*again.trained.models.at("ranker")->lists({7, 0, true}, {}), *all);
  }
}

// What is kept of an earlier log saves time and changes nothing: longer, shorter and equal logs,
// other policies and contexts in between.
TEST(LogPlayer, LogsAreTheSameWhateverIsKept) {
  const ExperimentSpec experiment = spec("{m: {log: {}}}", "random");
  const OpenWorld open = open_world(experiment.world, {});
  const auto n_tracks = static_cast<std::uint32_t>(open.world->catalog.n_tracks());
  const auto policy = [](const char* text) {
    return read_recommender(parse_yaml(text, "test"), "policy");
  };
  const RecommenderRecipe popular = policy("{top_pop: 50}");
  const RecommenderRecipe historic =
      policy("{anchor: {first_track: user}, candidates: {nearest: 9}}");
  struct Played {
    std::int64_t sessions;
    LogAnchor anchor;
    std::optional<RecommenderRecipe> policy;
    std::int64_t most_tracks = 80;
  };
  const auto first = LogAnchor::first_track;
  KeptLog kept;
  for (const Played& played :
       {Played{700, first, {}}, Played{1600, first, {}}, Played{1600, first, {}},
        Played{1024, first, {}}, Played{1025, first, {}}, Played{100, first, {}},
        Played{2000, first, {}, 5}, Played{2048, first, {}, 5},
        Played{2048, LogAnchor::user, {}, 5}, Played{1500, LogAnchor::previous_track, popular},
        Played{1700, first, popular}, Played{2500, first, popular}, Played{900, first, historic},
        Played{1800, first, historic}, Played{1800, first, {}}}) {
    LogSpec log;
    log.sessions = played.sessions;
    log.policy = played.policy;
    log.most_tracks = played.most_tracks;
    const auto pairs_of = [&](KeptLog* with) {
      LogPlayer player(*open.world, *open.nearest, {}, with);
      PairLog pairs(std::max<std::uint32_t>(n_tracks, 100'000), n_tracks);
      player.add_pairs(log, 0, played.anchor, {}, pairs);
      EXPECT_EQ(player.sessions(), static_cast<std::uint64_t>(played.sessions));
      std::vector<Pair> all;
      pairs.for_each([&](const Pair& pair) { all.push_back(pair); });
      return all;
    };
    EXPECT_EQ(pairs_of(&kept), pairs_of(nullptr)) << played.sessions << " sessions";
  }
}

TEST(KeptLog, HasTheWholeBlocksOfAShorterLog) {
  const auto block = [](std::uint64_t end, std::uint32_t track) {
    return LogBlock{end, 10, std::make_shared<const std::vector<Pair>>(1, Pair{0, track, 0})};
  };
  KeptLog kept;
  EXPECT_TRUE(kept.blocks_of("a", 100).empty());
  kept.put("a", {block(10, 0), block(20, 1), block(25, 2)});
  EXPECT_EQ(kept.blocks_of("a", 25).size(), 3u) << "the same log";
  EXPECT_EQ(kept.blocks_of("a", 30).size(), 2u) << "its last block is longer in a longer log";
  EXPECT_EQ(kept.blocks_of("a", 24).size(), 2u);
  EXPECT_EQ(kept.blocks_of("a", 20).size(), 2u);
  EXPECT_EQ(kept.blocks_of("a", 9).size(), 0u);
  EXPECT_TRUE(kept.blocks_of("b", 25).empty());
  kept.put("a", {block(10, 7)});
  EXPECT_EQ(kept.blocks_of("a", 25).size(), 3u) << "a shorter one takes no place";
  kept.put("b", {block(10, 7)});
  EXPECT_TRUE(kept.blocks_of("a", 25).empty()) << "one is kept";
  EXPECT_EQ(kept.blocks_of("b", 10).front().pairs->front().track, 7u);
}

}  // namespace
}  // namespace reprise
