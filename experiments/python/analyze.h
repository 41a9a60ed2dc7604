// The tables of botify's logs.
#pragma once

#include <pybind11/pybind11.h>

namespace reprise {

/// Adds analyze() to the module.
void add_analyze(pybind11::module_& module);

}  // namespace reprise
