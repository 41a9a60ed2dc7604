#include "reports/sections/round_numbers.h"

namespace reprise {

std::vector<std::size_t> round_numbers(std::size_t most) {
  std::vector<std::size_t> numbers;
  for (std::size_t power = 1; power <= most; power *= 10) {
    for (const std::size_t number : {power, 2 * power, 5 * power}) {
      if (number <= most) numbers.push_back(number);
    }
  }
  return numbers;
}

}  // namespace reprise
