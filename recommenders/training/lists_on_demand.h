// The lists of a model, made when they are asked for: most sessions ask for the lists of few
// tracks.
#pragma once

#include <atomic>
#include <cstdint>
#include <deque>
#include <functional>
#include <mutex>
#include <span>
#include <vector>

#include "recommenders/lists.h"
#include "sim/support/progress.h"

namespace reprise {

/// A list is a function of the model and of its context (a track or a user), so it is the same
/// whenever it is made, and whatever other lists there are. Thread-safe, except for destruction.
class ListsOnDemand {
 public:
  /// One list, best first. It stays where it is as long as the object lives.
  struct List {
    const TrackId* tracks = nullptr;
    const float* scores = nullptr;  // null without scores
    std::uint32_t size = 0;
  };
  /// Returns the lists of these contexts in their order. Called by several threads at once; it may
  /// not wait for tasks of its arena.
  using Make = std::function<Lists(std::span<const std::uint32_t> contexts)>;

  /// The most lists that are made together.
  static constexpr std::size_t kTogether = 64;

  /// The lists of `n_contexts` tracks or users, of up to `longest` tracks.
  ListsOnDemand(ListOf of, std::size_t n_contexts, std::uint32_t longest, Make make);
  /// All lists, which are there already.
  ListsOnDemand(ListOf of, const Lists& all);

  ListOf list_of() const { return of_; }
  /// Returns the number of contexts.
  std::size_t size() const { return tracks_.size(); }
  std::size_t n_made() const;
  /// Returns the length of the longest list that may still be made.
  std::uint32_t longest() const { return longest_; }

  /// Returns the list of a context below size(), and makes it if it is not there.
  List of(std::uint32_t context) {
    const TrackId* tracks = tracks_[context].load(std::memory_order_acquire);
    if (tracks == nullptr) tracks = make_with_others(context);
    return {tracks, scores_[context], tracks[-1]};
  }

  /// Makes those lists of `contexts` that are not there yet, on the threads of the current TBB
  /// arena. To be called where many lists will be asked for: it costs less than making them one
  /// after the other. After an exception of `make`, lists that are missing are made when they are
  /// asked for.
  void require(std::span<const std::uint32_t> contexts, const Progress& progress);

  /// Takes lists of these contexts that were made earlier. Those that are there already stay.
  void put(std::span<const std::uint32_t> contexts, const Lists& lists);

  /// Returns the contexts whose lists are there, in rising order.
  std::vector<std::uint32_t> made() const;
  /// Returns the lists of these contexts, in their order.
  Lists lists_of(std::span<const std::uint32_t> contexts);

 private:
  const TrackId* make_with_others(std::uint32_t context);

  ListOf of_;
  std::uint32_t longest_;
  Make make_;
  // By context: the list's first track, behind its size; null as long as it is not made. The scores
  // are written before it.
  std::vector<std::atomic<const TrackId*>> tracks_;
  std::vector<const float*> scores_;
  mutable std::mutex mutex_;                  // guards what follows, and changes of the above
  std::deque<std::vector<TrackId>> content_;  // for each list its size and its tracks
  std::deque<std::vector<float>> score_content_;
  std::vector<bool> taken_;           // by context: not to be made with others any more
  std::deque<std::uint32_t> likely_;  // tracks of lists, in the order in which they came
  std::vector<bool> is_likely_;       // by context: was put into likely_
  std::uint32_t next_ = 0;            // no context below it is left to be made
  std::size_t n_made_ = 0;
};

}  // namespace reprise
