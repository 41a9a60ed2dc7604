// Checks the promises of every recommender on everything in the registries: on whole recommenders
// with each of their parameters, and on sentences in which any two parts of different kinds meet. A
// newly registered recommender is covered without a change here, unless it has a required parameter
// of a type that is new to the suite: then `examples_of` needs an example of this type.
#include <algorithm>
#include <map>
#include <numeric>
#include <set>

#include <fmt/format.h>
#include <gmock/gmock.h>

#include "recommenders/python/python_host.h"
#include "recommenders/remote/http_address.h"
#include "recommenders/sentence.h"
#include "sim/random/leave_draws.h"
#include "sim/sessions/session_draws.h"
#include "sim/support/parameters/input_file.h"
#include "tests/chi_square.h"
#include "tests/peer.h"
#include "tests/recommenders/asking.h"
#include "tests/recommenders/small_world.h"
#include "tests/temporary_folder.h"
#include "tests/under_sanitizer.h"

namespace reprise {
namespace {

// Returns the text of a file from which both lists per track and lists per user can be read: line i
// is for track i and for user i. Some tracks and users have no line, some have an empty list.
std::string lists_of(const World& world) {
  const auto n = static_cast<TrackId>(world.catalog.n_tracks());
  std::string lines;
  for (TrackId i = 0; i < n; ++i) {
    if (i % 3 == 2) continue;
    std::vector<TrackId> list;
    for (TrackId item = 0; item < (i % 7 == 6 ? 0 : 1 + i % 5); ++item) {
      list.push_back((i * 5 + item * 3) % n);
    }
    std::vector<double> scores;
    for (std::size_t item = 0; item < list.size(); ++item) {
      scores.push_back(2.5 - static_cast<double>(item));
    }
    lines += fmt::format("{{\"track\": {}, \"user\": {}, \"tracks\": [{}], \"scores\": [{}]}}\n", i,
                         world.users.ids[i], fmt::join(list, ", "), fmt::join(scores, ", "));
  }
  return lines;
}

// Returns the address of a service that recommends one track to every user, for as long as the
// suite runs.
std::string service_url() {
  static const LyingService service([](Peer& peer) {
    while (!peer.receive(is_whole, std::chrono::minutes(10)).empty()) {
      peer.send(http_answer(R"({"track": 0})"));
    }
  });
  return service.url();
}

// Makes what a program in Python would: a recommender that walks through the catalog.
class WalkingHost final : public PythonHost {
 public:
  WalkingHost() { set_python_host(this); }
  ~WalkingHost() override { set_python_host(nullptr); }
  WalkingHost(const WalkingHost&) = delete;
  WalkingHost& operator=(const WalkingHost&) = delete;

