#include "experiments/running/run_state.h"

#include <algorithm>
#include <random>

#include <fmt/format.h>
#include <gmock/gmock.h>
#include <xxhash.h>

#include "experiments/running/run_state_file.h"
#include "sim/support/fingerprint.h"

namespace reprise {
namespace {

using testing::ThrowsMessage;

constexpr std::size_t kUsers = 5;
constexpr std::size_t kTracks = 11;

Treatment treatment() {
  struct Two final : Learner {
    std::size_t size() const override { return 2; }
    void observe(const Playbacks&, std::span<const std::unique_ptr<Scratch>>,
                 std::span<std::int64_t>) const override {}
  };
  Treatment treatment;
  treatment.learners.push_back(std::make_unique<Two>());
  return treatment;
}

std::vector<Totals> shape() {
  const Treatment of = treatment();
  return {Totals(kUsers, 2, kTracks, of), Totals(kUsers, 2, kTracks, of)};
}

// Returns totals that one work unit's sessions could have: numbers of both signs and all sizes.
std::vector<Totals> totals(std::uint64_t seed, std::uint64_t day, std::uint64_t work_unit) {
  std::mt19937_64 draws(seed * 1000 + day * 100 + work_unit);
  std::vector<Totals> treatments = shape();
  for (Totals& treatment : treatments) {
    for (std::int64_t& count : treatment.counts) {
      count = static_cast<std::int64_t>(draws()) >> (draws() % 60 + 4);
    }
    for (std::uint64_t& plays : treatment.plays) plays = draws() >> (draws() % 60 + 4);
    for (std::int64_t& learned : treatment.learned[0])
      learned = static_cast<std::int64_t>(draws() % 9);
    for (RandomGroupSums* sums :
         {&treatment.lengths, &treatment.time_by_step, &treatment.skips_by_step}) {
      for (UserIndex user = 0; user < kUsers; ++user) sums->add(user, draws() % 100, draws() % 9);
    }
    treatment.tallies.resize(2);
    for (int i = 0; i < 20; ++i) {
      SessionTally& tally = treatment.tallies[draws() % 2];
      const auto user = static_cast<UserIndex>(draws() % kUsers);
      tally.add(user, static_cast<std::uint32_t>(draws() % 4));
    }
    treatment.sessions = draws() % 1000;
    treatment.cut_off = draws() % 3;
    treatment.sources.no_list = draws() % 50;
  }
  return treatments;
}

WorkPartition partition_of(std::uint64_t seeds, std::uint64_t days) {
  const ExperimentSpec spec = read_experiment(parse_yaml(
      fmt::format("{{experiment: p, episodes: {}, days: {}, seeds: {{count: {}}}, control: a, "
                  "treatments: {{a: random}}}}",
                  40'000 * days, days, seeds),
      "test"));
  return WorkPartition(spec, seeds, {}, kUsers);
}

RunState empty(const WorkPartition& partition) {
  return RunState(partition, [](const std::vector<Totals>& treatments) {
    std::vector<TreatmentMeans> means;
    for (const Totals& treatment : treatments) {
      const double x = static_cast<double>(treatment.counts[0]);
      means.push_back({"arm", {{"m", x, x / 3, x * 3}}});
    }
    return means;
  });
}

std::string bytes(const RunState& run_state) {
  return RunStateFile::write(run_state, {"h", "w", "p"});
}

struct WorkUnit {
  std::uint64_t seed, day, work_unit;
};

std::vector<WorkUnit> all_work_units(const WorkPartition& partition) {
  std::vector<WorkUnit> all;
  for (std::uint64_t seed = 0; seed < partition.seeds(); ++seed) {
    for (std::uint64_t day = 0; day < partition.days(); ++day) {
      for (std::uint64_t p = 0; p < partition.work_units(day); ++p) all.push_back({seed, day, p});
    }
  }
  return all;
}

void add(RunState& run_state, const WorkUnit& p) {
  run_state.add(p.seed, p.day, WorkUnitRange(p.work_unit, p.work_unit + 1),
                totals(p.seed, p.day, p.work_unit));
}

struct Numbers {
  std::uint64_t seeds, days;
};

class RunStateTest : public testing::TestWithParam<Numbers> {
 protected:
  WorkPartition partition = partition_of(GetParam().seeds, GetParam().days);
  std::vector<WorkUnit> work_units = all_work_units(partition);
  std::mt19937 draws{1};

  std::string in_order() {
    RunState run_state = empty(partition);
    for (const WorkUnit& p : work_units) add(run_state, p);
    EXPECT_TRUE(run_state.complete());
    return bytes(run_state);
  }
};

TEST_P(RunStateTest, AnyOrderGivesTheSameBytes) {
  const std::string expected = in_order();
  for (int repetition = 0; repetition < 20; ++repetition) {
    std::shuffle(work_units.begin(), work_units.end(), draws);
    RunState run_state = empty(partition);
    for (std::size_t i = 0; i < work_units.size(); ++i) {
      EXPECT_NEAR(run_state.share(),
                  static_cast<double>(i) / static_cast<double>(work_units.size()), 1e-12);
      EXPECT_FALSE(run_state.complete());
      add(run_state, work_units[i]);
    }
    EXPECT_EQ(run_state.share(), 1);
    EXPECT_EQ(bytes(run_state), expected);
  }
}

TEST_P(RunStateTest, PartsOfManyProcessesMergeToTheSameBytes) {
  const std::string expected = in_order();
  for (int repetition = 0; repetition < 50; ++repetition) {
    std::vector<RunState> processes(1 + draws() % 6, empty(partition));
    for (const WorkUnit& p : work_units) add(processes[draws() % processes.size()], p);
    std::shuffle(processes.begin(), processes.end(), draws);
    RunState merged = empty(partition);
    for (RunState& process : processes) {
      // Read each run state from the bytes of its file.
      RunState read = empty(partition);
      RunStateFile::read(bytes(process), shape(), read);
      EXPECT_EQ(bytes(read), bytes(process));
      merged.merge(std::move(read));
    }
    ASSERT_TRUE(merged.complete());
    EXPECT_EQ(bytes(merged), expected);
  }
}

// A process that was killed leaves a checkpoint that others may have taken over. A work unit that
// is there twice counts once. A work unit that is left out is missing; it is never counted wrongly.
TEST_P(RunStateTest, WhatIsThereTwiceCountsOnce) {
  const std::string expected = in_order();
  for (int repetition = 0; repetition < 100; ++repetition) {
    std::vector<RunState> processes(2 + draws() % 3, empty(partition));
    for (RunState& process : processes) {
      for (const WorkUnit& p : work_units) {
        if (draws() % 2 == 0) add(process, p);
      }
    }
    RunState merged = empty(partition);
    for (RunState& process : processes) merged.merge(std::move(process));
    // Playing the work units that are missing completes the run state.
    for (const WorkUnit& p : work_units) {
      if (boost::icl::contains(merged.missing(p.seed, p.day), p.work_unit)) add(merged, p);
    }
    ASSERT_TRUE(merged.complete());
    EXPECT_EQ(bytes(merged), expected);
  }
}

TEST_P(RunStateTest, BytesThatAreNotWholeAreRefused) {
  RunState run_state = empty(partition);
  for (const WorkUnit& p : work_units) {
    if (draws() % 3 != 0) add(run_state, p);
  }
  const std::string whole = bytes(run_state);
  RunState into = empty(partition);
  for (std::size_t length = 0; length < whole.size(); length += 1 + length / 50) {
    EXPECT_THROW(RunStateFile::read(whole.substr(0, length), shape(), into), std::runtime_error);
  }
  for (std::size_t at = 0; at < whole.size(); at += 1 + at / 50) {
    std::string damaged = whole;
    damaged[at] = static_cast<char>(damaged[at] ^ 0x10);
    EXPECT_THROW(RunStateFile::read(damaged, shape(), into), std::runtime_error);
  }
}

// Bytes with a forged checksum are refused, or read as a run state that a run could have had.
// Nothing breaks.
TEST_P(RunStateTest, ForgedBytesDoNoHarm) {
  RunState run_state = empty(partition);
  for (const WorkUnit& p : work_units) {
    if (draws() % 3 != 0) add(run_state, p);
  }
  const std::string whole = bytes(run_state);
  int refused = 0;
  for (int i = 0; i < 3000; ++i) {
    std::string forged = whole.substr(0, whole.size() - 8);
    const std::size_t at = 18 + draws() % (forged.size() - 18);
    forged[at] = static_cast<char>(draws());
    if (draws() % 4 == 0) forged.resize(at);
    const std::uint64_t checksum = XXH3_64bits(forged.data(), forged.size());
    for (int shift = 0; shift < 64; shift += 8) {
      forged.push_back(static_cast<char>(checksum >> shift));
    }
    RunState into = empty(partition);
    try {
      RunStateFile::read(forged, shape(), into);
      RunState merged = empty(partition);
      merged.merge(std::move(into));
    } catch (const std::runtime_error&) {
      ++refused;
    }
  }
  EXPECT_GT(refused, 300);
}

INSTANTIATE_TEST_SUITE_P(All, RunStateTest,
                         testing::Values(Numbers{1, 1}, Numbers{1, 3}, Numbers{4, 1},
                                         Numbers{3, 2}),
                         [](const auto& kind) {
                           return fmt::format("Seeds{}Days{}", kind.param.seeds, kind.param.days);
                         });

TEST(RunStateFile, SaysOfWhichRunItIs) {
  const WorkPartition partition = partition_of(1, 1);
  const RunIdentity of{"0123", "a world", "reprise 9"};
  EXPECT_EQ(RunStateFile::read_header(RunStateFile::write(empty(partition), of)), of);
  EXPECT_THAT([] { RunStateFile::read_header("no checkpoint at all"); },
              ThrowsMessage<std::runtime_error>(testing::HasSubstr("no checkpoint")));
}

// Later versions must read the checkpoints that users have, so their bytes must not change.
TEST(RunStateFile, BytesStayWhatTheyWere) {
  const WorkPartition partition = partition_of(2, 2);
  RunState run_state = empty(partition);
  std::int64_t next = -1;
  const auto number = [&] { return next = (next * 5 + 3) % 100'003; };
  for (const WorkUnit& p : all_work_units(partition)) {
    std::vector<Totals> treatments = shape();
    for (Totals& treatment : treatments) {
      for (std::int64_t& count : treatment.counts) count = number() - 500;
      for (std::uint64_t& plays : treatment.plays) plays = static_cast<std::uint64_t>(number() + 9);
      for (std::int64_t& learned : treatment.learned[0]) learned = -number();
      treatment.lengths.add(1, 3, number());
      treatment.time_by_step.add(2, 4, number());
      treatment.skips_by_step.add(3, 5, number());
      treatment.tallies.resize(1);
      for (UserIndex user = 0; user < kUsers; ++user) treatment.tallies[0].add(user, 1000 * user);
      treatment.sessions = 1;
      treatment.recommendations = 200;
      treatment.cut_off = 3;
      treatment.sources = {
          .no_anchor = 4, .no_list = 5, .exhausted = 6, .lists_asked = 7, .lists_found = 8};
    }
    // Play all of the first seed, the first day of the other seed, and some of its second day.
    const bool played = p.seed == 0 || p.day == 0 || p.work_unit % 2 == 0;
    if (played) {
      run_state.add(p.seed, p.day, WorkUnitRange(p.work_unit, p.work_unit + 1), treatments);
    }
  }
  run_state.add_look({{"arm", {{"m", 1, -2, 0.5}}}});
  const std::string written = bytes(run_state);
  EXPECT_EQ(written.size(), 2908u);
  EXPECT_EQ(fingerprint64(written), "3ae29703237da40e");
}

// Each seed and each day is written once, in their order.
TEST(RunStateFile, WithASeedTwiceIsRefused) {
  const WorkPartition partition = partition_of(2, 1);
  for (const auto& [seeds, refused] : {std::pair{"\0\1", false}, {"\0\0", true}, {"\1\0", true}}) {
    std::string forged = "reprise played 3\n";
    forged += std::string("\1h\1w\1p", 6);
    forged += std::string(5, '\0');  // no seeds, sums, days, looks
    forged += '\2';
    for (int i = 0; i < 2; ++i) {
      forged += seeds[i];
      forged += std::string(5, '\0');  // no closed days, no sums, no days
    }
    const std::uint64_t checksum = XXH3_64bits(forged.data(), forged.size());
    for (int shift = 0; shift < 64; shift += 8) {
      forged.push_back(static_cast<char>(checksum >> shift));
    }
    RunState into = empty(partition);
    if (refused) {
      EXPECT_THAT([&] { RunStateFile::read(forged, shape(), into); },
                  ThrowsMessage<std::runtime_error>("does not fit this run"));
    } else {
      RunStateFile::read(forged, shape(), into);
    }
  }
}

// A file that calls a seed complete but has no sums of it was never written by a run.
TEST(RunStateFile, SumsAreThereForWhatWasPlayed) {
  const WorkPartition partition = partition_of(2, 1);
  std::string forged = "reprise played 3\n";
  forged += std::string("\1h\1w\1p", 6);
  forged += std::string("\2\0\0\1\0", 5);  // two complete seeds without means
  forged += std::string(5, '\0');          // no sums, days, looks, open seeds
  const std::uint64_t checksum = XXH3_64bits(forged.data(), forged.size());
  for (int shift = 0; shift < 64; shift += 8) {
    forged.push_back(static_cast<char>(checksum >> shift));
  }
  RunState into = empty(partition);
  EXPECT_THAT([&] { RunStateFile::read(forged, shape(), into); },
              ThrowsMessage<std::runtime_error>("does not fit this run"));
}

TEST(RunStateFile, OfOtherTreatmentsIsRefused) {
  const WorkPartition partition = partition_of(1, 1);
  RunState run_state = empty(partition);
  add(run_state, {0, 0, 3});
  std::vector<Totals> other = shape();
  other.pop_back();
  RunState into = empty(partition);
  EXPECT_THAT([&] { RunStateFile::read(bytes(run_state), other, into); },
              ThrowsMessage<std::runtime_error>(testing::HasSubstr("does not fit")));
}

}  // namespace
}  // namespace reprise
