// Reads and writes NumPy's .npy files, versions 1.0 to 3.0: two-dimensional float arrays. It reads
// C and Fortran order, both byte orders, and .npz files of one array; it writes little-endian ones
// in C order.
// Format: numpy.org/doc/stable/reference/generated/numpy.lib.format.html
#pragma once

#include <cstddef>
#include <filesystem>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "sim/support/half.h"

namespace reprise {

struct NpyArray {
  std::size_t rows = 0;
  std::size_t columns = 0;
  // Row-major; one of them is empty.
  std::vector<float> values;
  std::vector<Half> halves;
};

/// What becomes of float16 when it is read.
enum class NpyHalves { widened, kept };

/// Reads a matrix from a .npy file, or from a .npz file that holds one array: float16, float32 or
/// float64, in C or Fortran order and little- or big-endian. The values become float32, row-major,
/// except float16 that is kept. Throws UserError for other types, other shapes, truncated files,
/// and values that are not finite.
NpyArray read_npy(const std::filesystem::path& path, NpyHalves halves = NpyHalves::widened);

/// Writes rows of `columns` numbers as float32 or float16, in version 1.0. In `values`, row i
/// begins at i * `stride`.
void write_npy(const std::filesystem::path& path, std::span<const float> values,
               std::size_t columns, std::size_t stride);
void write_npy(const std::filesystem::path& path, std::span<const Half> values, std::size_t columns,
               std::size_t stride);

/// Returns what stands before the numbers in a .npy file of version 1.0, padded so that they begin
/// at a multiple of 64 bytes. `description` is NumPy's: a dictionary of descr, fortran_order and
/// shape, of fewer than 65 000 bytes. Pure.
std::string npy_header(std::string_view description);

}  // namespace reprise
