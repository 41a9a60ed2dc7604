// The host of Python recommenders in this process: makes them from the objects of the calling
// program or from files, and asks them in the thread that called reprise.run.
#pragma once

#include <map>
#include <stdexcept>
#include <string>
#include <vector>

#include <pybind11/pybind11.h>

#include "experiments/python/caller_thread.h"
#include "recommenders/python/python_host.h"

namespace reprise {

/// The Python objects of one call of reprise.run. It is made and destroyed with the GIL, in the
/// thread that calls `caller`.run; recommenders must not outlive it.
class Host final : public PythonHost {
 public:
  /// `at_once` is the number of requests of a batch. `files_allowed` says whether code of files may
  /// be run.
  Host(CallerThread& caller, std::size_t at_once, bool files_allowed)
      : caller_(caller), at_once_(at_once), files_allowed_(files_allowed) {}
  Host(const Host&) = delete;
  Host& operator=(const Host&) = delete;

  /// Hands over an object, which a resolved config calls by this name.
  void add(const std::string& name, pybind11::object object);

  std::unique_ptr<Recommender> make(const PythonSettings& settings, Build& build) override;

  /// Returns a note for each treatment whose recommend() has changed its object, as far as that can
  /// be told. Needs the GIL.
  std::vector<std::string> notes() const;

 private:
  // An object whose answers may not depend on what it was asked before.
  struct Stateless {
    std::string treatment;
    pybind11::object module;  // the file's, loaded for this object; None: of the calling program
    pybind11::object object;
    pybind11::object state;  // before it was asked
  };

  // Returns the recommender that a class or function of a file's module makes. Needs the GIL.
  pybind11::object of_module(const pybind11::object& module, const PythonSettings& settings,
                             const Place& place);

  CallerThread& caller_;
  std::size_t at_once_;
  bool files_allowed_;
  std::map<std::string, pybind11::object> objects_;
  std::map<PyObject*, std::size_t> numbers_;  // of the objects that are asked
  std::vector<Stateless> stateless_;
  std::vector<pybind11::object> kept_;  // what recommenders use, until the run is over
};

/// Makes a host known to the recommenders of this process for the length of a run.
class Hosted {
 public:
  explicit Hosted(PythonHost& host) {
    if (python_host() != nullptr) {
      throw std::runtime_error(
          "reprise is playing already: one run at a time in a process, and none inside a "
          "recommender");
    }
    set_python_host(&host);
  }
  ~Hosted() { set_python_host(nullptr); }
  Hosted(const Hosted&) = delete;
  Hosted& operator=(const Hosted&) = delete;
};

/// Returns the YAML value as Python's: None, bool, int, float, str, list or dict. Needs the GIL.
pybind11::object python_value(const Node& node);

}  // namespace reprise
