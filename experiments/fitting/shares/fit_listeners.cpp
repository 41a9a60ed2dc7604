#include "experiments/fitting/shares/fit_listeners.h"

#include <algorithm>

#include <tbb/parallel_for.h>

#include "experiments/fitting/shares/truncated_normal.h"

namespace reprise {
namespace {

// The derivative of an interval's log chance by a common factor of its ends: the ends move by `low`
// and `high` (in units of the noise) per unit. Where the interval is narrow, it is that of the
// density at its middle.
double by_scale(const TruncatedNormal& off, double from, double to, double low, double high) {
  // After many plays of an artist even a whole share rounds to 0, which then says nothing.
  if (std::isinf(low) && std::isinf(high)) return 0;
  if (std::isinf(low)) return off.mean * high;
  if (std::isinf(high)) return off.mean * low;
  if ((to - from) * std::max(1.0, std::min(std::abs(from), std::abs(to))) < 0.1 ||
      off.log_chance < -300)
    return off.mean * 0.5 * (low + high) - 1;
  constexpr double kDensity = 0.3989422804014327;
  const double chance = std::exp(off.log_chance);
  return kDensity * (std::exp(-0.5 * from * from) * low - std::exp(-0.5 * to * to) * high) / chance;
}

void fit_listener(const FittingLog& log, const FittedModel& model,
                  std::span<const TrackId> interest_of, const ShareBounds& bounds,
                  std::uint32_t user, FittedListener& listener, std::vector<double>& scores) {
  scores.clear();
  for (std::uint64_t s = log.sessions_begin[user]; s < log.sessions_begin[user + 1]; ++s) {
    for (std::uint64_t i = log.sessions[s].begin; i < log.sessions[s].end; ++i) {
      if (log.steps[i].use != StepUse::fitted) continue;
      scores.push_back(static_cast<double>(model.score(interest_of[s], log.steps[i].track)));
    }
  }
  constexpr int kSteps = 4;
  constexpr double kEnough = 0.05;  // of a standard error
  constexpr double kMost = 50;      // of one step's derivatives, in standard deviations
  double log_sharpness = std::log(listener.sharpness);
  const double tight_sharpness = 1 / (model.log_sharpness_spread * model.log_sharpness_spread);
  const double tight_bias = 1 / (model.bias_spread * model.bias_spread);
  for (int round = 0; round < kSteps; ++round) {
    double g_sharpness = -log_sharpness * tight_sharpness;
    double g_bias = (model.mean_bias - listener.bias) * tight_bias;
    double h_sharpness = tight_sharpness;
    double h_both = 0;
    double h_bias = tight_bias;
    const double scale = 1 / (std::exp(log_sharpness) * model.noise);
    auto score = scores.begin();
    for (std::uint64_t s = log.sessions_begin[user]; s < log.sessions_begin[user + 1]; ++s) {
      for (std::uint64_t i = log.sessions[s].begin; i < log.sessions[s].end; ++i) {
        const FittingStep& step = log.steps[i];
        if (step.use != StepUse::fitted) continue;
        const ShareBounds::Interval& odds = bounds.of(step.share, step.earlier);
        const double low = odds.low * scale;
        const double high = odds.high * scale;
        const double shift = (listener.bias - *score++) / model.noise;
        const TruncatedNormal off = truncated_normal(low + shift, high + shift);
        const double d_bias = std::clamp(-off.mean / model.noise, -kMost, kMost);
        const double d_sharpness =
            std::clamp(by_scale(off, low + shift, high + shift, low, high), -kMost, kMost);
        g_bias += d_bias;
        g_sharpness += d_sharpness;
        h_bias += d_bias * d_bias;
        h_both += d_bias * d_sharpness;
        h_sharpness += d_sharpness * d_sharpness;
      }
    }
    const double determinant = h_sharpness * h_bias - h_both * h_both;
    const double by_sharpness =
        std::clamp((h_bias * g_sharpness - h_both * g_bias) / determinant, -0.5, 0.5);
    const double by_bias =
        std::clamp((h_sharpness * g_bias - h_both * g_sharpness) / determinant, -2.0, 2.0);
    log_sharpness += by_sharpness;
    listener.bias += by_bias;
    log_sharpness = std::clamp(log_sharpness, -3.0, 3.0);
    listener.sharpness = std::exp(log_sharpness);
    listener.bias_error = std::sqrt(h_sharpness / determinant);
    listener.log_sharpness_error = std::sqrt(h_bias / determinant);
    // The next sweep moves scores by more than what is left.
    if (std::abs(by_bias) < kEnough * listener.bias_error &&
        std::abs(by_sharpness) < kEnough * listener.log_sharpness_error) {
      break;
    }
  }
}

// What users are like. The spread of estimates is that of users and of errors together.
void learn_spread(FittedModel& model) {
  const auto n = static_cast<double>(std::max<std::size_t>(model.listeners.size(), 1));
  double bias = 0;
  for (const FittedListener& listener : model.listeners) bias += listener.bias;
  bias /= n;
  double bias_square = 0;
  double sharpness_square = 0;
  for (const FittedListener& listener : model.listeners) {
    const double off = listener.bias - bias;
    const double log_sharpness = std::log(listener.sharpness);
    bias_square += off * off + listener.bias_error * listener.bias_error;
    sharpness_square +=
        log_sharpness * log_sharpness + listener.log_sharpness_error * listener.log_sharpness_error;
  }
  model.mean_bias = bias;
  model.bias_spread = std::sqrt(bias_square / n + 0.01);
  model.log_sharpness_spread = std::sqrt(sharpness_square / n + 0.001);
}

}  // namespace

void fit_listeners(const FittingLog& log, FittedModel& model, std::span<const TrackId> interest_of,
                   const ShareBounds& bounds) {
  constexpr std::size_t kBlock = 64;
  const std::size_t n_blocks = (log.n_users() + kBlock - 1) / kBlock;
  tbb::parallel_for(std::size_t{0}, n_blocks, [&](std::size_t block) {
    std::vector<double> scores;
    const std::size_t end = std::min(log.n_users(), (block + 1) * kBlock);
    for (auto user = static_cast<std::uint32_t>(block * kBlock); user < end; ++user) {
      fit_listener(log, model, interest_of, bounds, user, model.listeners[user], scores);
    }
  });
  learn_spread(model);
}

float normalise_scale(FittedModel& model) {
  double mean = 0;
  for (const FittedListener& listener : model.listeners) mean += std::log(listener.sharpness);
  mean /= static_cast<double>(std::max<std::size_t>(model.listeners.size(), 1));
  const double scale = std::exp(mean);
  for (FittedListener& listener : model.listeners) {
    listener.sharpness /= scale;
    listener.bias *= scale;
    listener.bias_error *= scale;
  }
  model.noise *= scale;
  model.first_track_score *= scale;
  model.mean_bias *= scale;
  model.bias_spread *= scale;
  const auto factor = static_cast<float>(std::sqrt(scale));
  for (std::size_t i = 0; i < model.rows.size(); ++i) {
    float* row = model.rows.row(i);
    for (std::size_t k = 0; k < model.rows.stride(); ++k) row[k] *= factor;
  }
  return factor;
}

}  // namespace reprise
