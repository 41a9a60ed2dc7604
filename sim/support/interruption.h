// How long work is told to stop: a flag that somebody else raises, and the exception it ends in.
#pragma once

#include <atomic>
#include <stdexcept>
#include <string>

namespace reprise {

/// Raised by whoever wants work to end, a signal handler included: a lock-free atomic.
using StopFlag = std::atomic<bool>;
static_assert(StopFlag::is_always_lock_free);

/// What work that was told to stop ends in. What it had finished is kept where it says so.
class Interrupted : public std::runtime_error {
 public:
  explicit Interrupted(const std::string& what = "interrupted") : std::runtime_error(what) {}
};

/// Throws Interrupted if there is a flag and it is raised. Thread-safe.
inline void check_stop(const StopFlag* stop) {
  if (stop != nullptr && stop->load(std::memory_order_relaxed)) throw Interrupted();
}

}  // namespace reprise
