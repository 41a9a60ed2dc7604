// What the binding does with NumPy arrays in several places.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include <pybind11/numpy.h>
#include <pybind11/pybind11.h>

namespace reprise {

/// Returns the array, which Python can no longer write to.
pybind11::array read_only(pybind11::array array);

/// Returns n whole numbers, from one number that stands for all, or from a sequence or array of n.
/// Throws Python's TypeError and ValueError, whose messages begin with `what`.
std::vector<std::int64_t> whole_numbers(const pybind11::object& values, std::size_t n,
                                        const std::string& what);

}  // namespace reprise
