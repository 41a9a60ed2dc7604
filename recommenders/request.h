// Declares Request, the input of a recommender: the data that a service would have seen of this
// user, and the recommender's own random draws.
#pragma once

#include <memory>
#include <span>
#include <vector>

#include "sim/random/streams.h"
#include "sim/sessions/play_counts.h"
#include "sim/sessions/session.h"

namespace reprise {

/// A user's finished sessions under one treatment, in the order in which they were played.
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

/// Counts, for the report, where one treatment's recommendations came from. The counts never decide
/// anything.
struct SourceTally {
  // Recommendations made by a fallback, by the reason why the sentence that was asked first gave no
  // track.
  std::uint64_t no_anchor = 0;  // there was no anchor
  std::uint64_t no_list = 0;    // there was an anchor, but no list for any anchor
  std::uint64_t exhausted = 0;  // all tracks of the lists were excluded
  // Lists that sentences asked their candidates for, and the number of these lists that existed.
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

/// The knowledge of a recommender that learns, from the sessions of its own treatment alone: whole
/// numbers, summed over finished days. Only the recommender and its Learner know their meaning.
/// They are sums, so the order of the day's sessions does not matter.
struct LearnedCounts {
  std::vector<std::int64_t> totals;
  std::int64_t days = 0;  // number of finished days
};

/// The working memory of a recommender within one session: results that the next step reuses, or
/// notes about earlier steps. The content follows from the requests of the session so far. A
/// session that is asked step by step from its start therefore gets the same recommendations from
/// any Scratch that was cleared.
class Scratch {
 public:
  virtual ~Scratch() = default;
  /// Called when a new session begins.
  virtual void clear() = 0;
};

/// One request for the next track.
struct Request {
  const World& world;
  UserIndex user;
  const Playbacks& playbacks;  // of this session, the first track included
  const UserHistory* history;  // earlier sessions; null unless `reads_history` is declared
  const Session* hidden;       // null unless `observes_latent_state` is declared
  Stream& draws;               // stream of this treatment, episode and step
  SourceTally& tally;
  std::span<const std::unique_ptr<Scratch>> scratch = {};  // indexed by Build::add_scratch
  std::span<const LearnedCounts> learned_counts = {};      // indexed by Build::add_learner
  bool fell_back = false;  // true when a sentence has handed this request to its fallback

  /// Returns the scratch object with this number, which was added as a T.
  template <class T>
  T& scratch_as(std::size_t number) const {
    return static_cast<T&>(*scratch[number]);
  }

  /// Calls visit(track, time, age) for each playback of this session and, if `earlier_sessions`, of
  /// the user's earlier sessions. The latest playback comes first; age 0 is the previous track.
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

/// Throws UserError unless the next word of the request's stream still is `word_before`: a part
/// without a tell() of its own took a draw. The parts' default tell() calls it after asking the
/// part. One draw in 2^32 goes unnoticed, and the next one is noticed.
void check_undrawn(const Request& request, std::uint32_t word_before, const char* kind);

}  // namespace reprise
