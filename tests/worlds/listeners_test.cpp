// Compares worlds with user models with what is known of people: the rows of listening histories of
// four people, and published shares of skips. Plays a mixed policy, and prints the tables that
// configs/worlds/models/README.md shows.
#include <algorithm>
#include <array>
#include <iostream>
#include <map>
#include <mutex>
#include <set>

#include <fmt/format.h>
#include <gtest/gtest.h>

#include "experiments/simulation/engine/threads.h"
#include "experiments/simulation/prepared.h"
#include "experiments/spec/experiment_spec.h"

namespace reprise {
namespace {

// How often something was true.
struct Share {
  std::int64_t of = 0;
  std::int64_t yes = 0;
  void add(bool is) {
    ++of;
    yes += is;
  }
  double value() const { return static_cast<double>(yes) / static_cast<double>(of); }
};

enum class Outcome { skipped, heard_out, broken_off };

constexpr Hundredths kHeardOut = 90;

// What the sessions of a treatment say, row by row.
class Rows final : public SessionSink {
 public:
  Share skipped, heard_out, below_tenth, middle, above_nine_tenths;
  Share within_5_s, within_30_s, before_end;  // of tracks of 210 s
  std::map<Outcome, Share> skip_after, end_after;
  std::array<Share, 4> end_after_skips;  // in a row
  std::array<Share, 5> skip_at;          // positions 1, 2-5, 6-10, 11-20, 21+
  Share skip_of_new, skip_of_known, skip_of_repeat;
  std::array<Share, 4> skip_by_artist;  // earlier plays of the artist in the session
  std::vector<double> lengths, gaps;    // plays; hours

  std::unique_ptr<Block> open(std::size_t) override { return std::make_unique<OfBlock>(*this); }
  // One thread plays, so blocks come in the order in which they were played.
  void close(std::uint64_t, std::unique_ptr<Block>) override {}

 private:
  struct OfBlock final : Block {
    explicit OfBlock(Rows& of) : rows(of) {}
    void add(const Session& session, std::uint64_t, std::span<const Told>) override {
      rows.count(session);
    }
    Rows& rows;
  };

  void count(const Session& session) {
    const std::span<const TrackId> tracks = session.playbacks().tracks();
    const std::span<const Hundredths> times = session.playbacks().times();
    const std::span<const std::uint32_t> skips = session.skipped_steps();
    const std::span<const ArtistId> artist_of = session.world().catalog.artist_of;
    std::set<TrackId>& known = known_[session.user()];
    std::set<TrackId> here{tracks[0]};
    std::size_t in_a_row = 0;
    Outcome before = Outcome::broken_off;
    for (std::size_t i = 1; i < tracks.size(); ++i) {
      const bool skip = std::binary_search(skips.begin(), skips.end(), i - 1);
      const Outcome outcome = skip                    ? Outcome::skipped
                              : times[i] >= kHeardOut ? Outcome::heard_out
                                                      : Outcome::broken_off;
      const bool last = i + 1 == tracks.size();
      skipped.add(skip);
      heard_out.add(outcome == Outcome::heard_out);
      below_tenth.add(times[i] < 10);
      middle.add(times[i] >= 10 && times[i] <= 90);
      above_nine_tenths.add(times[i] > 90);
      within_5_s.add(2.1 * times[i] < 5);
      within_30_s.add(2.1 * times[i] < 30);
      before_end.add(times[i] < kWholeTrack);
      if (i > 1) skip_after[before].add(skip);
      end_after[outcome].add(last);
      in_a_row = skip ? in_a_row + 1 : 0;
      end_after_skips[std::min<std::size_t>(in_a_row, 3)].add(last);
      skip_at[i == 1 ? 0 : i <= 5 ? 1 : i <= 10 ? 2 : i <= 20 ? 3 : 4].add(skip);
      const auto of_artist =
          std::count_if(tracks.begin(), tracks.begin() + static_cast<std::ptrdiff_t>(i),
                        [&](TrackId track) { return artist_of[track] == artist_of[tracks[i]]; });
      skip_by_artist[std::min<std::size_t>(static_cast<std::size_t>(of_artist), 3)].add(skip);
      (here.contains(tracks[i])    ? skip_of_repeat
       : known.contains(tracks[i]) ? skip_of_known
                                   : skip_of_new)
          .add(skip);
      here.insert(tracks[i]);
      before = outcome;
    }
    known.insert(here.begin(), here.end());
    lengths.push_back(static_cast<double>(tracks.size()));
    if (session.days_to_return()) gaps.push_back(24 * *session.days_to_return());
  }

