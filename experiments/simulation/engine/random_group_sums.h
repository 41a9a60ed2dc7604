// Sums over sessions, one for each number of something (the step of a session, the length of a
// session), kept apart for a few groups of users. The differences between the groups show how
// precise the total is, so no table of every user is needed.
#pragma once

#include <algorithm>
#include <array>
#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

#include "sim/world/world.h"

namespace reprise {

/// Sums of whole numbers, so that they are the same bits in any order. The memory of a group grows
/// with the largest number that the group has seen. While one thread changes an object, no other
/// thread may use it.
class RandomGroupSums {
 public:
  /// The number of groups. A user is in the group of the user's index modulo this number. The
  /// groups are random, because worlds number their users without regard to their traits. There are
  /// enough groups for Student's t to be near its limit, and few enough to be cheap.
  static constexpr std::size_t kGroups = 32;

  static constexpr std::size_t group_of(UserIndex user) { return user % kGroups; }

  /// Adds `amount` to the sum of `number`.
  void add(UserIndex user, std::size_t number, std::int64_t amount) {
    row(user, number + 1)[number] += amount;
  }

  /// Adds amounts[i] to the sum of number i, for each i.
  template <class Amount>
  void add_each(UserIndex user, std::span<const Amount> amounts) {
    std::vector<std::int64_t>& sums = row(user, amounts.size());
    for (std::size_t i = 0; i < amounts.size(); ++i) sums[i] += amounts[i];
  }

  /// Adds 1 to the sum of each of `numbers` that is below `end`. `numbers` must be ascending.
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

  /// Returns one more than the largest number seen. The sums of this number and of all larger
  /// numbers are 0.
  std::size_t size() const;
  std::int64_t of(std::size_t group, std::size_t number) const {
    return number < sums_[group].size() ? sums_[group][number] : 0;
  }
  /// Returns the sum of `number` over all groups.
  std::int64_t total(std::size_t number) const;
  /// Returns the sums of `number`; element g is the sum in group g.
  std::array<std::int64_t, kGroups> by_group(std::size_t number) const;

  /// Returns the sums of each group, from number 0 on. Files store these vectors.
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
