// Runs an experiment for a Python program: as `reprise run` does, with objects of the program among
// the treatments and the results as values.
#pragma once

#include <pybind11/pybind11.h>

namespace reprise {

/// Adds the class Run, its function run() and main(), the command line, to the module.
void add_run(pybind11::module_& module);

}  // namespace reprise
