#include "sim/generator/preset_response.h"

#include <cmath>

#include <gtest/gtest.h>

namespace reprise {
namespace {

// The declared moments are those of the draws: fits print them as what a preset has.
TEST(PresetResponse, HasItsMoments) {
  constexpr int kUsers = 200'000;
  const StreamKey key = stream_key(7, "test/preset response");
  double bias = 0;
  double squares_of_bias = 0;
  double log_sharpness = 0;
  double squares_of_log = 0;
  for (int user = 0; user < kUsers; ++user) {
    Stream stream(key, static_cast<std::uint64_t>(user));
    const PresetResponse response = draw_preset_response(stream);
    ASSERT_GE(response.bias, 0);
    ASSERT_LE(response.bias, 10);
    ASSERT_GE(response.sharpness, 0.5);
    ASSERT_LE(response.sharpness, 2);
    bias += response.bias;
    squares_of_bias += response.bias * response.bias;
    log_sharpness += std::log(response.sharpness);
    squares_of_log += std::log(response.sharpness) * std::log(response.sharpness);
  }
  // Five standard errors of the means, and about as many of the deviations.
  const double root = std::sqrt(kUsers);
  const auto deviation = [](double sum, double squares) {
    return std::sqrt(squares / kUsers - sum / kUsers * sum / kUsers);
  };
  EXPECT_NEAR(bias / kUsers, preset_bias().mean, 5 * preset_bias().deviation / root);
  EXPECT_NEAR(deviation(bias, squares_of_bias), preset_bias().deviation,
              5 * preset_bias().deviation / root);
  EXPECT_NEAR(log_sharpness / kUsers, preset_log_sharpness().mean,
              5 * preset_log_sharpness().deviation / root);
  EXPECT_NEAR(deviation(log_sharpness, squares_of_log), preset_log_sharpness().deviation,
              5 * preset_log_sharpness().deviation / root);
}

}  // namespace
}  // namespace reprise
