// Python from work of ours that goes on without the GIL.
#pragma once

#include <chrono>
#include <exception>
#include <functional>
#include <stdexcept>
#include <string>
#include <thread>

#include <pybind11/pybind11.h>

#include "sim/support/interruption.h"

namespace reprise {

/// Python raised an exception, which CallerThread::run has kept. The message says in one line which
/// one.
class PythonRaised : public std::runtime_error {
  using std::runtime_error::runtime_error;
};

/// The thread that calls run(): it does work of ours and enters Python where that asks for it.
/// Since `simulate` asks recommenders that want many requests at once in the thread that called it,
/// all code of the user's treatments runs in this thread: what belongs to a thread (SQLite
/// connections, CUDA contexts, thread-local values) stays usable, and Ctrl-C reaches the user's own
/// code.
class CallerThread {
 public:
  /// What becomes of the exceptions that Python raises: run() throws them, or they are shown at
  /// once, with their tracebacks, on standard error.
  enum class Errors { thrown, shown };
  /// `stop_of_process` may be null; when it is raised the work is to end, too.
  explicit CallerThread(Errors errors = Errors::thrown, const StopFlag* stop_of_process = nullptr)
      : errors_(errors), stop_of_process_(stop_of_process) {}

  /// Does `work` without the GIL. Must be called with the GIL, once. `idle` is called now and then,
  /// with the GIL, by look(). When it throws, or Ctrl-C raises, stop() is raised, so that the work
  /// ends soon. When the work ends with an exception, throws the first one that Python raised, else
  /// that of the work.
  void run(const std::function<void()>& work, const std::function<void()>& idle);

  /// Runs `job` with the GIL. For the work and its threads. Throws what the job threw, and
  /// Interrupted without running it when the work is to end. Here an exception of Python's is an
  /// Interrupted if it is KeyboardInterrupt, else a PythonRaised.
  void call(const std::function<void()>& job);

  /// Looks, in the thread of run() and at most ten times a second, whether Ctrl-C was pressed, and
  /// calls `idle`. For the work, between its steps; does nothing in its other threads. Throws
  /// Interrupted when the work is to end.
  void look();

  /// Is raised when the work is to end.
  const StopFlag* stop() const { return &stop_; }

  /// Throws Interrupted when the work is to end. Thread-safe and fast.
  void check() const {
    check_stop(&stop_);
    check_stop(stop_of_process_);
  }

 private:
  void look_now();
  void keep(const pybind11::error_already_set& error);

  Errors errors_;
  const StopFlag* stop_of_process_;
  std::thread::id thread_;
  std::function<void()> idle_;
  std::chrono::steady_clock::time_point looked_;
  StopFlag stop_ = false;
  std::exception_ptr first_error_;  // guarded by the GIL
};

}  // namespace reprise
