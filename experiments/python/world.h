// Worlds as arrays, and many sessions in step for those who train policies.
#pragma once

#include <pybind11/pybind11.h>

namespace reprise {

/// Adds the classes OpenedWorld and Environments, and open_world(), to the module.
void add_world(pybind11::module_& module);

}  // namespace reprise
