// Orders numbers from the largest down.
#pragma once

#include <compare>
#include <cstdint>
#include <span>
#include <vector>

namespace reprise {

/// Orders some hundred numbers at a time, and keeps the memory for it. Not to be shared by threads.
///
/// It gives what std::stable_sort gives, in a third of the time, by a radix sort: such numbers come
/// in no order that a processor could guess, so each comparison of other sorts costs a wrong guess.
class DescendingOrder {
 public:
  /// Returns the indices of `values`, from the largest value down; equal values (0 and -0 are
  /// equal) keep their order. No value may be NaN. The view is valid until the next call.
  std::span<const std::uint32_t> of(std::span<const float> values);

 private:
  // An index, and a key that rises as its value falls.
  struct Keyed {
    std::uint32_t key;
    std::uint32_t index;

    friend auto operator<=>(const Keyed&, const Keyed&) = default;
  };

  // Sorts keyed_, which is not empty.
  void sort_by_digits();

  std::vector<Keyed> keyed_;
  std::vector<Keyed> next_;
  std::vector<std::uint32_t> order_;
};

}  // namespace reprise
