// Trained models as arrays.
#pragma once

#include <pybind11/pybind11.h>

namespace reprise {

/// Adds TrainedModel and train() to the module.
void add_models(pybind11::module_& module);

}  // namespace reprise
