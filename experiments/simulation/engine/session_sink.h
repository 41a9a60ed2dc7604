// Whoever wants the sessions themselves as they finish, and not their totals alone: logs.
#pragma once

#include <cstdint>
#include <memory>

#include "sim/sessions/session.h"

namespace reprise {

/// Finished sessions come in blocks, each filled by one thread. Blocks and the order of sessions in
/// them do not depend on the number of threads.
class SessionSink {
 public:
  class Block {
   public:
    virtual ~Block() = default;
    /// `episode` is its address in the random streams.
    virtual void add(const Session& session, std::uint64_t episode) = 0;
  };
  virtual ~SessionSink() = default;

  /// An empty block for sessions of one treatment. Thread-safe.
  virtual std::unique_ptr<Block> open(std::size_t treatment) = 0;
  /// Takes a block that is full. Numbers below 2^48, each once, in any order. Thread-safe.
  virtual void close(std::uint64_t number, std::unique_ptr<Block> block) = 0;
  /// All sessions of the episodes so far are here, and none of the later ones. One thread.
  virtual void flush() {}
};

}  // namespace reprise
