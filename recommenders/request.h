// What a recommender is asked with: what a service would have seen of this user, and draws of its
// own.
#pragma once

#include <memory>
#include <span>
#include <vector>

#include "sim/random/streams.h"
#include "sim/sessions/play_counts.h"
#include "sim/sessions/session.h"

namespace reprise {

/// A user's finished sessions under one treatment, in the order they were played.
class UserHistory {
 public:
  void append(const Playbacks& session) {
    for (std::size_t i = 0; i < session.size(); ++i) {
      plays_.add(session.tracks()[i]);
      times_.push_back(session.times()[i]);
    }
  }

  std::span<const TrackId> tracks() const { return plays_.keys(); }
  std::span<const Hundredths> times() const { return times_; }
  bool contains(TrackId track) const { return plays_.count(track) != 0; }

 private:
  PlayCounts plays_;
  std::vector<Hundredths> times_;
};

/// What one treatment's recommendations were made of, for the report. Totals only: they never
/// decide anything.
struct SourceTally {
  // Recommendations that a fallback made, by what the sentence that was asked first lacked.
  std::uint64_t no_anchor = 0;  // no track to ask with
  std::uint64_t no_list = 0;    // no list for the anchors there were
  std::uint64_t exhausted = 0;  // everything in the lists excluded
  // Lists that sentences asked their candidates for, and how many were there.
  std::uint64_t lists_asked = 0;
  std::uint64_t lists_found = 0;

  std::uint64_t fallbacks() const { return no_anchor + no_list + exhausted; }
  SourceTally& operator+=(const SourceTally& other) {
    no_anchor += other.no_anchor;
    no_list += other.no_list;
    exhausted += other.exhausted;
    lists_asked += other.lists_asked;
    lists_found += other.lists_found;
    return *this;
  }
};

/// What a recommender that learns knows, of its own treatment's sessions alone: whole numbers that
/// finished days added up to. What they mean is between its Learner and itself. They are sums, so
/// they are the same for any order of the day's sessions.
struct LearnedCounts {
  std::vector<std::int64_t> totals;
  std::int64_t days = 0;  // finished
};

/// What a recommender keeps while a session lasts: what it worked out, to save doing it again at
/// the next step, or noted of its earlier steps. It follows from the session's requests so far, so
/// a session that is asked for step by step from its start gets the same recommendations from any
/// Scratch that was cleared.
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
  const UserHistory* history;  // earlier sessions; null unless the recommender reads_history
  const Session* hidden;       // null unless it observes_latent_state
  Stream& draws;               // of this treatment, episode and step
  SourceTally& tally;
  std::span<const std::unique_ptr<Scratch>> scratch = {};  // by the number Build gave out
  std::span<const LearnedCounts> learned_counts = {};      // by the number Build gave out
  bool fell_back = false;  // a sentence has handed this request to its fallback

  /// The scratch that was announced as a T.
  template <class T>
  T& scratch_as(std::size_t number) const {
    return static_cast<T&>(*scratch[number]);
  }

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
