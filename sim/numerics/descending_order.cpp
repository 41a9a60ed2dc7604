#include "sim/numerics/descending_order.h"

#include <algorithm>
#include <array>
#include <bit>
#include <utility>

namespace reprise {
namespace {

// Returns a key that rises as the value falls. As whole numbers the bits of positive floats rise
// with their values, and those of negative floats fall.
std::uint32_t falling_key(float value) {
  constexpr std::uint32_t kSign = 0x80000000;
  const auto bits = std::bit_cast<std::uint32_t>(value + 0.0F);  // -0 becomes 0
  return (bits & kSign) != 0 ? bits : ~(bits | kSign);
}

}  // namespace

std::span<const std::uint32_t> DescendingOrder::of(std::span<const float> values) {
  constexpr std::size_t kFew = 48;  // sorted by comparisons before their digits would be counted
  keyed_.resize(values.size());
  for (std::uint32_t i = 0; i < values.size(); ++i) keyed_[i] = {falling_key(values[i]), i};
  if (values.size() > kFew) {
    sort_by_digits();
  } else {
    std::sort(keyed_.begin(), keyed_.end());
  }
  order_.resize(values.size());
  for (std::size_t i = 0; i < values.size(); ++i) order_[i] = keyed_[i].index;
  return order_;
}

// Source: D. Knuth, "The art of computer programming", vol. 3, 5.2.5: from the lowest digit to the
// highest, each pass keeps the order of the pass before among equal digits.
void DescendingOrder::sort_by_digits() {
  constexpr std::size_t kDigits = 4;
  constexpr std::size_t kBits = 8;
  constexpr std::uint32_t kMask = (1U << kBits) - 1;
  std::array<std::array<std::uint32_t, kMask + 1>, kDigits> counts{};
  for (const Keyed keyed : keyed_) {
    for (std::size_t digit = 0; digit < kDigits; ++digit) {
      ++counts[digit][keyed.key >> (kBits * digit) & kMask];
    }
  }
  next_.resize(keyed_.size());
  for (std::size_t digit = 0; digit < kDigits; ++digit) {
    const auto digit_of = [&](Keyed keyed) { return keyed.key >> (kBits * digit) & kMask; };
    std::array<std::uint32_t, kMask + 1>& places = counts[digit];
    if (places[digit_of(keyed_.front())] == keyed_.size()) continue;  // all have the same digit
    std::uint32_t place = 0;
    for (std::uint32_t& count : places) place += std::exchange(count, place);
    for (const Keyed keyed : keyed_) next_[places[digit_of(keyed)]++] = keyed;
    keyed_.swap(next_);
  }
}

}  // namespace reprise
