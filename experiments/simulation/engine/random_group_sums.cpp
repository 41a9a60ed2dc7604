#include "experiments/simulation/engine/random_group_sums.h"

#include <algorithm>
#include <utility>

namespace reprise {

RandomGroupSums& RandomGroupSums::operator+=(const RandomGroupSums& other) {
  for (std::size_t group = 0; group < kGroups; ++group) {
    const std::vector<std::int64_t>& more = other.sums_[group];
    std::vector<std::int64_t>& sums = sums_[group];
    if (sums.size() < more.size()) sums.resize(more.size());
    for (std::size_t number = 0; number < more.size(); ++number) sums[number] += more[number];
  }
  return *this;
}

std::size_t RandomGroupSums::size() const {
  std::size_t size = 0;
  for (const std::vector<std::int64_t>& sums : sums_) size = std::max(size, sums.size());
  return size;
}

std::int64_t RandomGroupSums::total(std::size_t number) const {
  std::int64_t total = 0;
  for (std::size_t group = 0; group < kGroups; ++group) total += of(group, number);
  return total;
}

std::array<std::int64_t, RandomGroupSums::kGroups> RandomGroupSums::by_group(
    std::size_t number) const {
  std::array<std::int64_t, kGroups> sums{};
  for (std::size_t group = 0; group < kGroups; ++group) sums[group] = of(group, number);
  return sums;
}

RandomGroupSums RandomGroupSums::of_groups(std::array<std::vector<std::int64_t>, kGroups> groups) {
  RandomGroupSums sums;
  sums.sums_ = std::move(groups);
  return sums;
}

}  // namespace reprise
