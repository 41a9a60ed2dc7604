// Sums over sessions for each number of something (the steps of a session, its length), kept apart
// for a few groups of users: how the sums of the groups differ says how sure their total is,
// without a table of every user.
#pragma once

#include <algorithm>
#include <array>
#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

#include "sim/world/world.h"

namespace reprise {

/// Whole numbers, so that sums are the same bits in any order. A group's memory grows with the
/// largest number it has seen. Not safe to change from several threads at once.
class RandomGroupSums {
 public:
  /// Users are in the group of their index modulo this: at random, as worlds number users without
  /// regard to their traits. Many enough for Student's t to be near its limit, few enough to be
  /// cheap.
  static constexpr std::size_t kGroups = 32;

  static constexpr std::size_t group_of(UserIndex user) { return user % kGroups; }

  /// Adds to one number's sum.
  void add(UserIndex user, std::size_t number, std::int64_t amount) {
    row(user, number + 1)[number] += amount;
  }

  /// Adds the i-th amount to the sum of number i.
  template <class Amount>
  void add_each(UserIndex user, std::span<const Amount> amounts) {
    std::vector<std::int64_t>& sums = row(user, amounts.size());
    for (std::size_t i = 0; i < amounts.size(); ++i) sums[i] += amounts[i];
  }

  /// Adds 1 to the sums of the numbers below `end`, which rise.
  void count_each(UserIndex user, std::span<const std::uint32_t> numbers, std::size_t end) {
    if (numbers.empty()) return;
    if (numbers.back() >= end) {
      const auto first = std::lower_bound(numbers.begin(), numbers.end(), end);
      numbers = numbers.first(static_cast<std::size_t>(first - numbers.begin()));
      if (numbers.empty()) return;
    }
    std::vector<std::int64_t>& sums = row(user, numbers.back() + 1);
    for (const std::uint32_t number : numbers) ++sums[number];
  }

  RandomGroupSums& operator+=(const RandomGroupSums& other);

  /// The numbers from this on have sums of 0.
  std::size_t size() const;
  std::int64_t of(std::size_t group, std::size_t number) const {
    return number < sums_[group].size() ? sums_[group][number] : 0;
  }
  /// Of all groups.
  std::int64_t total(std::size_t number) const;
  /// Element g: a number's sum in group g.
  std::array<std::int64_t, kGroups> by_group(std::size_t number) const;

  /// Each group's sums from number 0 on, for files.
  const std::array<std::vector<std::int64_t>, kGroups>& groups() const { return sums_; }
  static RandomGroupSums of_groups(std::array<std::vector<std::int64_t>, kGroups> groups);

 private:
  std::vector<std::int64_t>& row(UserIndex user, std::size_t size) {
    std::vector<std::int64_t>& sums = sums_[group_of(user)];
    if (sums.size() < size) sums.resize(size);
    return sums;
  }

  std::array<std::vector<std::int64_t>, kGroups> sums_;
};

}  // namespace reprise
