#include "sim/sessions/listening.h"

#include <limits>
#include <vector>

#include <gtest/gtest.h>

#include "sim/random/streams.h"

namespace reprise {
namespace {

UserTraits listener(double bias, double sharpness) {
  UserTraits traits;
  traits.consume_bias = bias;
  traits.consume_sharpness = sharpness;
  return traits;
}

TEST(ListeningTime, IsTheLogisticOfTheScore) {
  const UserTraits usual;  // bias 5, sharpness 1
  EXPECT_EQ(listening_time(5, usual, 1), 50);
  EXPECT_EQ(listening_time(7, usual, 1), 88);   // 1/(1 + e^-2) = 0.8808
  EXPECT_EQ(listening_time(3, usual, 1), 12);   // 0.1192
  EXPECT_EQ(listening_time(10, usual, 1), 99);  // 0.9933
  EXPECT_EQ(listening_time(6, listener(5, 2), 1), 88);
  EXPECT_EQ(listening_time(7, listener(5, -1), 1), 12) << "a negative sharpness turns it round";
  EXPECT_EQ(listening_time(1e30f, usual, 1), 100);
  EXPECT_EQ(listening_time(-1e30f, usual, 1), 0);
  EXPECT_EQ(listening_time(123, listener(5, 0), 1), 50);
}

TEST(ListeningTime, FallsWithTheDiscount) {
  const UserTraits usual;
  EXPECT_EQ(listening_time(1e30f, usual, 0.8), 80);
  EXPECT_EQ(listening_time(7, usual, 0.8 * 0.8), 56);  // 0.8808 x 0.64 = 0.5637
  EXPECT_EQ(listening_time(7, usual, 0), 0);
}

// Half of a power of two is exact, so three of these products are ties. NumPy's rint takes the even
// number.
TEST(ListeningTime, RoundsHalfToEven) {
  const UserTraits half = listener(5, 0);
  EXPECT_EQ(listening_time(0, half, 0.25), 12);   // 12.5
  EXPECT_EQ(listening_time(0, half, 0.75), 38);   // 37.5
  EXPECT_EQ(listening_time(0, half, 1.25), 62);   // 62.5
  EXPECT_EQ(listening_time(0, half, 0.0625), 3);  // 3.125
  EXPECT_EQ(listening_time(0, half, 0.5), 25);
}

TEST(ListeningTime, OfAGammaAboveOneIsNotClamped) {
  EXPECT_EQ(listening_time(5, UserTraits{}, 4), 200);
  EXPECT_EQ(listening_time(5, UserTraits{}, 1000), 50'000);
}

TEST(ListeningTime, EndsAtTheMost) {
  EXPECT_EQ(listening_time(5, UserTraits{}, 1e6), 50'000'000);
  EXPECT_EQ(listening_time(5, UserTraits{}, 2e6), kMaxHundredths);
  EXPECT_EQ(listening_time(5, UserTraits{}, 1e300), kMaxHundredths);
  EXPECT_EQ(listening_time(5, UserTraits{}, std::numeric_limits<double>::infinity()),
            kMaxHundredths);
}

// gamma^c overflows to infinity while the share underflows to 0. The product is not a number, and
// the time is 0.
TEST(ListeningTime, OfNothingTimesInfinityIsNothing) {
  EXPECT_EQ(listening_time(-1e30f, UserTraits{}, std::numeric_limits<double>::infinity()), 0);
}

// Measured with NumPy 1.24.2 and SciPy 1.10.1, whose arrays promote as NumPy 2's scalars do:
// expit((np.array([score]) - bias) * sharpness), float16 and float32.
TEST(ListeningShare, InHalfAndInFloatIsThatOfNumPy2) {
  struct Case {
    float score;
    double bias;
    double sharpness;
    float half;
    float single;
  };
  for (const Case& c : {
           Case{-0.10845947265625f, 0.389959, 8.822502, 0x1.8f93ccp-7f, 0x1.8e7c96p-7f},
           {0.3466796875f, 0.154006, 6.902579, 0x1.94d594p-1f, 0x1.94e7e2p-1f},
           {-0.113525390625f, 0.134219, 9.498708, 0x1.637a7cp-4f, 0x1.63906ep-4f},
           {0.145751953125f, 0.454797, 6.347239, 0x1.f8df8ap-4f, 0x1.f90512p-4f},
           {0.93994140625f, 0.115151, 10.033389, 0x1.ffde8ep-1f, 0x1.ffde9ep-1f},
           {0.53662109375f, 0.475624, 7.83632, 0x1.3c13f0p-1f, 0x1.3c0b4ep-1f},
           {-0.02874755859375f, 0.041754, 10.019586, 0x1.524ab8p-2f, 0x1.525338p-2f},
           {0.302490234375f, 0.493112, 12.72927, 0x1.4cb57ap-4f, 0x1.4c7f20p-4f},
           {0.170654296875f, 0.296297, 6.586324, 0x1.3756b4p-2f, 0x1.377810p-2f},
           {-0.02764892578125f, 0.223952, 11.251567, 0x1.c79e96p-5f, 0x1.c81ac4p-5f},
           {0.2122802734375f, 0.162213, 7.304608, 0x1.2e4472p-1f, 0x1.2e4c28p-1f},
       }) {
    EXPECT_EQ(rounded_share(Response::in_half, c.score, c.bias, c.sharpness), c.half) << c.score;
    EXPECT_EQ(rounded_share(Response::in_float, c.score, c.bias, c.sharpness), c.single) << c.score;
  }
  // Far from the bias the exponential overflows, as expf does.
  EXPECT_EQ(rounded_share(Response::in_float, -1e6f, 0, 1), 0);
  EXPECT_EQ(rounded_share(Response::in_half, 60000.0f, 0, 1), 1);
}

TEST(ListeningTime, IsTheDoubleOfPython) {
  EXPECT_EQ(time_of(57), 0.57);
  EXPECT_EQ(time_of(kWholeTrack), 1.0);
  EXPECT_EQ(time_of(0), 0.0);
}

// Each time is tested with the leave draws next to it and with some others.
TEST(ListeningTime, CostsBudgetWhereTheLeaveDrawExceedsIt) {
  Stream anywhere(stream_key(1, "listening_test"), 0);
  for (const Hundredths time : {kMaxHundredths, 1000, 101}) {
    EXPECT_FALSE(costs_budget(0xffffffffu, time));
  }
  for (Hundredths time = 0; time <= kWholeTrack; ++time) {
    std::vector<std::uint32_t> words = {0, 1, 0xfffffffeu, 0xffffffffu, anywhere(), anywhere()};
    const auto next_to_it = static_cast<std::int64_t>(time * 0x1p32 / 100);
    for (std::int64_t word = next_to_it - 2; word <= next_to_it + 2; ++word) {
      if (word >= 0 && word <= 0xffffffff) words.push_back(static_cast<std::uint32_t>(word));
    }
    for (const std::uint32_t word : words) {
      EXPECT_EQ(costs_budget(word, time), uniform_unit(word) > time_of(time))
          << word << " against " << time;
    }
  }
}

}  // namespace
}  // namespace reprise
