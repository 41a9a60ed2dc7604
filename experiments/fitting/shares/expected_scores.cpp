#include "experiments/fitting/shares/expected_scores.h"

#include <algorithm>

#include <tbb/parallel_for.h>

#include "experiments/fitting/shares/truncated_normal.h"

namespace reprise {
namespace {

struct Sums {
  double held_out = 0;
  double squares = 0;
  std::uint64_t n_held_out = 0;
};

}  // namespace

FitQuality expect_scores(const FittingLog& log, const FittedModel& model,
                         std::span<const TrackId> interest_of, const ShareBounds& bounds,
                         std::span<ScoreTarget> targets) {
  constexpr std::size_t kBlock = 4096;
  // Below this weight Newton's step would be long; a share of 0 then pulls a little, and goes on.
  constexpr double kLeastWeight = 0.02;
  const std::size_t n_blocks = (log.sessions.size() + kBlock - 1) / kBlock;
  std::vector<Sums> sums(n_blocks);
  tbb::parallel_for(std::size_t{0}, n_blocks, [&](std::size_t block) {
    Sums& sum = sums[block];
    const std::size_t end = std::min(log.sessions.size(), (block + 1) * kBlock);
    for (std::size_t s = block * kBlock; s < end; ++s) {
      const FittingSession& session = log.sessions[s];
      const FittedListener& listener = model.listeners[session.user];
      for (std::uint64_t i = session.begin; i < session.end; ++i) {
        const FittingStep& step = log.steps[i];
        if (step.use == StepUse::repeated) continue;
        const double score = static_cast<double>(model.score(interest_of[s], step.track));
        const ScoreInterval interval = score_interval(step, listener, bounds);
        const TruncatedNormal off = truncated_normal((interval.low - score) / model.noise,
                                                     (interval.high - score) / model.noise);
        if (step.use == StepUse::fitted) {
          const double weight = std::max(1 - off.variance, kLeastWeight);
          targets[i] = {static_cast<float>(score + model.noise * off.mean / weight),
                        static_cast<float>(weight)};
        } else {
          sum.held_out += off.log_chance;
          sum.squares += off.mean * off.mean + off.variance;
          ++sum.n_held_out;
        }
      }
    }
  });
  Sums all;
  for (const Sums& sum : sums) {
    all.held_out += sum.held_out;
    all.squares += sum.squares;
    all.n_held_out += sum.n_held_out;
  }
  const auto n_held_out = static_cast<double>(std::max<std::uint64_t>(all.n_held_out, 1));
  return {.held_out_log_likelihood = all.held_out / n_held_out,
          .held_out_noise = model.noise * std::sqrt(all.squares / n_held_out),
          .held_out = all.n_held_out};
}

}  // namespace reprise
