// The thread that called reprise.run. It alone runs Python, while other threads play: the
// interpreter is entered for one call at a time, objects that belong to a thread (SQLite
// connections, CUDA contexts, locals) stay usable, and Ctrl-C reaches the user's own code.
#pragma once

#include <condition_variable>
#include <deque>
#include <exception>
#include <functional>
#include <mutex>

#include "sim/support/interruption.h"

namespace reprise {

/// Python raised an exception, which the thread of the interpreter has kept or shown. The message
/// says in one line which one.
class PythonRaised : public std::runtime_error {
  using std::runtime_error::runtime_error;
};

/// Runs work in another thread and, meanwhile, what that work and its threads ask of Python.
class CallerThread {
 public:
  /// Does `work` in a thread of its own, without the GIL, until it ends. Serves call() meanwhile,
  /// and calls `idle` from time to time, with the GIL. Must be called with the GIL, once. When a
  /// job or `idle` throws, or Ctrl-C raises, stop() is raised, so that the work ends soon. Throws
  /// the first such exception, else what the work threw.
  void run(const std::function<void()>& work, const std::function<void()>& idle);

  /// Runs `job` in the thread that is in run(), with the GIL, and returns when it is done. Safe to
  /// call from any thread but that one. Throws what the job threw, and Interrupted without running
  /// it when stop() is raised. An exception of Python's stays with run(): here it is an Interrupted
  /// if it is KeyboardInterrupt, else a PythonRaised.
  void call(const std::function<void()>& job);

  /// Is raised when the work is to end.
  const StopFlag* stop() const { return &stop_; }
  /// The first exception of Python's so far, shown or not; null when there is none.
  bool failed() const { return first_error_ != nullptr; }

 private:
  struct Job {
    const std::function<void()>* work = nullptr;
    std::exception_ptr error;
    bool done = false;
  };

  // Waits for a job without the GIL. Returns null when there is none after a while, or when the
  // work has ended.
  Job* next_job();
  void serve(Job& job);
  void keep(std::exception_ptr error);

  std::mutex mutex_;
  std::condition_variable asked_;     // there is a job, or the work has ended
  std::condition_variable answered_;  // a job is done
  std::deque<Job*> jobs_;
  bool ended_ = false;
  StopFlag stop_ = false;
  std::exception_ptr first_error_;
};

}  // namespace reprise
