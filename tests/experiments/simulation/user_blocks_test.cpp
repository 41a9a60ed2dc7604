// Tests that a treatment that remembers its users gives the same totals on any number of threads.
// It is played in blocks of whole users; a plain replay plays one session after the other.
#include <gmock/gmock.h>
#include <tbb/global_control.h>
#include <tbb/task_arena.h>

#include "sim/random/leave_draws.h"
#include "tests/experiments/simulation/small_simulation.h"

namespace reprise {
namespace {

class UserBlocks : public SmallSimulation {
 protected:
  void add_treatment(const std::string& name, const std::string& yaml) {
    treatments_.push_back(treatment(name, yaml));
  }
  void compute_nearest(std::uint64_t episodes) {
    SmallSimulation::compute_nearest(treatments_, kSeed, episodes);
  }
  Simulation simulation() const {
    return {world_, nearest_, treatments_, {}, *observables_, kMaxSteps};
  }

  std::vector<Totals> on_threads(int threads, std::uint64_t episodes) {
    const tbb::global_control limit(tbb::global_control::max_allowed_parallelism,
                                    static_cast<std::size_t>(threads));
    tbb::task_arena arena(threads);
    return arena.execute([&] {
      std::vector<TreatmentState> states = fresh_states(simulation());
      return simulate(simulation(), kSeed, {0, episodes}, states);
    });
  }

  // Returns the totals of a plain replay: one session after the other, in the simplest way there
  // is.
  Totals replayed(const Treatment& treatment, std::uint64_t episodes) {
    Totals totals(world_.users.size(), observables_->size(), world_.catalog.n_tracks(), treatment);
    std::vector<UserHistory> histories(world_.users.size());
    std::vector<std::unique_ptr<Scratch>> scratch;
    for (const auto& make : treatment.scratch) scratch.push_back(make());
    const StreamDraws starts(world_, kSeed);
    LeaveDraws leave;
    for (std::uint64_t episode = 0; episode < episodes; ++episode) {
      Session session;
      session.start(world_, start_of(starts.start(episode), nearest_));
      leave.start(starts.leave_key(), episode);
      for (const auto& each : scratch) each->clear();
      UserHistory& history = histories[session.user()];
      while (!session.over() && session.recommendations() < kMaxSteps) {
        const std::uint32_t step = session.recommendations();
        Stream draws(treatment.key(kSeed), episode, step);
        Request request{.world = world_,
                        .user = session.user(),
                        .playbacks = session.playbacks(),
                        .history = treatment.capabilities.reads_history ? &history : nullptr,
                        .hidden = nullptr,
                        .draws = draws,
                        .tally = totals.sources,
                        .scratch = scratch};
        session.play(treatment.recommender->next(request), leave.at(step));
      }
      totals.add(session, *observables_, !session.over());
      history.append(session.playbacks());
    }
    totals.count_recent_plays();
    return totals;
  }

  static void expect_same(const Totals& one, const Totals& other) {
    EXPECT_EQ(one.sessions, other.sessions);
    EXPECT_EQ(one.recommendations, other.recommendations);
    EXPECT_EQ(one.cut_off, other.cut_off);
    EXPECT_EQ(one.counts, other.counts) << "per user";
    EXPECT_EQ(one.plays, other.plays) << "per track";
    EXPECT_EQ(one.lengths.groups(), other.lengths.groups());
    EXPECT_EQ(one.time_by_step.groups(), other.time_by_step.groups());
    EXPECT_EQ(one.skips_by_step.groups(), other.skips_by_step.groups());
    EXPECT_EQ(one.sources.no_anchor, other.sources.no_anchor);
    EXPECT_EQ(one.sources.no_list, other.sources.no_list);
    EXPECT_EQ(one.sources.exhausted, other.sources.exhausted);
    EXPECT_EQ(one.sources.lists_asked, other.sources.lists_asked);
    EXPECT_EQ(one.sources.lists_found, other.sources.lists_found);
  }

  static constexpr std::uint64_t kSeed = 21;
  static constexpr std::uint32_t kMaxSteps = 40;

  std::vector<Treatment> treatments_;
};

TEST_F(UserBlocks, AreAPlainReplayOnAnyNumberOfThreads) {
  add_treatment(
      "all",
      "{anchor: {weighted_history: {scope: user, decay: 0.9}}, candidates: {nearest: 20}, "
      "exclude: user, pick: {window: [3, 9]}, fallback: {candidates: {played: 0.6}}}");
  add_treatment("first",
                "{anchor: {first_track: user}, candidates: {nearest: 30}, exclude: [user, "
                "{artist_cap: 3}], pick: first, fallback: random}");
  add_treatment("kept",
                "{anchor: {reanchor: {every: 4, to: {liked: {scope: user, which: last}}}}, "
                "candidates: {capped: {candidates: {nearest: 40}, per_artist: 2}}, exclude: "
                "disliked, pick: {rank_power: 1}}");
  add_treatment("plain", "{anchor: {reanchor: {every: 2}}, candidates: artist, exclude: session}");
  ASSERT_TRUE(treatments_[0].capabilities.reads_history &&
              treatments_[1].capabilities.reads_history &&
              treatments_[2].capabilities.reads_history);
  ASSERT_FALSE(treatments_[3].capabilities.reads_history);
  // Play several tasks of 512 episodes, the last one not full, with some 14 sessions per user.
  constexpr std::uint64_t kEpisodes = 2100;
  compute_nearest(kEpisodes);
  const std::vector<Totals> one = on_threads(1, kEpisodes);
  const std::vector<Totals> two = on_threads(2, kEpisodes);
  const std::vector<Totals> five = on_threads(5, kEpisodes);
  for (std::size_t treatment = 0; treatment < treatments_.size(); ++treatment) {
    SCOPED_TRACE(treatments_[treatment].name);
    const Totals replay = replayed(treatments_[treatment], kEpisodes);
    EXPECT_EQ(replay.sessions, kEpisodes);
    expect_same(one[treatment], replay);
    expect_same(two[treatment], replay);
    expect_same(five[treatment], replay);
  }
}

// Episodes are played in chunks of 65 536. A user's history goes on from one chunk to the next.
TEST_F(UserBlocks, ReachAcrossChunks) {
  add_treatment("first", "{anchor: {first_track: user}, candidates: artist}");
  constexpr std::uint64_t kEpisodes = 66'000;
  compute_nearest(kEpisodes);
  const std::vector<Totals> two = on_threads(2, kEpisodes);
  const Totals replay = replayed(treatments_[0], kEpisodes);
  expect_same(two[0], replay);
}

// Two parts have the totals of the whole when the treatment states are handed on.
TEST_F(UserBlocks, GoOnWhereTheyWereLeft) {
  add_treatment("first",
                "{anchor: {first_track: user}, candidates: {nearest: 30}, exclude: user, pick: "
                "first, fallback: random}");
  constexpr std::uint64_t kEpisodes = 900;
  compute_nearest(kEpisodes);
  std::vector<TreatmentState> states = fresh_states(simulation());
  std::vector<Totals> parts = simulate(simulation(), kSeed, {0, 333}, states);
  const std::vector<Totals> rest = simulate(simulation(), kSeed, {333, kEpisodes}, states);
  parts[0] += rest[0];
  expect_same(parts[0], replayed(treatments_[0], kEpisodes));
  // With fresh states the second part is different.
  std::vector<TreatmentState> forgotten = fresh_states(simulation());
  const std::vector<Totals> anew = simulate(simulation(), kSeed, {333, kEpisodes}, forgotten);
  EXPECT_NE(anew[0].plays, rest[0].plays);
}

}  // namespace
}  // namespace reprise
