#include "experiments/running/played.h"

#include <algorithm>
#include <random>

#include <fmt/format.h>
#include <gmock/gmock.h>
#include <xxhash.h>

#include "experiments/running/played_file.h"

namespace reprise {
namespace {

using testing::ThrowsMessage;

constexpr std::size_t kUsers = 5;
constexpr std::size_t kTracks = 11;

Arm arm() {
  struct Two final : Learner {
    std::size_t size() const override { return 2; }
    void observe(const Playbacks&, std::span<const std::unique_ptr<Scratch>>,
                 std::span<std::int64_t>) const override {}
  };
  Arm arm;
  arm.learners.push_back(std::make_unique<Two>());
  return arm;
}

std::vector<Totals> shape() {
  const Arm of = arm();
  return {Totals(kUsers, 2, kTracks, of), Totals(kUsers, 2, kTracks, of)};
}

// What one portion's sessions came to: numbers of both signs and all sizes.
std::vector<Totals> totals(std::uint64_t seed, std::uint64_t day, std::uint64_t portion) {
  std::mt19937_64 draws(seed * 1000 + day * 100 + portion);
  std::vector<Totals> arms = shape();
  for (Totals& arm : arms) {
    for (std::int64_t& count : arm.counts) {
      count = static_cast<std::int64_t>(draws()) >> (draws() % 60 + 4);
    }
    for (std::uint64_t& plays : arm.plays) plays = draws() >> (draws() % 60 + 4);
    for (std::int64_t& learned : arm.learned[0]) learned = static_cast<std::int64_t>(draws() % 9);
    for (GroupSums* sums : {&arm.lengths, &arm.time_by_step, &arm.skips_by_step}) {
      for (UserIndex user = 0; user < kUsers; ++user) sums->add(user, draws() % 100, draws() % 9);
    }
    arm.sessions = draws() % 1000;
    arm.cut_off = draws() % 3;
    arm.sources.no_list = draws() % 50;
  }
  return arms;
}

Cut cut_of(std::uint64_t seeds, std::uint64_t days) {
  const ExperimentSpec spec = read_experiment(parse_yaml(
      fmt::format("{{experiment: p, episodes: {}, days: {}, seeds: {{count: {}}}, control: a, "
                  "treatments: {{a: random}}}}",
                  40'000 * days, days, seeds),
      "test"));
  return Cut(spec, seeds, {}, kUsers);
}

Played empty(const Cut& cut) {
  return Played(cut, [](const std::vector<Totals>& arms) {
    std::vector<TreatmentMeans> means;
    for (const Totals& arm : arms) {
      const double x = static_cast<double>(arm.counts[0]);
      means.push_back({"arm", {{"m", x, x / 3, x * 3}}});
    }
    return means;
  });
}

std::string bytes(const Played& played) { return PlayedFile::write(played, {"h", "w", "p"}); }

struct Portion {
  std::uint64_t seed, day, portion;
};

std::vector<Portion> all_portions(const Cut& cut) {
  std::vector<Portion> all;
  for (std::uint64_t seed = 0; seed < cut.seeds(); ++seed) {
    for (std::uint64_t day = 0; day < cut.days(); ++day) {
      for (std::uint64_t p = 0; p < cut.portions(day); ++p) all.push_back({seed, day, p});
    }
  }
  return all;
}

void add(Played& played, const Portion& p) {
  played.add(p.seed, p.day, PortionRange(p.portion, p.portion + 1),
             totals(p.seed, p.day, p.portion));
}

struct Numbers {
  std::uint64_t seeds, days;
};

class PlayedTest : public testing::TestWithParam<Numbers> {
 protected:
  Cut cut = cut_of(GetParam().seeds, GetParam().days);
  std::vector<Portion> portions = all_portions(cut);
  std::mt19937 draws{1};

  std::string in_order() {
    Played played = empty(cut);
    for (const Portion& p : portions) add(played, p);
    EXPECT_TRUE(played.complete());
    return bytes(played);
  }
};

TEST_P(PlayedTest, AnyOrderGivesTheSameBytes) {
  const std::string expected = in_order();
  for (int repetition = 0; repetition < 20; ++repetition) {
    std::shuffle(portions.begin(), portions.end(), draws);
    Played played = empty(cut);
    for (std::size_t i = 0; i < portions.size(); ++i) {
      EXPECT_NEAR(played.share(), static_cast<double>(i) / static_cast<double>(portions.size()),
                  1e-12);
      EXPECT_FALSE(played.complete());
      add(played, portions[i]);
    }
    EXPECT_EQ(played.share(), 1);
    EXPECT_EQ(bytes(played), expected);
  }
}

TEST_P(PlayedTest, PartsOfManyProcessesMergeToTheSameBytes) {
  const std::string expected = in_order();
  for (int repetition = 0; repetition < 50; ++repetition) {
    std::vector<Played> processes(1 + draws() % 6, empty(cut));
    for (const Portion& p : portions) add(processes[draws() % processes.size()], p);
    std::shuffle(processes.begin(), processes.end(), draws);
    Played merged = empty(cut);
    for (Played& process : processes) {
      // By way of the disk.
      Played read = empty(cut);
      PlayedFile::read(bytes(process), shape(), read);
      EXPECT_EQ(bytes(read), bytes(process));
      merged.merge(std::move(read));
    }
    ASSERT_TRUE(merged.complete());
    EXPECT_EQ(bytes(merged), expected);
  }
}

// A process that was killed leaves a checkpoint that others may have taken over: what is there
// twice counts once, and what is left out is missing, never wrong.
TEST_P(PlayedTest, WhatIsThereTwiceCountsOnce) {
  const std::string expected = in_order();
  for (int repetition = 0; repetition < 100; ++repetition) {
    std::vector<Played> processes(2 + draws() % 3, empty(cut));
    for (Played& process : processes) {
      for (const Portion& p : portions) {
        if (draws() % 2 == 0) add(process, p);
      }
    }
    Played merged = empty(cut);
    for (Played& process : processes) merged.merge(std::move(process));
    // Playing what it says is missing completes it.
    for (const Portion& p : portions) {
      if (boost::icl::contains(merged.missing(p.seed, p.day), p.portion)) add(merged, p);
    }
    ASSERT_TRUE(merged.complete());
    EXPECT_EQ(bytes(merged), expected);
  }
}

TEST_P(PlayedTest, BytesThatAreNotWholeAreRefused) {
  Played played = empty(cut);
  for (const Portion& p : portions) {
    if (draws() % 3 != 0) add(played, p);
  }
  const std::string whole = bytes(played);
  Played into = empty(cut);
  for (std::size_t length = 0; length < whole.size(); length += 1 + length / 50) {
    EXPECT_THROW(PlayedFile::read(whole.substr(0, length), shape(), into), std::runtime_error);
  }
  for (std::size_t at = 0; at < whole.size(); at += 1 + at / 50) {
    std::string damaged = whole;
    damaged[at] = static_cast<char>(damaged[at] ^ 0x10);
    EXPECT_THROW(PlayedFile::read(damaged, shape(), into), std::runtime_error);
  }
}

// Whoever forges the checksum may say anything: it is refused, or read as something that a run
// could have played, but nothing breaks.
TEST_P(PlayedTest, ForgedBytesDoNoHarm) {
  Played played = empty(cut);
  for (const Portion& p : portions) {
    if (draws() % 3 != 0) add(played, p);
  }
  const std::string whole = bytes(played);
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
    Played into = empty(cut);
    try {
      PlayedFile::read(forged, shape(), into);
      Played merged = empty(cut);
      merged.merge(std::move(into));
    } catch (const std::runtime_error&) {
      ++refused;
    }
  }
  EXPECT_GT(refused, 300);
}

INSTANTIATE_TEST_SUITE_P(All, PlayedTest,
                         testing::Values(Numbers{1, 1}, Numbers{1, 3}, Numbers{4, 1},
                                         Numbers{3, 2}),
                         [](const auto& kind) {
                           return fmt::format("Seeds{}Days{}", kind.param.seeds, kind.param.days);
                         });

TEST(PlayedFile, SaysOfWhichRunItIs) {
  const Cut cut = cut_of(1, 1);
  const PlayedOf of{"0123", "a world", "reprise 9"};
  EXPECT_EQ(PlayedFile::read_header(PlayedFile::write(empty(cut), of)), of);
  EXPECT_THAT([] { PlayedFile::read_header("no checkpoint at all"); },
              ThrowsMessage<std::runtime_error>(testing::HasSubstr("no checkpoint")));
}

// A file that says a seed is complete, and has no sums of it, is none that was written.
TEST(PlayedFile, SumsAreThereForWhatWasPlayed) {
  const Cut cut = cut_of(2, 1);
  std::string forged = "reprise played 3\n";
  forged += std::string("\1h\1w\1p", 6);
  forged += std::string("\2\0\0\1\0", 5);  // two complete seeds without means
  forged += std::string(5, '\0');          // no sums, days, looks, open seeds
  const std::uint64_t checksum = XXH3_64bits(forged.data(), forged.size());
  for (int shift = 0; shift < 64; shift += 8) {
    forged.push_back(static_cast<char>(checksum >> shift));
  }
  Played into = empty(cut);
  EXPECT_THAT([&] { PlayedFile::read(forged, shape(), into); },
              ThrowsMessage<std::runtime_error>("does not fit this run"));
}

TEST(PlayedFile, OfOtherTreatmentsIsRefused) {
  const Cut cut = cut_of(1, 1);
  Played played = empty(cut);
  add(played, {0, 0, 3});
  std::vector<Totals> other = shape();
  other.pop_back();
  Played into = empty(cut);
  EXPECT_THAT([&] { PlayedFile::read(bytes(played), other, into); },
              ThrowsMessage<std::runtime_error>(testing::HasSubstr("does not fit")));
}

}  // namespace
}  // namespace reprise
