#include "experiments/python/caller_thread.h"

namespace reprise {
namespace {

namespace py = pybind11;

constexpr std::chrono::milliseconds kBetweenLooks{100};

// Says in one line what Python raised.
std::string in_one_line(const py::error_already_set& error) {
  const auto name = py::str(error.type().attr("__name__")).cast<std::string>();
  const auto text = py::str(error.value()).cast<std::string>();
  return text.empty() ? name : name + ": " + text;
}

}  // namespace

void CallerThread::run(const std::function<void()>& work, const std::function<void()>& idle) {
  thread_ = std::this_thread::get_id();
  idle_ = idle;
  std::exception_ptr of_work;
  {
    const py::gil_scoped_release release;
    try {
      work();
    } catch (...) {
      of_work = std::current_exception();
    }
  }
  if (!of_work) return;
  if (first_error_) std::rethrow_exception(std::exchange(first_error_, nullptr));
  std::rethrow_exception(of_work);
}

void CallerThread::call(const std::function<void()>& job) {
  const py::gil_scoped_acquire acquire;
  look_now();
  check();
  // The work sees no exception of Python's: it goes on without the GIL, which these need.
  std::string raised;
  bool interrupted = false;
  try {
    job();
    return;
  } catch (const py::error_already_set& error) {
    raised = in_one_line(error);
    interrupted = error.matches(PyExc_KeyboardInterrupt);
    keep(error);
  }
  if (interrupted) throw Interrupted();
  throw PythonRaised(raised);
}

void CallerThread::look() {
  if (std::this_thread::get_id() == thread_ &&
      std::chrono::steady_clock::now() - looked_ > kBetweenLooks) {
    const py::gil_scoped_acquire acquire;
    look_now();
  }
  check();
}

void CallerThread::look_now() {
  const auto now = std::chrono::steady_clock::now();
  if (std::this_thread::get_id() != thread_ || now - looked_ <= kBetweenLooks) return;
  looked_ = now;
  try {
    if (PyErr_CheckSignals() != 0) throw py::error_already_set();
    if (idle_) idle_();
  } catch (const py::error_already_set& error) {
    keep(error);
    stop_ = true;
  }
}

void CallerThread::keep(const py::error_already_set& error) {
  if (errors_ == Errors::shown) {
    const py::object trace = error.trace() ? py::object(error.trace()) : py::object(py::none());
    py::module_::import("traceback").attr("print_exception")(error.type(), error.value(), trace);
  } else if (!first_error_) {
    first_error_ = std::make_exception_ptr(error);
  }
}

}  // namespace reprise