  std::unique_ptr<Recommender> make(const PythonSettings&, Build& build) override {
    build.untold.push_back({build.place, "this code does not say them"});
    class Walk final : public Recommender {
      TrackId next(Request& request) const override {
        return (request.playbacks.last() + 1) %
               static_cast<TrackId>(request.world.catalog.n_tracks());
      }
    };
    return std::make_unique<Walk>();
  }
};

// Returns a popularity list of the whole catalog.
std::string top_list_of(const World& world) {
  std::vector<TrackId> tracks;
  for (TrackId i = 0; i < world.catalog.n_tracks(); ++i) tracks.insert(tracks.begin(), i);
  return fmt::format("[{}]", fmt::join(tracks, ", "));
}

constexpr const char* kTopList = "top.json";  // popularity list, beside lists.json

// Returns examples, as YAML, of a parameter of this type; none for an unknown type.
std::vector<std::string> examples_of(const ParameterInfo& parameter, const std::string& lists) {
  static const std::map<std::string, std::vector<std::string>> examples = {
      {"integer", {"1"}},
      {"number", {"0.5"}},
      {"true or false", {"true", "false"}},
      {"time", {"0.7", "0"}},
      {"recommender", {"{top_pop: 2}"}},
      {"anchor", {"first_track"}},
      {"candidates", {"{fuse: [artist, {top_tracks: 2}]}"}},
      {"exclude", {"session"}},
      {"pick", {"first"}},
      {"list of integer", {"[1, 3]"}},
      {"list of recommender", {"[random, sticky_artist]"}},
      {"list of anchor", {"[{liked: 0.6}, first_track]"}},
      {"list of candidates", {"[artist, {top_tracks: 2}]"}},
      {"list of exclude", {"[previous_track, {last: 3}]"}},
      {"list of [weight, recommender]",
       {"[[1, {top_pop: 2}], [2, {candidates: artist, exclude: session}]]"}},
      {"list of [tracks, recommender]", {"[[2, {top_pop: 2}], [1, sticky_artist]]"}},
      {"list of [value, recommender]", {"[[0.5, {top_pop: 2}], [3, sticky_artist]]"}},
      {"list of number", {"[0.7, 0.3]"}},
      {"list of [time, recommender]",
       {"[[0.3, {top_pop: 2}], [0.7, {anchor: {best_track: user}, candidates: artist}]]"}},
  };
  if (parameter.type == "path of a file") return {"\"" + lists + "\""};
  if (parameter.type == ParameterType<HttpAddress>::name()) return {"\"" + service_url() + "\""};
  if (parameter.type == ParameterType<PythonCode>::name()) return {"\"" + lists + ":Mine\""};
  if (parameter.type == "path of a popularity list") {
    const std::filesystem::path top = std::filesystem::path(lists).replace_filename(kTopList);
    return {fmt::format("\"{}\"", top.string())};
  }
  if (const auto found = examples.find(parameter.type); found != examples.end()) {
    return found->second;
  }
  std::vector<std::string> choices;
  std::string_view rest = parameter.type;
  for (std::size_t at = rest.find(" | "); at != std::string_view::npos; at = rest.find(" | ")) {
    choices.emplace_back(rest.substr(0, at));
    rest.remove_prefix(at + 3);
  }
  if (!choices.empty()) choices.emplace_back(rest);
  return choices;
}

// Returns every component of a kind: in its shortest form, then with each optional parameter set to
// each of its examples. Forms with the same meaning occur once.
template <class Part>
std::vector<std::string> variants(const std::string& lists) {
  std::vector<std::string> found;
  std::set<std::string> resolved;
  for (const auto& entry : Registry<Part>::instance().entries()) {
    std::vector<std::string> needed;
    std::vector<std::string> further;
    for (const ParameterInfo& parameter : entry.parameters) {
      const std::vector<std::string> examples = examples_of(parameter, lists);
      // A path is always given, even if optional, because it may be one of several ways to name the
      // source.
      if (parameter.required || parameter.type == "path of a file") {
        if (examples.empty()) {
          ADD_FAILURE() << "teach this suite an example of '" << parameter.type << "', for the '"
                        << parameter.name << "' of " << Part::kind << " '" << entry.name << "'";
          continue;
        }
        needed.push_back(parameter.name + ": " + examples.front());
      } else {
        for (const std::string& example : examples) {
          further.push_back(parameter.name + ": " + example);
        }
      }
    }
    further.insert(further.begin(), "");
    for (const std::string& more : further) {
      std::vector<std::string> inside = needed;
      if (!more.empty()) inside.push_back(more);
      const std::string yaml = fmt::format("{{{}: {{{}}}}}", entry.name, fmt::join(inside, ", "));
      try {
        const Recipe<Part> recipe =
            ParameterType<Recipe<Part>>::read(parse_yaml(yaml, "test"), Part::kind);
        if (resolved.insert(write_yaml(recipe.resolved)).second) found.push_back(yaml);
      } catch (const UserError& error) {
        // An example outside a parameter's range proves nothing. Without optional parameters the
        // component must be readable.
        if (more.empty()) ADD_FAILURE() << yaml << ": " << error.what();
      }
    }
  }
  return found;
}

class Conformance : public testing::TestWithParam<int> {
 protected:
  const WalkingHost python_;
  Conformance()
      : world_(world_of_odd_users(GetParam(), 4)),
        lists_(folder_.write("lists.json", lists_of(world_))),
        nearest_(world_.catalog.embeddings) {
    folder_.write(kTopList, top_list_of(world_));
    std::vector<NearestQuery> queries;
    for (TrackId track = 0; track < world_.catalog.n_tracks(); ++track) {
      queries.push_back({track, 1000});
    }
    nearest_.require(queries);
    stranger_.append(session_at(99).playbacks());
  }

