// Computes the objective of the embedding ranker for one pair, and its gradient, in plain code. The
// fast loops are tested against it.
#pragma once

#include <span>
#include <vector>

namespace reprise {

/// The objective 1/2 (<c, t> - time)^2 + 1/2 ridge_c |c|^2 + 1/2 ridge_t |t|^2 and its derivatives.
struct PairGradient {
  double error = 0;  // <c, t> - time
  double objective = 0;
  std::vector<double> context;
  std::vector<double> track;
};

/// Computes the objective and its gradient. `context` and `track` are rows of one length; `time` is
/// a share of the track. Pure.
PairGradient pair_gradient(std::span<const float> context, std::span<const float> track,
                           double time, double ridge_context, double ridge_track);

}  // namespace reprise
