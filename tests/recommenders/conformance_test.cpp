// What every recommender promises, checked on everything the registries hold: whole recommenders
// with each of their parameters, and every sentence that anchors, candidates, excludes and picks
// can form. One that registers itself is covered without a line here, unless it needs a parameter
// of a type that nobody needed before: then `examples_of` has to be taught one.
#include <map>
#include <set>

#include <gmock/gmock.h>

#include "recommenders/sentence.h"
#include "sim/random/session_draws.h"
#include "tests/recommenders/asking.h"
#include "tests/recommenders/small_world.h"
#include "tests/temporary_folder.h"

namespace reprise {
namespace {

// A file that lists per track and lists per user both can be read from: line i is of track i and of
// user i. Some have no line, some an empty list.
std::string lists_of(const World& world) {
  const auto n = static_cast<TrackId>(world.catalog.n_tracks());
  std::string lines;
  for (TrackId i = 0; i < n; ++i) {
    if (i % 3 == 2) continue;
    std::vector<TrackId> list;
    for (TrackId item = 0; item < (i % 7 == 6 ? 0 : 1 + i % 5); ++item) {
      list.push_back((i * 5 + item * 3) % n);
    }
    lines += fmt::format("{{\"track\": {}, \"user\": {}, \"tracks\": [{}]}}\n", i,
                         world.users.ids[i], fmt::join(list, ", "));
  }
  return lines;
}

// Examples, as YAML, of a parameter of this type; none for a type not known here.
std::vector<std::string> examples_of(const ParameterInfo& parameter, const std::string& lists) {
  static const std::map<std::string, std::vector<std::string>> examples = {
      {"integer", {"1"}},
      {"number", {"0.5"}},
      {"true or false", {"true", "false"}},
      {"recommender", {"{top_pop: 2}"}},
      {"anchor", {"first_track"}},
      {"candidates", {"artist"}},
      {"exclude", {"session"}},
      {"pick", {"first"}},
      {"list of recommender", {"[random, sticky_artist]"}},
      {"list of candidates", {"[artist, {top_tracks: 2}]"}},
      {"list of [weight, recommender]",
       {"[[1, {top_pop: 2}], [2, {candidates: artist, exclude: session}]]"}},
      {"list of [time, recommender]",
       {"[[0.3, {top_pop: 2}], [0.7, {anchor: {best_track: user}, candidates: artist}]]"}},
  };
  if (parameter.type == "path of a file") return {"\"" + lists + "\""};
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

// Every component of a kind: as short as it can be written, then with each other parameter set to
// each of its examples. Those that mean the same are there once.
template <class Part>
std::vector<std::string> variants(const std::string& lists) {
  std::vector<std::string> found;
  std::set<std::string> resolved;
  for (const auto& [name, entry] : Registry<Part>::instance().entries()) {
    std::vector<std::string> needed;
    std::vector<std::string> further;
    for (const ParameterInfo& parameter : entry.parameters) {
      const std::vector<std::string> examples = examples_of(parameter, lists);
      // A path is given whenever there is one: it may be one of several ways to say where from.
      if (parameter.required || parameter.type == "path of a file") {
        if (examples.empty()) {
          ADD_FAILURE() << "teach this suite an example of '" << parameter.type << "', for the '"
                        << parameter.name << "' of " << Part::kind << " '" << name << "'";
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
      const std::string yaml = fmt::format("{{{}: {{{}}}}}", name, fmt::join(inside, ", "));
      try {
        const Recipe<Part> recipe =
            ParameterType<Recipe<Part>>::read(parse_yaml(yaml, "test"), Part::kind);
        if (resolved.insert(write_yaml(recipe.resolved)).second) found.push_back(yaml);
      } catch (const UserError& error) {
        // An example outside a parameter's range says nothing; without any it must be readable.
        if (more.empty()) ADD_FAILURE() << yaml << ": " << error.what();
      }
    }
  }
  return found;
}

class Conformance : public testing::TestWithParam<int> {
 protected:
  Conformance()
      : world_(world_of_odd_users(GetParam(), 4)),
        lists_(folder_.write("lists.json", lists_of(world_))),
        nearest_(world_.catalog.embeddings) {
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

  // Plays sessions and asks for every step four times: as the engine does; again; a second
  // recommender, made from the YAML that the first resolved to, that meanwhile served another
  // session; and that one once more, handed everything it did not ask for.
  void expect_conforming(const std::string& yaml) const {
    SCOPED_TRACE(yaml);
    Asking asked(world_, yaml);
    const Node resolved = read_recommender(parse_yaml(yaml, "test"), "test").resolved;
    Asking other(world_, write_yaml(resolved));
    ASSERT_EQ(asked.build().needs_history, other.build().needs_history);
    std::vector<UserHistory> histories(world_.users.size());
    LeaveDraws leave;
    for (std::uint64_t episode = 0; episode < kSessions; ++episode) {
      Session session = session_at(episode);
      Session decoy = session_at(1000 + episode);
      leave.start(stream_key(3, "leave"), episode);
      asked.clear_scratch();
      for (std::uint32_t step = 0; step < kSteps && !session.over(); ++step) {
        const UserHistory* history = &histories[session.user()];
        const Answer answer = asked.ask(session, episode, history);
        ASSERT_LT(answer.track, world_.catalog.n_tracks());
        expect_same(answer, asked.ask(session, episode, history), "asked twice");
        other.clear_scratch();
        const Answer elsewhere = other.ask(decoy, 1000 + episode, &histories[decoy.user()]);
        other.clear_scratch();
        expect_same(answer, other.ask(session, episode, history), "after another session");
        const bool reads_history = asked.build().needs_history;
        expect_same(answer, other.ask(session, episode, reads_history ? history : &stranger_, true),
                    "handed what it did not ask for");
        if (testing::Test::HasFailure()) return;
        session.play(answer.track, leave.at(step));
        if (!decoy.over()) decoy.play(elsewhere.track, leave.at(step));
      }
      histories[session.user()].append(session.playbacks());
    }
  }

  static void expect_same(const Answer& a, const Answer& b, const char* when) {
    EXPECT_EQ(a.track, b.track) << when;
    EXPECT_EQ(a.tally.no_list, b.tally.no_list) << when;
    EXPECT_EQ(a.tally.exhausted, b.tally.exhausted) << when;
  }

  static constexpr std::uint64_t kSessions = 6;
  static constexpr std::uint32_t kSteps = 8;

  TemporaryFolder folder_;
  World world_;
  std::string lists_;
  NearestTracks nearest_;
  UserHistory stranger_;  // of nobody who is served
};

TEST_P(Conformance, OfEveryRecommender) {
  const std::vector<std::string> recommenders = variants<RecommenderPart>(lists_);
  EXPECT_GE(recommenders.size(), Registry<RecommenderPart>::instance().entries().size());
  for (const std::string& yaml : recommenders) {
    expect_conforming(yaml);
    if (HasFailure()) return;
  }
}

TEST_P(Conformance, OfEverySentence) {
  const std::vector<std::string> excludes = variants<ExcludePart>(lists_);
  const std::vector<std::string> picks = variants<PickPart>(lists_);
  for (const std::string& anchor : variants<AnchorPart>(lists_)) {
    for (const std::string& candidates : variants<CandidatesPart>(lists_)) {
      for (const std::string& exclude : excludes) {
        for (const std::string& pick : picks) {
          expect_conforming(
              fmt::format("{{anchor: {}, candidates: {}, exclude: {}, pick: {}, fallback: {}}}",
                          anchor, candidates, exclude, pick, "sticky_artist"));
          if (HasFailure()) return;
        }
      }
    }
  }
}

INSTANTIATE_TEST_SUITE_P(Tracks, Conformance, testing::Values(1, 2, 40),
                         testing::PrintToStringParamName());

}  // namespace
}  // namespace reprise
