// What a Python program gives to play: an experiment, changes of it, and treatments of its own.
#pragma once

#include <cstdint>
#include <filesystem>
#include <functional>
#include <optional>
#include <string>
#include <tuple>
#include <vector>

#include <pybind11/pybind11.h>

#include "experiments/python/caller_thread.h"
#include "experiments/python/workspace.h"
#include "experiments/spec/experiment_spec.h"
#include "sim/support/progress.h"

namespace reprise {

/// One treatment that the program adds: a recommender in YAML, or an object.
struct GivenTreatment {
  std::string name;
  std::string yaml;         // empty for an object
  pybind11::object object;  // null for YAML
  std::string dotted;       // the name of the object's class, with its module
  std::string content;      // fingerprint of its code and state, or "unknown"
};

struct GivenRun {
  std::string experiment;  // path of a file or, if `is_text`, YAML
  bool is_text = false;
  std::vector<std::tuple<std::string, std::string>> changes;  // dotted paths and YAML
  std::vector<GivenTreatment> treatments;
  std::int64_t threads = 0;
  std::size_t batch = kAskedAtOnce;
  std::optional<std::filesystem::path> out;
  bool resume = false;
  double checkpoint_seconds = 5;
  bool allow_commands = false;
};

/// Returns the experiment with the treatments and changes of the program. Throws UserError.
ExperimentSpec read_given(const GivenRun& given);

/// Throws UserError for a sweep, which is several experiments.
void refuse_sweep(const ExperimentSpec& spec);

/// Does `work` in this thread without the GIL, as CallerThread::run does, while the treatments of
/// the program can be asked. Calls show(stage, done, total) now and then, unless it is None.
/// Returns the notes that the work sent with its progress, and those of the host. Throws what
/// CallerThread::run throws, and std::runtime_error when another run is going on.
std::vector<std::string> with_given(
    const GivenRun& given, const pybind11::object& show,
    const std::function<void(CallerThread& caller, const Progress& progress)>& work);

/// Adds the classes GivenTreatment and GivenRun to the module.
void add_given_run(pybind11::module_& module);

}  // namespace reprise
