#include "experiments/statistics/sequential_halving.h"

#include <bit>

#include "sim/support/check.h"

namespace reprise {

std::vector<HalvingRound> sequential_halving(std::uint64_t treatments, std::uint64_t budget) {
  REPRISE_CHECK(treatments > 0, "no treatments");
  const auto rounds = static_cast<std::uint64_t>(std::bit_width(treatments - 1));  // ceil(log2 k)
  std::vector<HalvingRound> schedule;
  for (std::uint64_t left = treatments; left > 1; left -= left / 2) {
    // Two divisions follow each other, because the product of the divisors may not fit 64 bits.
    schedule.push_back({.treatments = left, .plays = budget / left / rounds});
  }
  return schedule;
}

}  // namespace reprise