  Session session_at(std::uint64_t episode) const {
    Session session;
    session.start(world_, start_of(StreamDraws(world_, 3).start(episode), nearest_));
    return session;
  }

  // Plays sessions and asks five times for every step: (1) as the engine does; (2) once more; (3) a
  // second recommender, made from the resolved YAML of the first, which serves another session in
  // between; (4) the second recommender again, handed also the inputs that it does not declare to
  // read; (5) a third recommender, asked for this and the other session together. Sessions that a
  // recommender serves side by side have a scratch set each and are asked from their starts.
  void expect_conforming(const std::string& yaml) const {
    SCOPED_TRACE(yaml);
    Asking asked(world_, yaml);
    const Node resolved = read_recommender(parse_yaml(yaml, "test"), "test").resolved;
    Asking other(world_, write_yaml(with_paths_from(resolved, {})));
    Asking together(world_, write_yaml(with_paths_from(resolved, {})));
    Asking telling(world_, yaml);
    const bool tells = telling.build().untold.empty();
    EXPECT_EQ(tells, may_tell(yaml)) << "parts that cannot tell are known";
    ASSERT_EQ(asked.capabilities(), other.capabilities());
    expect_made_as_declared(asked);
    constexpr std::size_t kSame = 0, kElsewhere = 1, kUninvited = 2;
    std::vector<UserHistory> histories(world_.users.size());
    LeaveDraws leave;
    for (std::uint64_t episode = 0; episode < kSessions; ++episode) {
      Session session = session_at(episode);
      Session decoy = session_at(1000 + episode);
      leave.start(stream_key(3, "leave"), episode);
      asked.clear_scratch();
      for (const std::size_t served : {kSame, kElsewhere, kUninvited}) {
        other.serve(served);
        other.clear_scratch();
      }
      for (const std::size_t served : {std::size_t{0}, std::size_t{1}}) {
        together.serve(served);
        together.clear_scratch();
        telling.serve(served);
        telling.clear_scratch();
      }
      telling.learned_counts() = asked.learned_counts();
      for (std::uint32_t step = 0; step < kSteps && !session.over(); ++step) {
        const UserHistory* history = &histories[session.user()];
        const Answer answer = asked.ask(session, episode, history);
        ASSERT_LT(answer.track, world_.catalog.n_tracks());
        expect_same(answer, asked.ask(session, episode, history), "asked twice");
        other.serve(kElsewhere);
        const Answer elsewhere = other.ask(decoy, 1000 + episode, &histories[decoy.user()]);
        const std::vector<Answer> both = together.ask_together(
            {{&session, episode, history}, {&decoy, 1000 + episode, &histories[decoy.user()]}});
        expect_same(answer, both[0], "asked together with another session");
        expect_same(elsewhere, both[1], "asked together with another session");
        other.serve(kSame);
        expect_same(answer, other.ask(session, episode, history), "after another session");
        other.serve(kUninvited);
        const bool reads_history = asked.capabilities().reads_history;
        expect_same(answer, other.ask(session, episode, reads_history ? history : &stranger_, true),
                    "handed what it did not ask for");
        // Telling takes an integral for some parts, so a first and a late session stand for all.
        if (tells && (episode == 0 || episode + 1 == kSessions)) {
          expect_told(telling, session, history, answer.track, step + 1 == kSteps ? 400 : 20);
        }
        if (testing::Test::HasFailure()) return;
        session.play(answer.track, leave.at(step));
        if (!decoy.over()) decoy.play(elsewhere.track, leave.at(step));
      }
      histories[session.user()].append(session.playbacks());
      asked.learn(session.playbacks());
      other.serve(kSame);
      other.learn(session.playbacks());
      for (std::size_t i = 0; i < asked.learned_counts().size(); ++i) {
        ASSERT_EQ(asked.learned_counts()[i].totals, other.learned_counts()[i].totals)
            << "asking twice teaches no more than asking once";
      }
      together.serve(0);
      together.learn(session.playbacks());
      together.end_day();
      asked.end_day();
      other.end_day();
    }
  }