  std::map<UserIndex, std::set<TrackId>> known_;  // tracks of earlier sessions
};

constexpr const char* kMixedPolicy =
    "{one_of: [[0.53, {anchor: first_track, candidates: {nearest: 100}, exclude: session, pick: "
    "uniform}], [0.15, {anchor: previous_track, candidates: {nearest: 100}, exclude: session, "
    "pick: uniform}], [0.1, sticky_artist], [0.1, random], [0.12, {candidates: {played: {above: "
    "0.5, scope: user}}, pick: uniform, fallback: random}]]}";

// Plays the mixed policy in a world of configs/worlds/models, smaller than it is there.
void play(const std::string& name, std::int64_t episodes, Rows& rows) {
  const ExperimentSpec spec = read_experiment(parse_yaml(
      fmt::format("{{experiment: rows, world: {}/configs/worlds/models/{}.yaml, episodes: {}, "
                  "control: mixed, treatments: {{mixed: {}}}}}",
                  REPRISE_SOURCE_FOLDER, name, episodes, kMixedPolicy),
      "test"));
  Workspace workspace;
  Timings timings;
  const Prepared prepared = prepare(spec, workspace, timings, {});
  const Simulation simulation{.world = prepared.world(),
                              .nearest = prepared.nearest(),
                              .treatments = prepared.treatments,
                              .assignment = prepared.assignment,
                              .observables = *prepared.observables,
                              .max_steps = static_cast<std::uint32_t>(spec.max_steps),
                              .sink = &rows};
  std::vector<TreatmentState> states = fresh_states(simulation);
  with_threads(1, [&] {
    simulate(simulation, 1, {0, static_cast<std::uint64_t>(episodes), {}}, states, {});
  });
}

double quantile(std::vector<double> values, double p) {
  const auto at = static_cast<std::ptrdiff_t>(p * static_cast<double>(values.size() - 1));
  std::nth_element(values.begin(), values.begin() + at, values.end());
  return values[static_cast<std::size_t>(at)];
}

// Checks a number against the range of the people, and prints it.
void expect_within(const std::string& row, double value, double least, double most) {
  std::cout << fmt::format("{:<44} {:>7.3f}   {:.3f} to {:.3f}\n", row, value, least, most);
  EXPECT_GE(value, least) << row;
  EXPECT_LE(value, most) << row;
}

// Each row of the histories lies within the range of the people who have it. Numbers are rounded as
// the histories give them, to hundredths or thousandths, so they may lie half a unit outside.
TEST(Listeners, AreWithinTheRangeOfPeople) {
  Rows rows;
  play("listeners", 30'000, rows);
  constexpr double kUnit = 0.005;
  const auto share = [](const std::string& row, const Share& of, double least, double most) {
    expect_within(row, of.value(), least - kUnit, most + kUnit);
  };
  share("skipped", rows.skipped, .21, .34);
  share("heard out", rows.heard_out, .34, .65);
  share("played share below .1", rows.below_tenth, .18, .39);
  share("played share from .1 to .9", rows.middle, .08, .27);
  share("played share above .9", rows.above_nine_tenths, .34, .69);
  share("skip after a skip", rows.skip_after[Outcome::skipped], .56, .77);
  share("skip after a track heard out", rows.skip_after[Outcome::heard_out], .11, .22);
  expect_within("session ends after a skip", rows.end_after[Outcome::skipped].value(), .0165,
                .0495);
  expect_within("session ends after a track heard out", rows.end_after[Outcome::heard_out].value(),
                .0305, .0965);
  share("session ends after 0 skips in a row", rows.end_after_skips[0], .12, .15);
  share("session ends after 1 skip in a row", rows.end_after_skips[1], .02, .05);
  share("session ends after 2 skips in a row", rows.end_after_skips[2], .02, .07);
  share("session ends after 3 skips in a row", rows.end_after_skips[3], .02, .03);
  share("skip at position 1", rows.skip_at[0], .08, .20);
  share("skip at positions 2 to 5", rows.skip_at[1], .20, .35);
  share("skip at positions 6 to 10", rows.skip_at[2], .17, .32);
  share("skip at positions 11 to 20", rows.skip_at[3], .21, .32);
  share("skip at positions from 21 on", rows.skip_at[4], .30, .48);
  share("skip of a new track", rows.skip_of_new, .23, .48);
  share("skip of a track of an earlier session", rows.skip_of_known, .19, .31);
  share("skip of a track again in the session", rows.skip_of_repeat, .21, .49);
  share("skip after 0 plays of the artist", rows.skip_by_artist[0], .11, .32);
  share("skip after 1 play of the artist", rows.skip_by_artist[1], .16, .37);
  share("skip after 2 plays of the artist", rows.skip_by_artist[2], .18, .36);
  share("skip after 3 plays of the artist", rows.skip_by_artist[3], .24, .36);
  expect_within("session length, first quartile", quantile(rows.lengths, .25), 1, 2);
  expect_within("session length, median", quantile(rows.lengths, .5), 4, 7);
  expect_within("session length, third quartile", quantile(rows.lengths, .75), 11, 14);
  expect_within("hours between sessions, first quartile", quantile(rows.gaps, .25), 1.0, 1.4);
  expect_within("hours between sessions, median", quantile(rows.gaps, .5), 3.15, 3.45);
  expect_within("hours between sessions, third quartile", quantile(rows.gaps, .75), 11.5, 15.5);
}

// Published: of plays, about a quarter are skipped within 5 seconds, a third within 30, half before
// the end (Lamere 2014). The tolerance is that of "about".
TEST(Skipper, HasPublishedShares) {
  Rows rows;
  play("skipper", 20'000, rows);
  expect_within("skipped within 5 s", rows.within_5_s.value(), .22, .28);
  expect_within("skipped within 30 s", rows.within_30_s.value(), .32, .38);
  expect_within("skipped before the end", rows.before_end.value(), .46, .54);
}

}  // namespace
}  // namespace reprise
