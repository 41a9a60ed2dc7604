// What a recommender is asked with: what a service would have seen of this user, and draws of its
// own.
#pragma once

#include <memory>
#include <span>
#include <vector>

#include "sim/random/streams.h"
#include "sim/session.h"

namespace reprise {

/// A user's finished sessions under one treatment, in the order they were played.
class UserHistory {
 public:
  void append(const Playbacks& session) {
    for (std::size_t i = 0; i < session.size(); ++i) {
      tracks_.push_back(session.tracks()[i]);
      times_.push_back(session.times()[i]);
      plays_.add(session.tracks()[i]);
    }
  }

  std::span<const TrackId> tracks() const { return tracks_; }
  std::span<const Hundredths> times() const { return times_; }
  bool contains(TrackId track) const { return plays_.count(track) != 0; }

 private:
  std::vector<TrackId> tracks_;
  std::vector<Hundredths> times_;
  PlayCounts plays_;
};

/// Recommendations that a fallback made, by cause. Totals only: they never decide anything.
struct FallbackTally {
  std::uint64_t missing = 0;    // no list for the anchor
  std::uint64_t exhausted = 0;  // everything in it excluded

  std::uint64_t total() const { return missing + exhausted; }
  FallbackTally& operator+=(const FallbackTally& other) {
    missing += other.missing;
    exhausted += other.exhausted;
    return *this;
  }
};

/// What a recommender worked out for the session at hand, to save doing it again at the next step.
/// Never more than that: whatever is in it follows from the request, so clearing it changes no
/// recommendation.
class Scratch {
 public:
  virtual ~Scratch() = default;
  /// A new session begins.
  virtual void clear() = 0;
};

/// One request for a next track.
struct Request {
  const World& world;
  UserIndex user;
  const Playbacks& playbacks;  // of this session, first track included
  const UserHistory* history;  // earlier sessions; null unless the recommender said it needs them
  const Session* hidden;       // null unless the recommender said it is an oracle-side one
  Stream& draws;               // of this treatment, episode and step
  FallbackTally& fallbacks;
  std::span<const std::unique_ptr<Scratch>> scratch;  // by the number Build gave out

  /// This session's or, with earlier ones, all the user's playbacks: visit(track, time, age),
  /// latest first, age 0 being the previous track.
  template <class Visit>
  void for_each_playback(bool earlier_sessions, Visit visit) const {
    std::size_t age = 0;
    for (std::size_t i = playbacks.size(); i-- > 0;) {
      visit(playbacks.tracks()[i], playbacks.times()[i], age++);
    }
    if (!earlier_sessions || history == nullptr) return;
    for (std::size_t i = history->tracks().size(); i-- > 0;) {
      visit(history->tracks()[i], history->times()[i], age++);
    }
  }
};

}  // namespace reprise