  // Checks the propensities that the recommender tells for the next request of the session: they
  // sum to 1, `named` has one, and the recommender names the tracks as often in `draws` draws.
  static void expect_told(Asking& telling, const Session& session, const UserHistory* history,
                          TrackId named, std::uint64_t draws) {
    telling.serve(0);
    const std::vector<double> told = telling.tell(session, history);
    EXPECT_NEAR(std::accumulate(told.begin(), told.end(), 0.0), 1, 1e-9);
    EXPECT_GT(told[named], 0) << "the track that was named";
    telling.serve(1);
    expect_frequencies(telling, session, history, told, draws);
  }

  static void expect_frequencies(Asking& asking, const Session& session, const UserHistory* history,
                                 const std::vector<double>& told, std::uint64_t draws) {
    std::vector<std::uint64_t> counts(told.size(), 0);
    const StreamKey key = stream_key(7, "frequencies");
    for (std::uint64_t draw = 0; draw < draws; ++draw) {
      Stream stream(key, draw, session.recommendations());
      ++counts[asking.ask(session, stream, history).track];
    }
    // Cells of few expected counts are one.
    std::vector<std::uint64_t> cells = {0};
    std::vector<double> chances = {0};
    for (TrackId track = 0; track < told.size(); ++track) {
      if (told[track] == 0) {
        EXPECT_EQ(counts[track], 0u) << track << " is named, and told not to be";
      } else if (told[track] * static_cast<double>(draws) < 10) {
        cells[0] += counts[track];
        chances[0] += told[track];
      } else {
        cells.push_back(counts[track]);
        chances.push_back(told[track]);
      }
    }
    if (chances[0] * static_cast<double>(draws) < 10) {
      EXPECT_LT(cells[0], 40u) << "tracks that are told to be rare";
      cells.erase(cells.begin());
      chances.erase(chances.begin());
    }
    if (cells.size() < 2) return;
    EXPECT_LT(chi_square(cells, chances), 1.3 * chi_square_limit(cells.size()))
        << "told: " << testing::PrintToString(told)
        << " counted: " << testing::PrintToString(counts);
  }

  // Returns whether a recommender can tell its propensities. The exceptions of these variants are
  // those that ask code outside; propensities_test has the others.
  static bool may_tell(const std::string& yaml) {
    return yaml.find("remote") == std::string::npos && yaml.find("python") == std::string::npos;
  }

  // Checks the capabilities that can be seen in the made recommender. History and hidden session
  // are checked by the answers: a recommender that does not declare to read them must give the same
  // answers when it gets them.
  static void expect_made_as_declared(const Asking& asked) {
    const Capabilities& declared = asked.capabilities();
    EXPECT_EQ(declared.learns, !asked.build().learners.empty());
    EXPECT_EQ(declared.asks_service, asked.build().service.has_value());
    EXPECT_TRUE(declared.privileged || asked.build().nearest_needs.empty());
    EXPECT_TRUE(declared.privileged || !declared.observes_latent_state)
        << "reports take a ceiling for privileged";
  }

