#include "recommenders/training/pairs.h"

#include <cmath>
#include <thread>

#include <gmock/gmock.h>

#include "tests/temporary_folder.h"

namespace reprise {
namespace {

using testing::AllOf;
using testing::ElementsAre;
using testing::HasSubstr;
using testing::StartsWith;
using testing::ThrowsMessage;

std::vector<Pair> all(const PairLog& log) {
  std::vector<Pair> pairs;
  log.for_each([&](const Pair& pair) { pairs.push_back(pair); });
  return pairs;
}

TEST(PairLog, IsReadInTheOrderOfBlockNumbers) {
  PairLog log(3, 5);
  log.add_block(7, {{2, 4, 100}});
  log.add_block(1, {{0, 0, 0}, {1, 1, 1}});
  log.add_block(4, {});
  EXPECT_EQ(log.size(), 3u);
  EXPECT_THAT(all(log), ElementsAre(Pair{0, 0, 0}, Pair{1, 1, 1}, Pair{2, 4, 100}));
}

TEST(PairLog, DoesNotDependOnWhoFillsIt) {
  PairLog by_one(100, 100);
  PairLog by_many(100, 100);
  const auto block = [](std::uint32_t i) {
    return std::vector<Pair>(10, {i % 100, (i * 7) % 100, static_cast<Hundredths>(i)});
  };
  for (std::uint32_t i = 0; i < 64; ++i) by_one.add_block(i, block(i));
  std::vector<std::thread> threads;
  for (std::uint32_t t = 0; t < 4; ++t) {
    threads.emplace_back([&, t] {
      for (std::uint32_t i = 64; i-- > 0;) {
        if (i % 4 == t) by_many.add_block(i, block(i));
      }
    });
  }
  for (std::thread& thread : threads) thread.join();
  EXPECT_EQ(all(by_one), all(by_many));
}

TEST(PairLog, RefusesWhatIsOutOfRange) {
  PairLog log(3, 5);
  EXPECT_THROW(log.add_block(0, {{3, 0, 0}}), UserError);
  EXPECT_THROW(log.add_block(0, {{0, 5, 0}}), UserError);
  EXPECT_THROW(log.add_block(0, {{0, 0, -1}}), UserError);
  EXPECT_THAT(
      [&] {
        log.add_block(0, {{0, 0, kMaxHundredths + 1}});
      },
      ThrowsMessage<UserError>(HasSubstr("100000001 hundredths")));
  EXPECT_TRUE(log.empty());
  // A gamma above 1 gives times longer than a whole track.
  EXPECT_NO_THROW(log.add_block(0, {{0, 0, 250}}));
}

TEST(HundredthsOf, RoundsAndRefusesWhatIsNoTime) {
  const Place place{"log.json", 3, 0};
  EXPECT_EQ(hundredths_of(0, place), 0);
  EXPECT_EQ(hundredths_of(0.07, place), 7);
  EXPECT_EQ(hundredths_of(1.5, place), 150);
  constexpr double kInfinity = std::numeric_limits<double>::infinity();
  for (const double wrong : {std::nan(""), -0.01, kInfinity, -kInfinity, 1e7}) {
    EXPECT_THAT([&] { hundredths_of(wrong, place); },
                ThrowsMessage<UserError>(StartsWith("log.json:3: a time is")))
        << wrong;
  }
}

TEST(ReadPairs, ReadsJsonLines) {
  const TemporaryFolder folder;
  PairLog log(2, 3);
  read_pairs(folder.write("log.json",
                          "{\"context\": 1, \"track\": 2, \"time\": 0.25}\n"
                          "{\"context\": 0, \"track\": 0, \"time\": 1}\n"),
             log);
  EXPECT_THAT(all(log), ElementsAre(Pair{1, 2, 25}, Pair{0, 0, 100}));
}

TEST(ReadPairs, NamesTheLineThatIsWrong) {
  const TemporaryFolder folder;
  const char* good = "{\"context\": 1, \"track\": 2, \"time\": 0.25}\n";
  for (const char* bad :
       {"{\"context\": 2, \"track\": 2, \"time\": 0.25}",
        "{\"context\": 1, \"track\": 3, \"time\": 0.25}",
        "{\"context\": 1, \"track\": 2, \"time\": NaN}",
        "{\"context\": 1, \"track\": 2, \"time\": -0.25}",
        "{\"context\": 1, \"track\": 2, \"time\": null}", "{\"context\": 1, \"track\": 2}"}) {
    PairLog log(2, 3);
    const std::string path = folder.write("log.json", std::string(good) + bad + "\n");
    EXPECT_THAT([&] { read_pairs(path, log); }, ThrowsMessage<UserError>(StartsWith(path + ":2")))
        << bad;
  }
}

}  // namespace
}  // namespace reprise
