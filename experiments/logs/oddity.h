// A fault that a sound log does not have.
#pragma once

#include <cstdint>

#include "experiments/logs/log_row.h"

namespace reprise {

/// The number of times that a fault was seen, and the place where it was seen first.
struct Oddity {
  std::uint64_t count = 0;
  std::uint32_t file = 0;
  std::uint64_t line = 0;

  void see(const LogRow& row) { see(row.file, row.line); }
  void see(std::uint32_t of_file, std::uint64_t of_line) {
    if (count++ > 0) return;
    file = of_file;
    line = of_line;
  }
};

}  // namespace reprise
