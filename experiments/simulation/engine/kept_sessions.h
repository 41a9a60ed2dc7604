// Keeps whole sessions in memory, in the order of their episodes, whichever thread played them.
// Logs are written from them, and models learn from them between days.
#pragma once

#include <mutex>
#include <span>
#include <vector>

#include "experiments/simulation/engine/session_sink.h"

namespace reprise {

class KeptSessions final : public SessionSink {
 public:
  explicit KeptSessions(bool with_propensities = false) : with_propensities_(with_propensities) {}

  struct Kept {
    std::uint64_t episode = 0;
    std::size_t treatment = 0;
    UserIndex user = 0;
    std::span<const TrackId> tracks;  // with the first track
    std::span<const Hundredths> times;
    std::span<const Told> told;  // by recommendation; empty without propensities
  };

  bool wants_propensities() const override { return with_propensities_; }

  std::unique_ptr<Block> open(std::size_t treatment) override;
  void close(std::uint64_t number, std::unique_ptr<Block> block) override;
  void flush() override;

  /// Calls visit(Kept) for every session. All sessions must have been flushed. Sessions of an
  /// earlier flush() come first; the sessions of one flush() are sorted by episode, then by
  /// treatment.
  template <class Visit>
  void for_each(Visit visit) const {
    for (const Entry& entry : entries_) {
      const TracksOfBlock& block = *entry.block;
      visit(Kept{entry.episode, entry.treatment, entry.user,
                 std::span(block.tracks).subspan(entry.begin, entry.size),
                 std::span(block.times).subspan(entry.begin, entry.size),
                 std::span(block.told).subspan(entry.told_begin, entry.told_size)});
    }
  }
  /// Removes all sessions.
  void clear();

 private:
  struct TracksOfBlock {
    std::vector<TrackId> tracks;
    std::vector<Hundredths> times;
    std::vector<Told> told;
  };
  struct Entry {
    std::uint64_t episode = 0;
    std::size_t treatment = 0;
    UserIndex user = 0;
    const TracksOfBlock* block = nullptr;
    std::size_t begin = 0;
    std::size_t size = 0;
    std::size_t told_begin = 0;
    std::size_t told_size = 0;
  };
  struct OpenBlock;

  bool with_propensities_;

  std::mutex mutex_;
  std::vector<std::unique_ptr<TracksOfBlock>> blocks_;
  std::vector<Entry> entries_;  // the first flushed_ entries are sorted
  std::size_t flushed_ = 0;
};

/// Passes every session on to several sinks.
class SeveralSinks final : public SessionSink {
 public:
  void add(SessionSink& sink) { sinks_.push_back(&sink); }
  bool empty() const { return sinks_.empty(); }

  bool wants_propensities() const override;

  std::unique_ptr<Block> open(std::size_t treatment) override;
  void close(std::uint64_t number, std::unique_ptr<Block> block) override;
  void flush() override;

 private:
  struct Blocks;
  std::vector<SessionSink*> sinks_;
};

}  // namespace reprise
