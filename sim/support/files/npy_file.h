// Reads and writes NumPy's .npy files, versions 1.0 to 3.0: two-dimensional float arrays. It reads
// C and Fortran order and both byte orders, and writes little-endian ones in C order.
// Format: numpy.org/doc/stable/reference/generated/numpy.lib.format.html
#pragma once

#include <cstddef>
#include <filesystem>
#include <span>
#include <string>
#include <vector>

namespace reprise {

struct NpyArray {
  std::size_t rows = 0;
  std::size_t columns = 0;
  std::vector<float> values;  // row-major
};

/// Reads a matrix of float16, float32 or float64, in C or Fortran order and little- or big-endian;
/// the values become float32, row-major. Throws UserError for other types, other shapes, truncated
/// files, and values that are not finite.
NpyArray read_npy(const std::filesystem::path& path);

/// Writes rows of `columns` floats as float32, in version 1.0. In `values`, row i begins at i *
/// `stride`.
void write_npy(const std::filesystem::path& path, std::span<const float> values,
               std::size_t columns, std::size_t stride);

}  // namespace reprise
