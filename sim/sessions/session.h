// Session: one visit of one user, played track by track. It holds the playbacks, which a
// recommender may see, and the hidden interest and budget, which decide how the session goes on.
#pragma once

#include <memory>
#include <optional>
#include <span>
#include <vector>

#include "sim/sessions/listening.h"
#include "sim/sessions/playbacks.h"
#include "sim/sessions/session_start.h"
#include "sim/sessions/user_model.h"
#include "sim/support/check.h"
#include "sim/world/world.h"

namespace reprise {

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
  /// draw. A world with a user model needs `draws`, and `memory` where the model remembers users;
  /// the memory must not change while the session is played.
  void start(const World& world, const SessionStart& start, const ModelDraws* draws = nullptr,
             const UserMemory* memory = nullptr);

  /// Plays a recommended track and returns its time. A repeat gets time 0, unless the world's user
  /// model says otherwise, but counts like any playback. The step is a skip if `leave_draw` (in [0,
  /// 1)) exceeds the time; the budget then falls by one, unless sessions end otherwise. `track`
  /// must be in the catalog.
  Hundredths play(TrackId track, double leave_draw);

  /// Adds a session that is over to what the user remembers, in a world whose user model remembers
  /// users. The session's days_to_return() are known then.
  void end(UserMemory& memory);

  /// Returns true after a step that left no budget, or at which the world's user model says that
  /// the user leaves; the budget is then 0, too. At least one step always happens, whatever the
  /// budget.
  bool over() const { return playbacks_.size() > 1 && counters_.budget <= 0; }

  const Playbacks& playbacks() const { return playbacks_; }
  const World& world() const { return *world_; }
  UserIndex user() const { return start_.user; }
  const UserTraits& traits() const { return *traits_; }

  // These values are hidden from recommenders, except from those that observe latent state.
  TrackId interest() const { return start_.interest; }
  const void* interest_row() const { return interest_row_; }  // Embeddings::memory_of(interest())
  /// The number of further skips that end the session. Where sessions end otherwise, it is 1 until
  /// the end and then 0.
  std::int32_t budget() const { return counters_.budget; }
  /// Returns the time that `track` would get if it were played now; 0 for a repeat. Under a user
  /// model this is the expected time, rounded.
  Hundredths time_if_played(TrackId track) const;
  /// Returns the share of the track that the world's user model expects to be heard if it is played
  /// now. Only in worlds with a model.
  double expected_share(TrackId track) const {
    return listener_->expected_share(playbacks_, track);
  }
  /// Returns whether the world has a user model; otherwise the user is botify's.
  bool is_modelled() const { return world_->user_model != nullptr; }

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
  /// The days from this session to the user's next one: infinite for never; nothing before end(),
  /// and in models without days.
  std::optional<double> days_to_return() const { return days_to_return_; }

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
  Hundredths play_modelled(TrackId track, double leave_draw);
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
  // Of the user model that listener_ belongs to; made when a session of its world begins.
  std::unique_ptr<Listener> listener_;
  std::shared_ptr<const UserModel> listener_of_;
  std::optional<double> days_to_return_;
};

}  // namespace reprise
