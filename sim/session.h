// One visit of one user, played track by track: what the user heard, which a recommender may see,
// and the hidden interest and budget that decide how it goes on.
#pragma once

#include <span>
#include <vector>

#include "sim/check.h"
#include "sim/listening.h"
#include "sim/play_counts.h"
#include "sim/world.h"

namespace reprise {

/// The playbacks of a session so far, first track included: what a service has seen of it.
class Playbacks {
 public:
  std::span<const TrackId> tracks() const { return track_plays_.keys(); }
  std::span<const Hundredths> times() const { return times_; }
  std::size_t size() const { return times_.size(); }
  TrackId first() const { return tracks().front(); }
  TrackId last() const { return tracks().back(); }
  Hundredths last_time() const { return times_.back(); }

  bool contains(TrackId track) const { return track_plays_.count(track) != 0; }
  std::uint32_t plays_of(ArtistId artist) const { return artist_plays_.count(artist); }
  std::uint32_t distinct_artists() const { return artist_plays_.distinct(); }

  // For whoever keeps a session: recommenders see it as it is.
  void clear() {
    track_plays_.clear();
    artist_plays_.clear();
    times_.clear();
  }
  void append(TrackId track, ArtistId artist, Hundredths time) {
    track_plays_.add(track);
    artist_plays_.add(artist);
    times_.push_back(time);
  }

 private:
  friend class Session;

  PlayCounts track_plays_;
  PlayCounts artist_plays_;
  std::vector<Hundredths> times_;
};

/// How a session begins; everything random about it.
struct SessionStart {
  UserIndex user = 0;
  TrackId interest = 0;
  TrackId first_track = 0;
};

/// Keeps its memory from one session to the next: one object plays many sessions. Not to be shared
/// by threads while playing.
class Session {
 public:
  /// Begins a session: the first track is played with time 1.0, costs nothing and draws nothing.
  void start(const World& world, const SessionStart& start);

  /// Plays a recommended track. A repeat gets time 0 yet counts like any playback; the budget falls
  /// by one if leave_draw (over [0, 1)) exceeds the time. `track` must be in the catalog.
  Hundredths play(TrackId track, double leave_draw);

  /// True after a step that left no budget. At least one step always happens, whatever the budget.
  bool over() const { return over_; }

  const Playbacks& playbacks() const { return playbacks_; }
  const World& world() const { return *world_; }
  UserIndex user() const { return start_.user; }
  const UserTraits& traits() const { return *traits_; }

  // Hidden from recommenders, but for oracle-side ones.
  TrackId interest() const { return start_.interest; }
  const float* interest_row() const { return interest_row_; }
  std::int32_t budget() const { return budget_; }
  /// The time `track` would get if it were played now; 0 for a repeat.
  Hundredths time_if_played(TrackId track) const;

  // Totals of the recommended tracks, the first track left out.
  std::uint32_t recommendations() const {
    return static_cast<std::uint32_t>(playbacks_.size() - 1);
  }
  std::int64_t listened() const { return listened_; }  // hundredths
  // Steps that cost budget: how many, and which, from 0 and rising.
  std::uint32_t skips() const { return skips_; }
  std::span<const std::uint32_t> skipped_steps() const {
    return std::span(skipped_steps_).first(skips_);
  }
  std::uint32_t repeats() const { return repeats_; }

  /// Nanoseconds spent waiting for recommendations, where the player of the session adds them up.
  std::int64_t waited() const { return waited_; }
  void add_wait(std::int64_t nanoseconds) { waited_ += nanoseconds; }

  // For SessionGroup, which does what play does for several sessions at once. It adds the play to
  // both counts, says how many there had been, and then how the track was listened to.
  PlayCounts& track_plays() { return playbacks_.track_plays_; }
  PlayCounts& artist_plays() { return playbacks_.artist_plays_; }
  /// Returns the discount of the time, 0 for a repeat.
  double offered(std::uint32_t of_track, std::uint32_t of_artist) {
    if (of_track == 0) [[likely]] {
      return discounts_.after(of_artist);
    }
    ++repeats_;
    return 0;
  }
  void listened(Hundredths time, bool skipped) {
    const auto step = static_cast<std::uint32_t>(playbacks_.times_.size() - 1);
    playbacks_.times_.push_back(time);
    listened_ += time;
    // Without a branch: which way it would go is anybody's guess.
    if (skips_ == skipped_steps_.size()) [[unlikely]] {
      skipped_steps_.resize(2 * skips_ + 16);
    }
    skipped_steps_[skips_] = step;
    skips_ += skipped;
    budget_ -= skipped;
    over_ = budget_ <= 0;
  }

 private:
  const World* world_ = nullptr;
  const float* interest_row_ = nullptr;
  const UserTraits* traits_ = nullptr;
  Discounts discounts_;
  SessionStart start_;
  Playbacks playbacks_;
  std::int32_t budget_ = 0;
  bool over_ = false;
  std::int64_t listened_ = 0;
  std::uint32_t skips_ = 0;
  std::vector<std::uint32_t> skipped_steps_;  // the first skips_ of them
  std::uint32_t repeats_ = 0;
  std::int64_t waited_ = 0;
};

}  // namespace reprise
