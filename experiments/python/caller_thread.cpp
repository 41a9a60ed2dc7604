#include "experiments/python/caller_thread.h"

#include <chrono>
#include <thread>

#include <pybind11/pybind11.h>

namespace reprise {
namespace {

namespace py = pybind11;

// How long a job is waited for before Ctrl-C and the progress are looked at.
constexpr std::chrono::milliseconds kLook{100};

// Says in one line what Python raised.
std::string in_one_line(const py::error_already_set& error) {
  const auto name = py::str(error.type().attr("__name__")).cast<std::string>();
  const auto text = py::str(error.value()).cast<std::string>();
  return text.empty() ? name : name + ": " + text;
}

}  // namespace

void CallerThread::run(const std::function<void()>& work, const std::function<void()>& idle) {
  std::exception_ptr of_work;
  std::thread worker([&] {
    try {
      work();
    } catch (...) {
      of_work = std::current_exception();
    }
    const std::lock_guard lock(mutex_);
    ended_ = true;
    asked_.notify_one();
  });
  auto looked = std::chrono::steady_clock::now();
  while (true) {
    Job* const job = next_job();
    if (job != nullptr) serve(*job);
    const auto now = std::chrono::steady_clock::now();
    if (job == nullptr || now - looked > kLook) {
      looked = now;
      try {
        if (PyErr_CheckSignals() != 0) throw py::error_already_set();
        if (idle) idle();
      } catch (...) {
        keep(std::current_exception());
      }
    }
    const std::lock_guard lock(mutex_);
    if (ended_ && jobs_.empty()) break;
  }
  {
    const py::gil_scoped_release release;
    worker.join();
  }
  if (first_error_) std::rethrow_exception(first_error_);
  if (of_work) std::rethrow_exception(of_work);
}

CallerThread::Job* CallerThread::next_job() {
  const py::gil_scoped_release release;
  std::unique_lock lock(mutex_);
  asked_.wait_for(lock, kLook, [&] { return !jobs_.empty() || ended_; });
  if (jobs_.empty()) return nullptr;
  Job* const job = jobs_.front();
  jobs_.pop_front();
  return job;
}

void CallerThread::serve(Job& job) {
  std::exception_ptr error;
  try {
    check_stop(&stop_);
    (*job.work)();
  } catch (const py::error_already_set& raised) {
    // The work sees no exception of Python's: it may end without the GIL, which these need.
    keep(std::current_exception());
    error = raised.matches(PyExc_KeyboardInterrupt)
                ? std::make_exception_ptr(Interrupted())
                : std::make_exception_ptr(PythonRaised(in_one_line(raised)));
  } catch (const Interrupted&) {
    error = std::current_exception();
  } catch (...) {
    error = std::current_exception();
    keep(error);
  }
  const std::lock_guard lock(mutex_);
  job.error = std::move(error);
  job.done = true;
  answered_.notify_all();
}

void CallerThread::keep(std::exception_ptr error) {
  if (!first_error_) first_error_ = std::move(error);
  stop_ = true;
}

void CallerThread::call(const std::function<void()>& job) {
  Job asked{.work = &job, .error = {}, .done = false};
  std::unique_lock lock(mutex_);
  jobs_.push_back(&asked);
  asked_.notify_one();
  answered_.wait(lock, [&] { return asked.done; });
  if (asked.error) std::rethrow_exception(asked.error);
}

}  // namespace reprise
