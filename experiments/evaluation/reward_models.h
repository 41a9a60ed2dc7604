// Linear models of rewards, fitted on one half of a log and used on the other: the direct method.
#pragma once

#include <span>
#include <vector>

#include "experiments/evaluation/logged_sessions.h"
#include "experiments/evaluation/reward_features.h"

namespace reprise {

/// The predictions of StepRewards, by step.
struct Predictions {
  std::vector<double> predicted;
  std::vector<double> expected;
  std::vector<double> predicted_to_go;
  std::vector<double> expected_to_go;
};

/// The predictions of one metric for one policy. A step's prediction is linear in its features. Of
/// a step's reward by least squares; of the rewards to the session's end, when the policy goes on,
/// by LSTD-Q (Lagoudakis and Parr, "Least-squares policy iteration", 2003): the prediction at a
/// step is the reward plus the policy's expectation at the next step, in the mean over the log and
/// over each feature. `half` is 0 or 1 by session; sessions of one half are predicted by the models
/// that were fitted on the other. `logged` has the features of the logged tracks, `expected` their
/// means over the policy's choices, both by step. Pure.
Predictions predict(const LoggedSessions& log, std::span<const std::uint8_t> half,
                    std::span<const Features> logged, std::span<const Features> expected,
                    std::span<const double> reward);

}  // namespace reprise
