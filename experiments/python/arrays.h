// What the binding does with NumPy arrays in several places.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <utility>
#include <vector>

#include <pybind11/numpy.h>
#include <pybind11/pybind11.h>

namespace reprise {

/// Returns the array, which Python can no longer write to.
pybind11::array read_only(pybind11::array array);

/// Returns a block of at least so many bytes, and the capsule that owns it. When Python is done
/// with the capsule, the block is kept for a later call. Needs the GIL.
std::pair<pybind11::capsule, std::byte*> recycled_block(std::size_t bytes);

/// Returns an array of n elements, not initialised. Arrays of a step are as large as those of the
/// step before, so large ones take over the memory of earlier ones: that of the system would cost a
/// page fault for each page. Needs the GIL.
template <class T>
pybind11::array_t<T> recycled_array(std::size_t n) {
  constexpr std::size_t kLarge = 16 << 10;  // bytes
  if (n * sizeof(T) < kLarge) return pybind11::array_t<T>(static_cast<pybind11::ssize_t>(n));
  const auto [owner, memory] = recycled_block(n * sizeof(T));
  return pybind11::array_t<T>(static_cast<pybind11::ssize_t>(n), reinterpret_cast<T*>(memory),
                              owner);
}

/// Returns n whole numbers, from one number that stands for all, or from a sequence or array of n.
/// Throws Python's TypeError and ValueError, whose messages begin with `what`.
std::vector<std::int64_t> whole_numbers(const pybind11::object& values, std::size_t n,
                                        const std::string& what);

}  // namespace reprise
