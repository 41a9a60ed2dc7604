// The interface of objects that receive every session when it ends, such as logs. Other code needs
// only the totals of sessions.
#pragma once

#include <cstdint>
#include <memory>
#include <span>

#include "sim/sessions/session.h"

namespace reprise {

/// What a treatment tells of one recommendation.
struct Told {
  double propensity = 0;         // of the recommended track, given what the recommender saw
  std::uint32_t candidates = 0;  // number of tracks that it might have recommended
};

/// Receives finished sessions in blocks; one thread fills each block. The blocks and the order of
/// the sessions in a block do not depend on the number of threads.
class SessionSink {
 public:
  class Block {
   public:
    virtual ~Block() = default;
    /// Adds a finished session. `episode` is the session's address in the random streams. `told`
    /// has one element per recommendation; it is empty unless the sink wants propensities.
    virtual void add(const Session& session, std::uint64_t episode, std::span<const Told> told) = 0;
  };
  virtual ~SessionSink() = default;

  /// Returns whether sessions come with the propensities of their recommendations. Every treatment
  /// must then be able to tell them (Treatment::untold).
  virtual bool wants_propensities() const { return false; }
  /// Returns an empty block for sessions of one treatment. Thread-safe.
  virtual std::unique_ptr<Block> open(std::size_t treatment) = 0;
  /// Takes a block that is complete. Numbers are below 2^48; in one call of `simulate` each number
  /// comes once, in any order. Thread-safe.
  virtual void close(std::uint64_t number, std::unique_ptr<Block> block) = 0;
  /// Tells that all sessions of the episodes so far have been received, and no session of later
  /// episodes. Called by one thread.
  virtual void flush() {}
};

}  // namespace reprise
