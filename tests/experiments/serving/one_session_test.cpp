// Tests one session by itself: a watched session is the session that a run plays, and the
// references reach in it what the tables say.
#include <fmt/format.h>
#include <gmock/gmock.h>

#include "experiments/running/play.h"
#include "experiments/serving/one_session/prepared_session.h"
#include "experiments/serving/one_session/suggestion.h"
#include "experiments/serving/one_session/track_search.h"
#include "experiments/serving/one_session/watched_session.h"
namespace reprise {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;
using testing::ThrowsMessage;

constexpr std::uint64_t kSeed = 7;

ExperimentSpec experiment(const std::string& treatments, const std::string& more = "episodes: 60") {
  return read_experiment(parse_yaml(
      fmt::format("{{experiment: watched, world: {{generate: {{tracks: 300, users: 20, dim: 8, "
                  "seed: 5}}}}, control: a, seeds: {}, treatments: {}, {}}}",
                  kSeed, treatments, more),
      "test"));
}

SessionChoice episode(std::uint64_t number) {
  SessionChoice choice;
  choice.seed = kSeed;
  choice.episode = number;
  return choice;
}

// Sums over sessions, so detailed that other sessions would hardly have the same sums.
struct Sums {
  std::uint64_t sessions = 0;
  std::vector<std::uint64_t> plays;        // plays of each track
  std::vector<std::int64_t> time_by_step;  // hundredths at each of the first steps

