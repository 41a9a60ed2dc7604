#include "sim/random/streams.h"

#include <algorithm>
#include <bit>
#include <set>

#include <boost/random/uniform_int_distribution.hpp>
#include <gmock/gmock.h>

#include "sim/random/leave_draws.h"
#include "tests/chi_square.h"

namespace reprise {
namespace {

using testing::ElementsAre;

std::vector<std::uint32_t> words(Stream stream, int n) {
  std::vector<std::uint32_t> drawn;
  for (int i = 0; i < n; ++i) drawn.push_back(stream());
  return drawn;
}

// The words are Random123's known answer for Philox 4x32-10 with counter and key 0 (its
// kat_vectors).
TEST(Stream, IsPhilox) {
  EXPECT_THAT(words(Stream({{0, 0}}, 0), 4),
              ElementsAre(0x6627e8d5u, 0xe169c58du, 0xbc57ac4cu, 0x9b00dbd8u));
}

// Results of published runs depend on these numbers. If the numbers change, every result changes.
TEST(Stream, KeysStayWhatTheyWere) {
  const auto key = [](std::uint64_t seed, std::string_view purpose) {
    const StreamKey made = stream_key(seed, purpose);
    return std::vector<std::uint32_t>(made.begin(), made.end());
  };
  EXPECT_THAT(key(0, ""), ElementsAre(2943010659u, 564295922u));
  EXPECT_THAT(key(1, "user"), ElementsAre(2134547451u, 1676197220u));
  EXPECT_THAT(key(1, "leave"), ElementsAre(1687631757u, 3791099363u));
  EXPECT_THAT(key(0xffffffffffffffffu, "recommender/contextual"),
              ElementsAre(3158410841u, 3428888879u));
}

TEST(Stream, WordsStayWhatTheyWere) {
  EXPECT_THAT(words(Stream(stream_key(1, "leave"), 0x123456789abcdefu, 42), 5),
              ElementsAre(2370339523u, 4272770515u, 1937375603u, 1219505594u, 3079166776u));
  Stream stream(stream_key(31337, "pins"), 7);
  std::vector<std::uint32_t> indices;
  for (const std::uint32_t n : {2u, 10u, 1000u, 50'000u, 4'000'000'000u}) {
    indices.push_back(uniform_index(stream, n));
  }
  EXPECT_THAT(indices, ElementsAre(1u, 3u, 528u, 16329u, 3280176728u));
}

TEST(Stream, AddressesDoNotDependOnOrder) {
  const StreamKey key = stream_key(5, "order");
  std::vector<std::vector<std::uint32_t>> forwards(20);
  std::vector<std::vector<std::uint32_t>> backwards(20);
  for (std::uint32_t i = 0; i < 20; ++i) forwards[i] = words(Stream(key, i / 4, i % 4), 9);
  for (std::uint32_t i = 20; i-- > 0;) backwards[i] = words(Stream(key, i / 4, i % 4), 9);
  EXPECT_EQ(forwards, backwards);
}

TEST(Stream, DifferentAddressesShareNothing) {
  std::set<std::uint32_t> seen;
  std::size_t drawn = 0;
  const auto take = [&](const Stream& stream) {
    for (const std::uint32_t word : words(stream, 8)) {
      seen.insert(word);
      ++drawn;
    }
  };
  for (const std::uint64_t seed : {0u, 1u, 2u, 3u}) {
    for (const char* purpose : {"user", "leave", "leavf", ""}) {
      for (const std::uint64_t episode :
           {std::uint64_t{0}, std::uint64_t{1}, std::uint64_t{1} << 32}) {
        for (const std::uint32_t index : {0u, 1u}) {
          take(Stream(stream_key(seed, purpose), episode, index));
        }
      }
    }
  }
  // There are 768 words of 32 bits. The chance that any two agree is below 768^2 / 2^33 = 7e-5.
  EXPECT_EQ(seen.size(), drawn);
}

// The words of one seed and of the next differ in half of their bits, as unrelated words do.
TEST(Stream, NeighbouringSeedsAreUnrelated) {
  constexpr int kWords = 1000;
  int differing = 0;
  for (std::uint64_t seed = 0; seed < kWords; ++seed) {
    const std::uint32_t a = words(Stream(stream_key(seed, "x"), 0), 1)[0];
    const std::uint32_t b = words(Stream(stream_key(seed + 1, "x"), 0), 1)[0];
    differing += std::popcount(a ^ b);
  }
  // 32 000 fair bits have a standard deviation of sqrt(32 000)/2 = 89.4; a deviation of 4.9 of
  // these has a chance of 1e-6.
  EXPECT_NEAR(differing, 16 * kWords, 4.9 * 89.5);
}

TEST(UniformIndex, IsUniform) {
  for (const std::uint32_t n : {2u, 3u, 10u, 100u}) {
    std::vector<std::uint64_t> counts(n, 0);
    for (std::uint32_t episode = 0; episode < 1000 * n; ++episode) {
      Stream stream(stream_key(9, "uniform"), episode);
      ++counts[uniform_index(stream, n)];
    }
    const std::vector<double> chances(n, 1.0 / n);
    EXPECT_LT(chi_square(counts, chances), chi_square_limit(n)) << n;
  }
}

TEST(UniformIndex, OfOneValueDrawsNothing) {
  Stream stream(stream_key(1, "one"), 0);
  EXPECT_EQ(uniform_index(stream, 1), 0u);
  EXPECT_EQ(uniform_index(stream, 0), 0u);
  EXPECT_EQ(stream(), words(Stream(stream_key(1, "one"), 0), 1)[0]);
}

TEST(UniformIndex, IsBoosts) {
  Stream sizes(stream_key(1, "sizes"), 0);
  for (std::uint32_t episode = 0; episode < 20'000; ++episode) {
    // The sizes have all magnitudes. They include powers of two, numbers next to them, and a size
    // that rejects half of the words.
    const std::uint32_t any = std::max(2u, sizes() >> (episode % 31));
    for (const std::uint32_t n : {any, std::bit_ceil(any >> 1) + episode % 3, 0x80000001u}) {
      Stream one(stream_key(1, "boost"), episode);
      Stream other(stream_key(1, "boost"), episode);
      boost::random::uniform_int_distribution<std::uint32_t> boosts(0, n - 1);
      for (int i = 0; i < 5; ++i) ASSERT_EQ(uniform_index(one, n), boosts(other)) << n;
    }
  }
}

TEST(UniformIndex, IsGuessed) {
  const UniformIndex index(100);
  for (std::uint32_t episode = 0; episode < 1000; ++episode) {
    Stream stream(stream_key(1, "guessed"), episode);
    for (int i = 0; i < 5; ++i) {
      const std::uint32_t guess = index.guess(stream);
      EXPECT_EQ(guess, index(stream)) << "of words that are never left out: 96 of 2^32 would be";
    }
  }
}

// The stream is set up so that its next words are those at the ends of a range, where the
// multiplication that replaces the division could go wrong.
TEST(UniformIndexOfMany, IsUniformIndex) {
  constexpr std::uint32_t kLast = 0xffffffffu;
  Stream some(stream_key(1, "test"), 0);
  std::vector<std::uint32_t> numbers = {1, 2, 3, 5, 7, 10, 100, 641, 50'000, 65'536, 1u << 31};
  for (std::uint32_t i = 0; i < 20; ++i) numbers.insert(numbers.end(), {kLast - i, some()});
  for (const std::uint32_t n : numbers) {
    const UniformIndex one(n);
    const UniformIndexOfMany many(n);
    const std::uint32_t length = n > 1 ? UniformIndex::length_of(n) : kLast;
    for (std::uint32_t i = 0; i < 200; ++i) {
      const std::uint32_t edge = uniform_index(some, n) * length;
      Stream stream(stream_key(2, "test"), n, i);
      stream.go_to(i, {{edge - 1, edge, edge + 1, kLast - i}});
      Stream same = stream;
      for (int draw = 0; draw < 4; ++draw) ASSERT_EQ(many(stream), one(same)) << n << ", " << edge;
    }
  }
}

TEST(UniformIndex, StaysBelow) {
  Stream stream(stream_key(1, "below"), 0);
  for (const std::uint32_t n : {2u, 7u, 0x80000001u, 0xffffffffu}) {
    for (int i = 0; i < 1000; ++i) EXPECT_LT(uniform_index(stream, n), n);
  }
}

TEST(UniformUnit, IsAtLeastZeroAndBelowOne) {
  EXPECT_EQ(uniform_unit(0), 0.0);
  EXPECT_LT(uniform_unit(0xffffffffu), 1.0);
  EXPECT_EQ(uniform_unit(0x80000000u), 0.5);
}

TEST(LeaveDraws, AreTheWordsOfTheirStream) {
  const StreamKey key = stream_key(3, "leave");
  LeaveDraws draws;
  draws.start(key, 77);
  Stream stream(key, 77);
  for (std::uint32_t step = 0; step < 23; ++step) {
    EXPECT_EQ(draws.at(step), uniform_unit(stream())) << step;
  }
}

TEST(LeaveDraws, InAnyOrderAreTheSame) {
  const StreamKey key = stream_key(3, "leave");
  LeaveDraws in_order;
  in_order.start(key, 5);
  std::vector<double> expected;
  for (std::uint32_t step = 0; step < 40; ++step) expected.push_back(in_order.at(step));
  LeaveDraws draws;
  draws.start(key, 5);
  for (std::uint32_t i = 0; i < 40; ++i) {
    const std::uint32_t step = i * 17 % 40;
    EXPECT_EQ(draws.at(step), expected[step]);
  }
  draws.start(key, 6);
  EXPECT_NE(draws.at(0), expected[0]) << "nothing is kept of the episode before";
  draws.start(key, 5);
  EXPECT_EQ(draws.at(0), expected[0]);
}

}  // namespace
}  // namespace reprise