  static void expect_same(const Answer& a, const Answer& b, const char* when) {
    EXPECT_EQ(a.track, b.track) << when;
    EXPECT_EQ(a.tally.no_anchor, b.tally.no_anchor) << when;
    EXPECT_EQ(a.tally.no_list, b.tally.no_list) << when;
    EXPECT_EQ(a.tally.exhausted, b.tally.exhausted) << when;
    EXPECT_EQ(a.tally.lists_asked, b.tally.lists_asked) << when;
    EXPECT_EQ(a.tally.lists_found, b.tally.lists_found) << when;
  }

  static constexpr std::uint64_t kSessions = kUnderSanitizer ? 3 : 6;
  static constexpr std::uint32_t kSteps = 8;

  TemporaryFolder folder_;
  World world_;
  std::string lists_;
  NearestTracks nearest_;
  UserHistory stranger_;  // history of a user that is not served
};

// Every part that draws, in a recommender of its own, is drawn from a million times.
TEST_P(Conformance, FrequenciesOfAMillionDraws) {
  if (GetParam() != 40) GTEST_SKIP() << "a larger catalog has all cases";
  std::vector<std::string> all = variants<RecommenderPart>(lists_);
  const auto add = [&](const char* before, const std::vector<std::string>& parts,
                       const char* after) {
    for (const std::string& part : parts) all.push_back(before + part + after);
  };
  add("{candidates: {nearest: 12}, exclude: session, anchor: ", variants<AnchorPart>(lists_), "}");
  add("{anchor: first_track, exclude: session, pick: uniform, candidates: ",
      variants<CandidatesPart>(lists_), "}");
  add("{candidates: {nearest: 12}, exclude: ", variants<ExcludePart>(lists_), "}");
  add("{candidates: {nearest: 12}, exclude: session, pick: ", variants<PickPart>(lists_), "}");
  const UserHistory none;
  std::set<std::vector<double>> seen;  // the same draws need not be made twice
  for (const std::string& yaml : all) {
    SCOPED_TRACE(yaml);
    Asking asking(world_, yaml);
    if (!asking.build().untold.empty() || asking.capabilities().observes_latent_state) continue;
    // Something was learned, and something was listened to.
    for (std::size_t i = 0; i < asking.learned_counts().size(); ++i) {
      auto& totals = asking.learned_counts()[i].totals;
      for (std::size_t j = 0; j < totals.size(); ++j) {
        const auto n = static_cast<std::int64_t>(3 + (j / 2) % 5);
        totals[j] = j % 2 == 0 ? n : 30 * n + static_cast<std::int64_t>(7 * (j / 2) % 41);
      }
    }
    Session session = session_at(5);
    asking.clear_scratch();
    for (TrackId step = 0; step < 6; ++step) {
      asking.ask(session, step, &none);
      session.play((session.playbacks().first() + 1 + step) % 40, 0);
    }
    const std::vector<double> told = asking.tell(session, &none);
    if (!seen.insert(told).second) continue;
    if (std::count(told.begin(), told.end(), 0.0) + 1 == std::ssize(told)) continue;
    expect_frequencies(asking, session, &none, told, kUnderSanitizer ? 30'000 : 1'000'000);
    if (HasFailure()) return;
  }
  EXPECT_GT(seen.size(), 30u);
}

TEST_P(Conformance, OfEveryRecommender) {
  const std::vector<std::string> recommenders = variants<RecommenderPart>(lists_);
  EXPECT_GE(recommenders.size(), Registry<RecommenderPart>::instance().entries().size());
  for (const std::string& yaml : recommenders) {
    expect_conforming(yaml);
    if (HasFailure()) return;
  }
}

// Returns whether a sentence is refused because its candidates have no scores to pick by.
bool refused_for_scores(const World& world, const std::string& yaml) {
  try {
    const Asking asking(world, yaml);
    return false;
  } catch (const UserError& error) {
    EXPECT_THAT(error.what(), testing::HasSubstr("needs scores")) << yaml;
    return true;
  }
}

// Components with every capability, for parameters that hold a component.
const std::map<std::string, std::string>& capable_examples() {
  static const std::string recommender = fmt::format(
      "{{one_of: [[1, oracle], [1, {{remote: \"{}\"}}], [1, {{candidates: catalog, "
      "exclude: user, pick: thompson}}]]}}",
      service_url());
  static const std::string candidates = "{union: [{nearest: 2}, played]}";
  static const std::map<std::string, std::string> examples = {
      {"recommender", recommender},
      {"anchor", "{first_of: [{liked: {scope: user}}, first_track]}"},
      {"candidates", candidates},
      {"exclude", "[session, user]"},
      {"pick", "thompson"},
      {"list of recommender", fmt::format("[random, {}]", recommender)},
      {"list of anchor", "[first_track, {liked: {scope: user}}]"},
      {"list of candidates", fmt::format("[artist, {}]", candidates)},
      {"list of exclude", "[session, user]"},
      {"list of [weight, recommender]", fmt::format("[[1, random], [2, {}]]", recommender)},
      {"list of [tracks, recommender]", fmt::format("[[2, random], [1, {}]]", recommender)},
      {"list of [value, recommender]", fmt::format("[[0.5, random], [3, {}]]", recommender)},
      {"list of [time, recommender]", fmt::format("[[0.3, random], [0.7, {}]]", recommender)},
  };
  return examples;
}

template <class Part>
Capabilities capabilities_of(const std::string& yaml) {
  return ParameterType<Recipe<Part>>::read(parse_yaml(yaml, "test"), Part::kind).declared;
}

Capabilities capabilities_inside(const std::string& type) {
  if (type.find("recommender") != std::string::npos) {
    return capabilities_of<RecommenderPart>(capable_examples().at("recommender"));
  }
  if (type.find("anchor") != std::string::npos) return {.reads_history = true};
  if (type.find("candidates") != std::string::npos) {
    return {.reads_history = true, .privileged = true};
  }
  if (type.find("exclude") != std::string::npos) return {.reads_history = true};
  return {.learns = true};
}

// Checks that a component has the capabilities of all components inside of it, in whichever
// parameter they are.
template <class Part>
void expect_unions(const std::string& lists, std::size_t& tried) {
  for (const auto& entry : Registry<Part>::instance().entries()) {
    for (const ParameterInfo& holder : entry.parameters) {
      if (holder.type.find(RecommenderPart::kind) == std::string::npos &&
          holder.type.find(AnchorPart::kind) == std::string::npos &&
          holder.type.find(CandidatesPart::kind) == std::string::npos &&
          holder.type.find(ExcludePart::kind) == std::string::npos &&
          holder.type.find(PickPart::kind) == std::string::npos) {
        continue;
      }
      std::vector<std::string> plain;
      std::vector<std::string> capable;
      for (const ParameterInfo& parameter : entry.parameters) {
        const bool is_holder = parameter.name == holder.name;
        if (is_holder) {
          ASSERT_TRUE(capable_examples().contains(holder.type))
              << "teach this suite a capable example of '" << holder.type << "', for the '"
              << holder.name << "' of " << Part::kind << " '" << entry.name << "'";
          capable.push_back(parameter.name + ": " + capable_examples().at(holder.type));
        }
        if (!parameter.required) continue;
        plain.push_back(parameter.name + ": " + examples_of(parameter, lists).front());
        if (!is_holder) capable.push_back(plain.back());
      }
      const std::string yaml = fmt::format("{{{}: {{{}}}}}", entry.name, fmt::join(capable, ", "));
      Capabilities expected =
          capabilities_of<Part>(fmt::format("{{{}: {{{}}}}}", entry.name, fmt::join(plain, ", ")));
      expected |= capabilities_inside(holder.type);
      EXPECT_EQ(capabilities_of<Part>(yaml), expected) << yaml;
      ++tried;
    }
  }
}

TEST(DeclaredCapabilities, AreTheUnionOfWhatIsInside) {
  const World world = world_of_odd_users(2, 4);
  const TemporaryFolder folder;
  const std::string lists = folder.write("lists.json", lists_of(world));
  folder.write(kTopList, top_list_of(world));
  const Capabilities all{.reads_history = true,
                         .observes_latent_state = true,
                         .privileged = true,
                         .asks_service = true,
                         .learns = true};
  EXPECT_EQ(capabilities_inside("recommender"), all);
  std::size_t tried = 0;
  expect_unions<RecommenderPart>(lists, tried);
  expect_unions<AnchorPart>(lists, tried);
  expect_unions<CandidatesPart>(lists, tried);
  expect_unions<ExcludePart>(lists, tried);
  expect_unions<PickPart>(lists, tried);
  EXPECT_GT(tried, 20u);
}

TEST(DeclaredCapabilities, AreThoseOfTheRecipeAlone) {
  EXPECT_TRUE(capabilities_of<RecommenderPart>("oracle").observes_latent_state);
  EXPECT_EQ(capabilities_of<RecommenderPart>("random"), Capabilities{}) << "after another one";
  EXPECT_EQ(capabilities_of<AnchorPart>("best_track"), Capabilities{});
  EXPECT_EQ(capabilities_of<AnchorPart>("{best_track: user}"), Capabilities{.reads_history = true});
  // A recipe that cannot be read must not change the capabilities of the next recipe.
  EXPECT_THROW(capabilities_of<RecommenderPart>("{rotate: [oracle, no_such_recommender]}"),
               UserError);
  EXPECT_EQ(capabilities_of<RecommenderPart>("{rotate: [random]}"), Capabilities{});
}

// There are too many sentences to test all. For each two kinds, every part of the one meets every
// part of the other; meanwhile the other two kinds go through their parts in turn.
TEST_P(Conformance, OfSentencesOfEveryTwoParts) {
  const std::vector<std::string> kinds[] = {
      variants<AnchorPart>(lists_), variants<CandidatesPart>(lists_), variants<ExcludePart>(lists_),
      variants<PickPart>(lists_)};
  std::set<std::string> seen;
  std::size_t refused = 0;
  for (std::size_t a = 0; a < 4; ++a) {
    for (std::size_t b = a + 1; b < 4; ++b) {
      std::size_t turn = 0;
      for (std::size_t i = 0; i < kinds[a].size(); ++i) {
        for (std::size_t j = 0; j < kinds[b].size(); ++j, ++turn) {
          std::string parts[4];
          for (std::size_t kind = 0; kind < 4; ++kind) {
            parts[kind] = kinds[kind][turn % kinds[kind].size()];
          }
          parts[a] = kinds[a][i];
          parts[b] = kinds[b][j];
          const std::string yaml =
              fmt::format("{{anchor: {}, candidates: {}, exclude: {}, pick: {}, fallback: {}}}",
                          parts[0], parts[1], parts[2], parts[3], "sticky_artist");
          if (!seen.insert(yaml).second) continue;
          Capabilities of_parts = capabilities_of<AnchorPart>(parts[0]);
          of_parts |= capabilities_of<CandidatesPart>(parts[1]);
          of_parts |= capabilities_of<ExcludePart>(parts[2]);
          of_parts |= capabilities_of<PickPart>(parts[3]);
          ASSERT_EQ(capabilities_of<RecommenderPart>(yaml), of_parts) << yaml;
          if (parts[3].find("scores") != std::string::npos && refused_for_scores(world_, yaml)) {
            ++refused;
            continue;
          }
          expect_conforming(yaml);
          if (HasFailure()) return;
        }
      }
    }
  }
  EXPECT_GT(refused, 0u);
  EXPECT_LT(refused, seen.size() / 4) << "what is refused is not covered";
}

INSTANTIATE_TEST_SUITE_P(Tracks, Conformance, testing::Values(1, 2, 40),
                         testing::PrintToStringParamName());

}  // namespace
}  // namespace reprise