  friend bool operator==(const Sums&, const Sums&) = default;
};

// Returns the sums of all sessions of a run, by treatment.
std::vector<Sums> of_run(const ExperimentSpec& spec) {
  Workspace workspace;
  Timings timings;
  const Prepared prepared = prepare(spec, workspace, timings, {});
  const PlayOutcome outcome = play(prepared, {}, {});
  std::vector<Sums> sums;
  for (const Totals& totals : outcome.run_state.totals()) {
    std::vector<std::int64_t> times;
    for (std::size_t step = 0; step < Totals::kSteps; ++step) {
      times.push_back(totals.time_by_step.total(step));
    }
    sums.push_back({totals.sessions, totals.plays, std::move(times)});
  }
  return sums;
}

// Returns the sums of all the run's sessions, watched one by one.
std::vector<Sums> of_watching(const ExperimentSpec& spec) {
  Workspace workspace;
  std::vector<Sums> sums(spec.treatments.named.size());
  for (std::uint64_t number = 0; number < static_cast<std::uint64_t>(spec.episodes); ++number) {
    const PreparedSession stage(spec, episode(number), workspace, {});
    for (std::size_t treatment = 0; treatment < sums.size(); ++treatment) {
      if (stage.assigned().value_or(treatment) != treatment) continue;
      Sums& sum = sums[treatment];
      sum.plays.resize(stage.world().catalog.n_tracks());
      sum.time_by_step.resize(Totals::kSteps);
      ++sum.sessions;
      const TreatmentState state = stage.state(treatment, {});
      WatchedSession watched(stage.script(), stage.treatments()[treatment], state, stage.oracle());
      while (!watched.over()) {
        const WatchedStep step = watched.step();
        ++sum.plays[step.track];
        if (step.step <= Totals::kSteps) sum.time_by_step[step.step - 1] += step.time;
      }
    }
  }
  return sums;
}

void expect_same(const ExperimentSpec& spec) {
  const std::vector<Sums> run = of_run(spec);
  const std::vector<Sums> watched = of_watching(spec);
  ASSERT_EQ(run.size(), watched.size());
  for (std::size_t treatment = 0; treatment < run.size(); ++treatment) {
    EXPECT_EQ(run[treatment].sessions, watched[treatment].sessions) << treatment;
    EXPECT_EQ(run[treatment].plays, watched[treatment].plays) << treatment;
    EXPECT_EQ(run[treatment].time_by_step, watched[treatment].time_by_step) << treatment;
  }
}

TEST(WatchedSession, IsTheOneThatARunPlays) {
  expect_same(experiment(
      "{a: random, b: sticky_artist, c: oracle, d: {anchor: first_track, candidates: {nearest: "
      "30}, "
      "exclude: session, pick: {window: [3, 9, 30]}, fallback: {top_pop: 20}}, e: {anchor: "
      "{reanchor: {every: 3, to: best_track}}, candidates: {nearest: 9}, pick: uniform}}"));
}

TEST(WatchedSession, RemembersTheUsersEarlierSessions) {
  expect_same(experiment(
      "{a: random, b: {anchor: {first_track: user}, candidates: {nearest: 30}, exclude: user, "
      "pick: "
      "first}, c: {anchor: {liked: {scope: user}}, candidates: {nearest: 9}, exclude: disliked}}",
      "episodes: 60, days: 2"));
}

// The sessions are the same also when a treatment both learns and remembers, and when the days are
// not equally long.
TEST(WatchedSession, KnowsWhatEarlierDaysTaught) {
  expect_same(experiment(
      "{a: random, b: {thompson: [random, sticky_artist, {candidates: {user_nearest: 20}}]}, c: "
      "{epsilon_greedy: {of: [random, {candidates: {top_tracks: 50}, exclude: user, pick: "
      "thompson}], epsilon: 0.3}}}",
      "episodes: 61, days: 4"));
}

TEST(WatchedSession, OfASplitIsItsUsersTreatments) {
  const ExperimentSpec spec = experiment(
      "{a: random, b: {anchor: {first_track: user}, candidates: {nearest: 30}, exclude: user}}",
      "episodes: 60, days: 3, design: split");
  expect_same(spec);
  // Without a named episode, an episode is chosen that the treatment plays.
  Workspace workspace;
  for (const char* name : {"a", "b"}) {
    SessionChoice choice;
    choice.seed = kSeed;
    choice.treatment = name;
    const PreparedSession stage(spec, choice, workspace, {});
    EXPECT_EQ(stage.assigned(), stage.treatment(name));
  }
}

TEST(WatchedSession, StopsAtTheMostSteps) {
  const ExperimentSpec spec = experiment("{a: oracle}", "episodes: 3, max_steps: 4");
  expect_same(spec);
  Workspace workspace;
  const PreparedSession stage(spec, episode(0), workspace, {});
  const SessionReach reach = stage.reach(stage.oracle());
  EXPECT_EQ(reach.tracks, 5u);
  EXPECT_TRUE(reach.cut_off);
}

// The oracle's time at each step is at least that of every other track.
TEST(WatchedSession, NoTrackIsBetterThanTheOracles) {
  Workspace workspace;
  for (std::uint64_t number = 0; number < 5; ++number) {
    const PreparedSession stage(experiment("{a: sticky_artist}"), episode(number), workspace, {});
    const TreatmentState state = stage.state(0, {});
    WatchedSession watched(stage.script(), stage.treatments()[0], state, stage.oracle());
    while (!watched.over()) {
      Hundredths best = 0;
      for (TrackId track = 0; track < stage.world().catalog.n_tracks(); ++track) {
        best = std::max(best, watched.session().time_if_played(track));
      }
      const WatchedStep step = watched.step();
      EXPECT_EQ(step.oracle_time, best) << "episode " << number << ", step " << step.step;
      EXPECT_LE(step.time, best);
    }
  }
}

TEST(PreparedSession, SaysWhatOthersReachInTheSameSession) {
  const ExperimentSpec spec =
      experiment("{a: random, random: random, sticky_artist: sticky_artist, oracle: oracle}");
  Workspace workspace;
  for (const std::uint64_t number : {0, 17, 59}) {
    const PreparedSession stage(spec, episode(number), workspace, {});
    for (const Treatment& reference : stage.references()) {
      // A treatment with the reference's name and kind draws the same numbers.
      const Treatment& treatment = stage.treatments()[stage.treatment(reference.name)];
      const TreatmentState state(treatment, stage.world().users.size());
      EXPECT_EQ(stage.reach(reference), play_through(stage.script(), treatment, state));
      ScriptedSession played(stage.script());
      Advisor advisor(treatment, stage.script(), state);
      std::int64_t time = kWholeTrack;
      while (!played.over()) time += played.play(advisor.next(played.session()));
      EXPECT_EQ(stage.reach(reference).time, time);
      EXPECT_EQ(stage.reach(reference).tracks, played.session().playbacks().size());
    }
  }
}

TEST(PreparedSession, FindsASessionOfAUser) {
  const ExperimentSpec spec = experiment("{a: random}", "episodes: 500");
  Workspace workspace;
  SessionChoice choice;
  choice.seed = kSeed;
  for (const std::int64_t user : {0, 7, 19}) {
    choice.user = std::to_string(user);
    choice.episode.reset();
    const PreparedSession first(spec, choice, workspace, {});
    EXPECT_EQ(first.world().users.ids[first.script().episode.start.user], user);
    choice.episode = first.script().episode.number + 1;
    const PreparedSession next(spec, choice, workspace, {});
    EXPECT_EQ(next.world().users.ids[next.script().episode.start.user], user);
    EXPECT_GT(next.script().episode.number, first.script().episode.number);
  }
}

// A far episode takes no longer than a near one: nothing is computed for the episodes between.
TEST(PreparedSession, OfAFarEpisodeIsSetAtOnce) {
  const ExperimentSpec spec = experiment(
      "{a: {anchor: first_track, candidates: {nearest: 30}, exclude: session}, b: {candidates: "
      "{user_nearest: 9}}}",
      "episodes: 1000000000");
  Workspace workspace;
  const PreparedSession stage(spec, episode(999'999'999), workspace, {});
  EXPECT_EQ(stage.script().episode.number, 999'999'999u);
  for (std::size_t treatment = 0; treatment < 2; ++treatment) {
    EXPECT_GE(
        play_through(stage.script(), stage.treatments()[treatment], stage.state(treatment, {}))
            .tracks,
        2u);
  }
}

TEST(PreparedSession, RefusesWhatIsNotThere) {
  const ExperimentSpec spec = experiment("{a: random, sticky: sticky_artist}");
  Workspace workspace;
  const auto setting = [&](const ExperimentSpec& of, const SessionChoice& choice) {
    return [&workspace, of, choice] { PreparedSession(of, choice, workspace, {}); };
  };
  SessionChoice choice = episode(60);
  EXPECT_THAT(setting(spec, choice),
              ThrowsMessage<UserError>(HasSubstr("no episode 60; the experiment has those from 0 "
                                                 "to 59")));
  choice = episode(0);
  choice.user = "20";
  EXPECT_THAT(setting(spec, choice),
              ThrowsMessage<UserError>(HasSubstr("no user 20; the world has 20 users with ids from "
                                                 "0 to 19")));
  EXPECT_THAT(
      setting(experiment("{a: random}", "episodes: 20, random: numpy, design: split"), episode(0)),
      ThrowsMessage<UserError>(HasSubstr("--set random=streams")));
  const PreparedSession stage(spec, episode(0), workspace, {});
  EXPECT_THAT([&] { stage.treatment("stikcy"); },
              ThrowsMessage<UserError>(HasSubstr("did you mean 'sticky'?")));
}

// Returns a world of one user, whose only interest is track 0. Each track has one coordinate.
WorldData data_of(const std::vector<float>& embeddings, const std::vector<ArtistId>& artist_of,
                  std::vector<std::string> artists, std::vector<std::string> titles) {
  WorldData data;
  data.dim = 1;
  data.embeddings = embeddings;
  data.artist_of = artist_of;
  data.artists = std::move(artists);
  data.titles = std::move(titles);
  data.user_ids = {1};
  data.traits = {{.interest_neighbours = 1,
                  .session_budget = 100,
                  .consume_bias = 0,
                  .consume_sharpness = 1,
                  .artist_discount_gamma = 1}};
  data.interests = {{0}};
  return data;
}

// Returns a world of tracks whose names are hard to search for. Tracks 5 and 3 are popular.
World named_world() {
  WorldData data =
      data_of({0, 0, 0, 0, 0, 0, 0}, {0, 0, 1, 2, 3, 3, 4},
              {"Björk", "MÖTLEY CRÜE", "Кино", "東京事変",
               "A\xff"
               "B"},
              {"Jóga", "Hyper-Ballad", "Live Wire", "Группа крови", "群青日和", "Ελλάδα live", ""});
  data.top_tracks = {5, 3};
  return make_world(data);
}

TEST(TrackSearch, KnowsNoCase) {
  const World world = named_world();
  const TrackSearch search(world);
  const auto found = [&](const std::string& query,
                         TrackSearch::In in = TrackSearch::In::artist_and_title) {
    const TrackSearch::Found result = search.find(query, in, 10);
    EXPECT_EQ(result.count, result.tracks.size());
    return result.tracks;
  };
  EXPECT_THAT(found("BJÖRK"), ElementsAre(0, 1));
  EXPECT_THAT(found("mötley crüe"), ElementsAre(2));
  EXPECT_THAT(found("КИНО"), ElementsAre(3));
  EXPECT_THAT(found("КРОВИ группа"), ElementsAre(3)) << "in any order";
  EXPECT_THAT(found("東京"), ElementsAre(5, 4)) << "the popular one first";
  EXPECT_THAT(found("ΕΛΛΆΔΑ"), ElementsAre(5));
  EXPECT_THAT(found("LIVE"), ElementsAre(5, 2));
  EXPECT_THAT(found("live crüe"), ElementsAre(2)) << "of artist and title together";
  EXPECT_THAT(found("a\xff"), ElementsAre(6));
  EXPECT_THAT(found("live", TrackSearch::In::artist), IsEmpty());
  EXPECT_THAT(found("björk", TrackSearch::In::title), IsEmpty());
  EXPECT_THAT(found("ballad björk"), ElementsAre(1));
  EXPECT_THAT(found("ballad metallica"), IsEmpty());
  EXPECT_THAT(found(""), IsEmpty());
  EXPECT_THAT(found("  \t "), IsEmpty());
}

TEST(TrackSearch, GivesTheFirstAndCountsAll) {
  const World world = named_world();
  const TrackSearch::Found found =
      TrackSearch(world).find("i", TrackSearch::In::artist_and_title, 1);
  EXPECT_THAT(found.tracks, ElementsAre(5));
  EXPECT_EQ(found.count, 2u);
}

TEST(FoldCase, LeavesWhatIsNoText) {
  EXPECT_EQ(fold_case("ÀÉÎ ßÇ Ж ΣΩ Ａ東"), "àéî ßç ж σω ａ東");
  EXPECT_EQ(fold_case(std::string("A\0B\xc3\xff\xe2\x82", 8)),
            std::string("a\0b\xc3\xff\xe2\x82", 8));
  EXPECT_EQ(fold_case(""), "");
}

TEST(Suggestion, IsNearestToWhatWasLikedBest) {
  // The interest's coordinate is 1, so a track's score is its own coordinate. Larger coordinates
  // are nearer to tracks above 0.
  const World world = make_world(
      data_of({1, 2, -3, 3, -1}, {0, 1, 2, 3, 4}, {"", "", "", "", ""}, {"", "", "", "", ""}));
  NearestTracks nearest(world.catalog.embeddings);
  Session session;
  session.start(world, {0, 0, 1});
  EXPECT_EQ(suggest_track(session, nearest), 3u);
  EXPECT_LT(session.play(2, 0), 10);
  EXPECT_EQ(suggest_track(session, nearest), 3u) << "the first track was liked better";
  session.play(3, 0);
  EXPECT_EQ(suggest_track(session, nearest), 0u) << "what was played is not suggested";
  session.play(0, 0);
  EXPECT_EQ(suggest_track(session, nearest), 4u);
  session.play(4, 0);
  EXPECT_EQ(suggest_track(session, nearest), 1u) << "all were played";
}

}  // namespace
}  // namespace reprise
