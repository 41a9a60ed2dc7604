// Sessions as columns, for people's own training code.
#pragma once

#include <pybind11/pybind11.h>

namespace reprise {

/// Adds play_log() to the module.
void add_play_log(pybind11::module_& module);

}  // namespace reprise
