// Whoever wants the sessions themselves as they finish, and not their totals alone: logs.
#pragma once

#include <cstdint>
#include <memory>

#include "sim/session.h"

namespace reprise {

/// Finished sessions come in blocks, each filled by one thread. Blocks and the order of sessions in
/// them do not depend on the number of threads.
class SessionSink {
 public:
  class Block {
   public:
    virtual ~Block() = default;
    virtual void add(const Session& session) = 0;
  };
  virtual ~SessionSink() = default;

  /// An empty block. Thread-safe.
  virtual std::unique_ptr<Block> open() = 0;
  /// Takes a block that is full. Numbers below 2^48, each once, in any order. Thread-safe.
  virtual void close(std::uint64_t number, std::unique_ptr<Block> block) = 0;
};

}  // namespace reprise
