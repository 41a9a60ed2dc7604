#include "experiments/running/work_partition.h"

#include <fmt/format.h>
#include <gmock/gmock.h>

namespace reprise {
namespace {

Treatment treatment(bool remembers, bool learns) {
  struct Nothing final : Learner {
    std::size_t size() const override { return 0; }
    void observe(const Playbacks&, std::span<const std::unique_ptr<Scratch>>,
                 std::span<std::int64_t>) const override {}
  };
  Treatment treatment;
  treatment.capabilities.reads_history = remembers;
  if (learns) treatment.learners.push_back(std::make_unique<Nothing>());
  return treatment;
}

struct Work {
  std::int64_t episodes;
  std::int64_t days;
  std::int64_t seeds;
  bool remembers;
  bool learns;
};

ExperimentSpec spec_of(const Work& work) {
  return read_experiment(parse_yaml(
      fmt::format("{{experiment: cut, episodes: {}, days: {}, seeds: {{count: {}}}, control: a, "
                  "treatments: {{a: random}}}}",
                  work.episodes, work.days, work.seeds),
      "test"));
}

WorkPartition partition_of(const Work& work, std::size_t users = 1500) {
  std::vector<Treatment> treatments;
  treatments.push_back(treatment(work.remembers, work.learns));
  const ExperimentSpec spec = spec_of(work);
  return WorkPartition(spec, spec.seeds.values.size(), treatments, users);
}

const std::vector<Work> kWorks = {
    {100, 1, 1, false, false},   {100'000, 1, 1, false, false}, {100'000, 3, 1, false, false},
    {20'001, 7, 5, false, true}, {5000, 1, 40, false, false},   {9000, 2, 3, true, false},
    {9000, 2, 3, true, true},    {1'000'000, 1, 1, true, true},
};

TEST(WorkPartition, SharesAreDisjointAndTogetherEverything) {
  for (const Work& work : kWorks) {
    const WorkPartition partition = partition_of(work);
    for (const std::uint64_t count : {1, 2, 7, 32, 1000}) {
      for (std::uint64_t seed = 0; seed < partition.seeds(); ++seed) {
        for (std::uint64_t day = 0; day < partition.days(); ++day) {
          WorkUnitSet all;
          std::uint64_t sum = 0;
          for (std::uint64_t i = 0; i < count; ++i) {
            const WorkUnitSet mine = partition.of_share(seed, day, {i, count});
            sum += boost::icl::cardinality(mine);
            all += mine;
          }
          EXPECT_EQ(sum, partition.work_units(day));
          EXPECT_EQ(boost::icl::cardinality(all), partition.work_units(day));
          EXPECT_EQ(boost::icl::hull(all).upper(), partition.work_units(day));
        }
      }
    }
  }
}

TEST(WorkPartition, WorkUnitsHoldEveryEpisodeOfEveryUserOnce) {
  for (const Work& work : kWorks) {
    const WorkPartition partition = partition_of(work);
    std::uint64_t next = 0;  // the next episode
    for (std::uint64_t day = 0; day < partition.days(); ++day) {
      if (partition.by_user()) {
        std::uint64_t next_share = 0;
        const EpisodeRange whole =
            partition.episodes(day, WorkUnitRange(0, partition.work_units(day)));
        for (std::uint64_t p = 0; p < partition.work_units(day); ++p) {
          const EpisodeRange range = partition.episodes(day, WorkUnitRange(p, p + 1));
          EXPECT_EQ(range.begin, whole.begin);
          EXPECT_EQ(range.end, whole.end);
          EXPECT_EQ(range.users.begin, next_share);
          EXPECT_EQ(range.users.of, partition.work_units(day));
          next_share = range.users.end;
        }
        EXPECT_EQ(next_share, partition.work_units(day));
        EXPECT_EQ(whole.begin, next);
        next = whole.end;
        continue;
      }
      for (std::uint64_t p = 0; p < partition.work_units(day); ++p) {
        const EpisodeRange range = partition.episodes(day, WorkUnitRange(p, p + 1));
        EXPECT_EQ(range.begin, next);
        EXPECT_GT(range.end, range.begin);
        EXPECT_EQ(range.users.of, 1u);
        next = range.end;
      }
    }
    EXPECT_EQ(next, static_cast<std::uint64_t>(work.episodes));
  }
}

TEST(WorkPartition, WhatNeedsAllOfTheDayBeforeStaysWithOneProcess) {
  const auto shares_of_a_seed = [](const Work& work) {
    const WorkPartition partition = partition_of(work);
    int shares = 0;
    for (std::uint64_t i = 0; i < 16; ++i) shares += !partition.of_share(0, 0, {i, 16}).empty();
    return shares;
  };
  EXPECT_EQ(shares_of_a_seed({1'000'000, 2, 1, false, false}), 16);
  EXPECT_EQ(shares_of_a_seed({1'000'000, 2, 1, true, false}), 16);
  EXPECT_EQ(shares_of_a_seed({1'000'000, 1, 1, true, true}), 16);  // nothing is learned in one day
  EXPECT_EQ(shares_of_a_seed({1'000'000, 2, 1, false, true}), 1);
  EXPECT_EQ(shares_of_a_seed({1'000'000, 2, 1, true, true}), 1);
}

// If every process had parts of all seeds, all seeds would be open at once. So seeds are shared
// whole.
TEST(WorkPartition, ManySeedsAreSharedWhole) {
  const WorkPartition partition = partition_of({10'000, 1, 40, false, false});
  for (std::uint64_t seed = 0; seed < 40; ++seed) {
    EXPECT_EQ(boost::icl::cardinality(partition.of_share(seed, 0, {seed % 7, 7})),
              partition.work_units(0));
  }
}

}  // namespace
}  // namespace reprise
