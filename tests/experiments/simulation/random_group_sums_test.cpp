#include "experiments/simulation/engine/random_group_sums.h"

#include <algorithm>
#include <random>
#include <vector>

#include <gmock/gmock.h>

namespace reprise {
namespace {

constexpr std::size_t kGroups = RandomGroupSums::kGroups;

TEST(RandomGroupSums, AreOfUsersByTheirIndexModuloTheGroups) {
  RandomGroupSums sums;
  EXPECT_EQ(sums.size(), 0u);
  EXPECT_EQ(sums.total(7), 0);
  sums.add(3, 2, 5);
  sums.add(3 + kGroups, 2, 7);
  sums.add(4, 0, -1);
  EXPECT_EQ(sums.size(), 3u);
  EXPECT_EQ(sums.of(3, 2), 12);
  EXPECT_EQ(sums.of(4, 0), -1);
  EXPECT_EQ(sums.of(4, 2), 0) << "beyond what the group has seen";
  EXPECT_EQ(sums.total(2), 12);
  EXPECT_EQ(sums.total(99), 0);
  EXPECT_EQ(sums.by_group(2)[3], 12);
}

TEST(RandomGroupSums, TakeAmountsOneByOneOrAllAtOnce) {
  RandomGroupSums one_by_one;
  one_by_one.add(1, 0, 10);
  one_by_one.add(1, 1, 20);
  one_by_one.add(1, 2, 30);
  RandomGroupSums at_once;
  const std::vector<std::uint8_t> amounts{10, 20, 30};
  at_once.add_each(1, std::span(amounts));
  EXPECT_EQ(at_once.groups(), one_by_one.groups());
}

TEST(RandomGroupSums, AreTheSameInAnyOrderAndThereAndBack) {
  struct Add {
    UserIndex user;
    std::size_t number;
    std::int64_t amount;
  };
  std::mt19937 draws(5);
  std::vector<Add> all;
  for (int i = 0; i < 500; ++i) {
    all.push_back({static_cast<UserIndex>(draws() % 100), draws() % 40,
                   static_cast<std::int64_t>(draws() % 7)});
  }
  const auto sum_of = [](std::span<const Add> adds) {
    RandomGroupSums sums;
    for (const Add& add : adds) sums.add(add.user, add.number, add.amount);
    return sums;
  };
  const RandomGroupSums expected = sum_of(all);
  for (int repetition = 0; repetition < 10; ++repetition) {
    std::shuffle(all.begin(), all.end(), draws);
    RandomGroupSums merged = sum_of(std::span(all).first(123));
    merged += sum_of(std::span(all).subspan(123));
    EXPECT_EQ(merged.groups(), expected.groups());
    EXPECT_EQ(RandomGroupSums::of_groups(merged.groups()).groups(), expected.groups());
  }
}

}  // namespace
}  // namespace reprise
