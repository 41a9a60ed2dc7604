// Tests half-precision numbers, and inner products of rows of them as NumPy computes them.
#include "sim/numerics/half_dot.h"

#include <cstring>
#include <vector>

#include <boost/align/aligned_allocator.hpp>
#include <gmock/gmock.h>

#include "sim/numerics/dot.h"
#include "sim/random/streams.h"
#include "sim/world/embeddings.h"
#include "tests/sim/instruction_sets.h"

namespace reprise {
namespace {

using Row = std::vector<Half, boost::alignment::aligned_allocator<Half, kRowBytes>>;

Half half_with(std::uint32_t bits) { return {static_cast<std::uint16_t>(bits)}; }

TEST(Half, HasTheValuesOfTheStandard) {
  EXPECT_EQ(value_of({0x0000}), 0.0f);
  EXPECT_EQ(value_of({0x0001}), 0x1p-24f) << "the smallest";
  EXPECT_EQ(value_of({0x03ff}), 1023 * 0x1p-24f) << "the largest subnormal number";
  EXPECT_EQ(value_of({0x0400}), 0x1p-14f);
  EXPECT_EQ(value_of({0x3c00}), 1.0f);
  EXPECT_EQ(value_of({0xc000}), -2.0f);
  EXPECT_EQ(value_of({0x7bff}), 65504.0f);
  EXPECT_EQ(value_of({0x7c00}), std::numeric_limits<float>::infinity());
  EXPECT_TRUE(std::isnan(value_of({0x7e00})));
}

// Every finite half, the middle between it and the next one, and the floats beside the middle.
TEST(Half, RoundsToTheNearestAndHalfToEven) {
  for (std::uint32_t bits = 0; bits < 0x7c00; ++bits) {
    const float here = value_of(half_with(bits));
    ASSERT_EQ(rounded_to_half(here), here) << bits;
    ASSERT_EQ(rounded_to_half(-here), -here) << bits;
    ASSERT_EQ(half_of(here), half_with(bits));
    ASSERT_EQ(half_of(-here), half_with(bits | 0x8000));
    const bool last = bits == 0x7bff;
    const float next = last ? 65536.0f : value_of(half_with(bits + 1));
    const float up = last ? std::numeric_limits<float>::infinity() : next;
    const float middle = here + (next - here) / 2;  // exact in float32
    ASSERT_EQ(rounded_to_half(middle), bits % 2 == 0 ? here : up) << bits;
    ASSERT_EQ(rounded_to_half(std::nextafter(middle, 0.0f)), here) << bits;
    ASSERT_EQ(rounded_to_half(std::nextafter(middle, 1e9f)), up) << bits;
    // A double beside the middle rounds to the middle as a float, and must not be rounded twice.
    const double beside = static_cast<double>(middle);
    ASSERT_EQ(rounded_to_half(std::nextafter(beside, 0.0)), here) << bits;
    ASSERT_EQ(rounded_to_half(std::nextafter(beside, 1e9)), up) << bits;
    ASSERT_EQ(rounded_to_half(-std::nextafter(beside, 1e9)), -up) << bits;
  }
  EXPECT_TRUE(std::isnan(rounded_to_half(std::nanf(""))));
  EXPECT_EQ(rounded_to_half(-1e30f), -std::numeric_limits<float>::infinity());
}

Row random_row(std::size_t n, std::uint64_t seed, double spread) {
  Stream words(stream_key(seed, "half_dot_test"), 0);
  Row row(n);
  for (Half& half : row) {
    half = half_of(rounded_to_half(spread * (2 * uniform_unit(words()) - 1)));
  }
  return row;
}

TEST(HalfDotOnEveryInstructionSet, IsThePlainLoopToTheBit) {
  for (const std::size_t n : {std::size_t{32}, std::size_t{64}, std::size_t{4096}}) {
    for (const double spread : {1.0, 1e-4, 300.0}) {
      std::vector<Row> a;
      std::vector<Row> b;
      for (std::size_t i = 0; i < kMostHalfDots; ++i) {
        a.push_back(random_row(n, 2 * i, spread));
        b.push_back(random_row(n, 2 * i + 1, spread));
      }
      for_each_instruction_set([&] {
        for (std::size_t count = 0; count <= kMostHalfDots; ++count) {
          std::vector<const Half*> rows;
          std::vector<const Half*> others;
          for (std::size_t i = 0; i < count; ++i) {
            rows.push_back(a[i].data());
            others.push_back(b[i].data());
          }
          std::vector<float> results(count, -1);
          half_dots(rows.data(), others.data(), count, n, results.data());
          for (std::size_t i = 0; i < count; ++i) {
            ASSERT_EQ(results[i], half_dot_plain(rows[i], others[i], n)) << i << " of " << count;
          }
        }
      });
    }
  }
}

float dot_of(const Row& a, const Row& b) {
  const Half* row = a.data();
  const Half* other = b.data();
  float result = 0;
  half_dots(&row, &other, 1, a.size(), &result);
  return result;
}

// 2^24 + 1 is 2^24 in float32, so the order of adding shows: one after the other, no partial sums.
TEST(HalfDotOnEveryInstructionSet, AddsOneAfterTheOther) {
  Row a(64);
  Row b(64);
  a[0] = half_of(4096);
  b[0] = half_of(4096);  // 2^24
  for (std::size_t i = 1; i < 33; ++i) a[i] = b[i] = half_of(1);
  a[40] = half_of(-4096);
  b[40] = half_of(4096);
  for_each_instruction_set([&] {
    EXPECT_EQ(dot_of(a, b), 0) << "each 1 is lost in 2^24";
    std::swap(a[0], a[33]);
    std::swap(b[0], b[33]);
    EXPECT_EQ(dot_of(a, b), 32) << "the ones come first";
    std::swap(a[0], a[33]);
    std::swap(b[0], b[33]);
  });
}

// The sum is rounded once: 2048 + 0.5 + 0.5 is 2049, which no half is, and rounds to even.
TEST(HalfDotOnEveryInstructionSet, RoundsTheSumOnce) {
  Row a(32);
  Row b(32);
  for (Half& half : b) half = half_of(1);
  a[0] = half_of(2048);
  a[1] = a[2] = half_of(0.5f);
  a[3] = half_of(0.25f);
  for_each_instruction_set([&] {
    EXPECT_EQ(dot_of(a, b), 2050);
    a[3] = half_of(0);
    EXPECT_EQ(dot_of(a, b), 2048);
    a[3] = half_of(0.25f);
  });
}

TEST(HalfDotOnEveryInstructionSet, WidensEveryNumber) {
  Row halves(0x7c00);
  for (std::uint32_t bits = 0; bits < 0x7c00; ++bits) {
    halves[bits] = half_with(bits | (bits % 3 == 0 ? 0x8000u : 0u));
  }
  for_each_instruction_set([&] {
    RowBuffer floats(halves.size());
    widen(halves.data(), halves.size(), floats.data());
    for (std::size_t i = 0; i < halves.size(); ++i) ASSERT_EQ(floats[i], value_of(halves[i])) << i;
  });
}

}  // namespace
}  // namespace reprise
