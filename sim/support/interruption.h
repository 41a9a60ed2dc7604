// Lets long work be stopped: a flag that another thread or a signal handler raises, and the
// exception that then ends the work.
#pragma once

#include <atomic>
#include <stdexcept>
#include <string>

namespace reprise {

/// A flag that is true when work must stop. A signal handler may raise the flag, because it is a
/// lock-free atomic.
using StopFlag = std::atomic<bool>;
static_assert(StopFlag::is_always_lock_free);

/// The exception that ends stopped work. Functions that keep the finished part of their work say so
/// where they are declared.
class Interrupted : public std::runtime_error {
 public:
  explicit Interrupted(const std::string& what = "interrupted") : std::runtime_error(what) {}
};

/// Throws Interrupted if `stop` is not null and is raised. Thread-safe.
inline void check_stop(const StopFlag* stop) {
  if (stop != nullptr && stop->load(std::memory_order_relaxed)) throw Interrupted();
}

}  // namespace reprise
