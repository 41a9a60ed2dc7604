// Session: one visit of one user, played track by track. It holds the playbacks, which a
// recommender may see, and the hidden interest and budget, which decide how the session goes on.
#pragma once

#include <span>
#include <vector>

#include "sim/sessions/listening.h"
#include "sim/sessions/playbacks.h"
#include "sim/support/check.h"
#include "sim/world/world.h"

namespace reprise {

/// The start of a session. All that is random about it was drawn before.
struct SessionStart {
  UserIndex user = 0;
  TrackId interest = 0;
  TrackId first_track = 0;
};

/// The counters that change as a session goes on.
struct SessionCounters {
  std::int32_t budget = 0;
  std::uint32_t skips = 0;    // steps that cost budget
  std::uint32_t repeats = 0;  // steps that played a track again
  std::int64_t listened = 0;  // hundredths
};

/// A session that is being played. One object plays many sessions and keeps its memory between
/// them. Not to be shared by threads while it plays.
class Session {
 public:
  /// Begins a session. The first track is played with time 1.0; it costs no budget and takes no
  /// draw.
  void start(const World& world, const SessionStart& start);

  /// Plays a recommended track and returns its time. A repeat gets time 0 but counts like any
  /// playback. The budget falls by one if `leave_draw` (in [0, 1)) exceeds the time. `track` must
  /// be in the catalog.
  Hundredths play(TrackId track, double leave_draw);

  /// Returns true after a step that left no budget. At least one step always happens, whatever the
  /// budget.
  bool over() const { return playbacks_.size() > 1 && counters_.budget <= 0; }

  const Playbacks& playbacks() const { return playbacks_; }
  const World& world() const { return *world_; }
  UserIndex user() const { return start_.user; }
  const UserTraits& traits() const { return *traits_; }

  // These values are hidden from recommenders, except from those that observe latent state.
  TrackId interest() const { return start_.interest; }
  const void* interest_row() const { return interest_row_; }  // Embeddings::memory_of(interest())
  std::int32_t budget() const { return counters_.budget; }
  /// Returns the time that `track` would get if it were played now; 0 for a repeat.
  Hundredths time_if_played(TrackId track) const;

  // Totals of the recommended tracks; the first track is left out.
  std::uint32_t recommendations() const {
    return static_cast<std::uint32_t>(playbacks_.size() - 1);
  }
  std::int64_t listened() const { return counters_.listened; }  // hundredths
  // The steps that cost budget: their number, and their indices, which count from 0 and rise.
  std::uint32_t skips() const { return counters_.skips; }
  std::span<const std::uint32_t> skipped_steps() const {
    return std::span(skipped_steps_).first(counters_.skips);
  }
  std::uint32_t repeats() const { return counters_.repeats; }

  /// Nanoseconds spent waiting for recommendations. The code that plays the session adds them.
  std::int64_t waited() const { return waited_; }
  void add_wait(std::int64_t nanoseconds) { waited_ += nanoseconds; }

  // The functions below are for SessionGroup, which plays several sessions at once and keeps their
  // counters meanwhile.
  /// The memory for the next step. Valid until the next offer().
  struct Columns {
    Playbacks::Columns playbacks;
    std::uint32_t* skipped_steps = nullptr;  // has room for one more step
  };
  Columns columns() { return {playbacks_.columns(), skipped_steps_.data()}; }
  /// Adds the track to the playbacks, where it becomes visible with its time, and makes room for
  /// both.
  Playbacks::Earlier offer(TrackId track) {
    const Playbacks::Earlier earlier = playbacks_.offer(track, world_->catalog.artist_of[track]);
    if (skipped_steps_.size() < playbacks_.size() + 1) {
      skipped_steps_.resize(2 * skipped_steps_.size());
    }
    return earlier;
  }
  const Discounts& discounts() const { return discounts_; }
  const SessionCounters& counters() const { return counters_; }
  void set_counters(const SessionCounters& counters) { counters_ = counters; }

 private:
  // Returns the time of a track that is new in the session.
  Hundredths time_of_new(TrackId track, std::uint32_t plays_of_artist) const;

  const World* world_ = nullptr;
  const void* interest_row_ = nullptr;
  const UserTraits* traits_ = nullptr;
  Discounts discounts_;
  SessionStart start_;
  Playbacks playbacks_;
  SessionCounters counters_;
  // The first counters_.skips elements are in use.
  std::vector<std::uint32_t> skipped_steps_ = std::vector<std::uint32_t>(CountedKeys::kListed);
  std::int64_t waited_ = 0;
};

}  // namespace reprise
