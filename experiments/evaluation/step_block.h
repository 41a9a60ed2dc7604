// The steps of some whole sessions of a log, few enough to stay in a processor's nearest caches
// while all off-policy estimators read them.
#pragma once

#include <cstdint>
#include <functional>
#include <span>
#include <vector>

#include "experiments/evaluation/logged_sessions.h"

namespace reprise {

/// What estimators are given.
struct OffPolicyProblem {
  const LoggedSessions& log;
  // By step: the probability with which the target names the logged track, given what the session
  // had come to.
  std::span<const double> target;
  StepRewards rewards;
};

/// Some sessions, one after another. Columns are by step unless they say otherwise; those of
/// predictions are empty without a model.
struct StepBlock {
  std::span<const std::uint32_t> begin;  // n_sessions + 1 offsets of the sessions' steps
  std::span<const std::uint32_t> place;  // in its session: 0 for the first step
  std::span<const std::uint32_t> state;
  std::span<const std::uint32_t> next_state;  // n_states of the log where the session ends

  std::span<const double> target;        // probability of the logged track under the target
  std::span<const double> weight;        // target / logging probability
  std::span<const double> product;       // of the session's weights up to and with this step
  std::span<const double> last_product;  // by session: of all its weights; 1 without steps

  std::span<const double> reward;
  std::span<const double> total_reward;  // by session
  std::span<const double> expected;
  std::span<const double> error;  // reward - predicted
  std::span<const double> expected_to_go;
  // The error of the model of rewards to come: the reward, plus what is expected to come from the
  // next step on, minus what was predicted to come from this step on.
  std::span<const double> error_to_go;

  std::size_t n_sessions() const { return begin.size() - 1; }
  std::size_t n_steps() const { return place.size(); }
};

/// Reads a log block by block.
class StepBlocks {
 public:
  using Visit = std::function<void(const StepBlock& block, std::size_t first)>;

  /// The problem must outlive the object.
  explicit StepBlocks(const OffPolicyProblem& problem);

  /// Returns the largest number of steps, and of sessions, of a block.
  std::size_t most() const { return most_; }

  /// Calls visit(block, number of the block's first session) for all sessions in their order. The
  /// block is valid until visit returns.
  void for_each(const Visit& visit);
  /// The same from the last block to the first: what was read last may still be in a cache.
  void for_each_backwards(const Visit& visit);

 private:
  void load(std::size_t first, std::size_t last);

  const OffPolicyProblem& problem_;
  std::size_t most_;
  std::vector<std::size_t> first_ = {0};  // sessions of the blocks, and the end
  StepBlock block_;
  std::vector<std::uint32_t> begin_, place_, next_state_;
  std::vector<double> weight_, product_, last_product_, total_reward_, error_, error_to_go_;
};

}  // namespace reprise
