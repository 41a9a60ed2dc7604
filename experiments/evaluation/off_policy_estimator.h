// The registry of off-policy estimators: each says from one policy's log what another policy would
// be worth. An estimator is one new file.
//
// All estimators read a log together, block by block (StepBlock), because reading it from memory
// takes longer than computing:
//   for each block: sum terms of means by session and user; add sums of ratios
//   settle the ratios
//   for each block: sum what ratios say of influences by session and user
#pragma once

#include <memory>
#include <span>
#include <string>
#include <tuple>
#include <vector>

#include "experiments/evaluation/step_block.h"
#include "sim/support/registered.h"

namespace reprise {

/// The value of a policy, the mean over sessions of the sum of a session's rewards, as one
/// estimator sees it.
struct OffPolicyEstimate {
  double value = 0;
  double squares = 0;  // the sum over users of the square of the user's influence
  // Why there is no value, in plain words; empty if there is one.
  std::string refusal;
};

/// Estimates from one log, in the order of their estimators.
class OffPolicyEstimates {
 public:
  /// Fills in the sums of squares, and refuses what is too large to add up. `influences` has a row
  /// for each user and a column for each estimate, which may be in another order: estimate i has
  /// the column columns[i].
  OffPolicyEstimates(std::vector<OffPolicyEstimate> estimates, std::size_t n_users,
                     std::vector<double> influences, std::vector<std::size_t> columns);

  const OffPolicyEstimate& operator[](std::size_t i) const { return estimates_[i]; }
  std::size_t n_users() const { return n_users_; }
  /// Returns the derivative of value i by the user's weight in the log, divided by the number of
  /// users. The sum over users is 0. The variance of the value over logs of other users follows
  /// from it, and that of a difference of two values of one log from the differences of their
  /// influences. The estimate is not refused.
  double influence(std::size_t i, std::size_t user) const {
    return influences_[user * columns_.size() + columns_[i]];
  }

 private:
  std::vector<OffPolicyEstimate> estimates_;
  std::size_t n_users_;
  std::vector<double> influences_;
  std::vector<std::size_t> columns_;
};

/// A part of an estimate that is made of ratios of sums over the log. It is used by one thread.
class RatioEstimate {
 public:
  RatioEstimate() = default;
  RatioEstimate(const RatioEstimate&) = delete;
  RatioEstimate& operator=(const RatioEstimate&) = delete;
  virtual ~RatioEstimate() = default;

  /// Adds the block to the sums. Blocks come in their order, each once.
  virtual void add(const StepBlock& block) = 0;
  /// Makes the ratios, after the last block. Returns why there is no value, in plain words, or "".
  virtual std::string settle() = 0;
  /// Returns the value. After settle(), if it has not refused.
  virtual double value() const = 0;
  /// Sets what each step of the block adds to the influence of its user, and what each session
  /// adds besides: spans of n_steps and n_sessions elements. After settle(), if it has not refused.
  virtual void influence(const StepBlock& block, std::span<double> of_steps,
                         std::span<double> of_sessions) const = 0;
};

/// What an estimator is made of: a mean, ratios, or the sum of both.
struct OffPolicyEstimator {
  static constexpr const char* kind = "off-policy estimator";

  std::string name;
  int place = 0;             // in lists
  std::string help;          // the definition, in a line
  bool weighs = true;        // it weighs logged steps, so it cannot see what the log never shows
  bool needs_model = false;  // it uses predictions (StepRewards)
  // The mean over sessions of the sum of `of_steps` over a session's steps, plus `of_sessions`.
  // They set all elements of `terms`, which has one for each step, or session, of the block. Pure.
  void (*of_steps)(const StepBlock& block, std::span<double> terms) = nullptr;
  void (*of_sessions)(const StepBlock& block, std::span<double> terms) = nullptr;
  // Thread-safe.
  std::unique_ptr<RatioEstimate> (*ratios)(const LoggedSessions& log) = nullptr;

  bool has_mean() const { return of_steps != nullptr || of_sessions != nullptr; }
  std::tuple<int, const std::string&> order() const { return {place, name}; }
};

using OffPolicyEstimatorRegistration = EntryRegistration<OffPolicyEstimator>;

/// Returns all estimators, by place.
inline const std::vector<OffPolicyEstimator>& off_policy_estimators() {
  return Registered<OffPolicyEstimator>::instance().all();
}

/// Returns the estimates in the order of the estimators. One refuses where it needs a model and
/// there is none, where the log has no session, and where weights are too large to add up. The same
/// bits whichever estimators there are besides. Takes a number for each user and
/// estimator. Thread-safe.
OffPolicyEstimates estimate_off_policy(std::span<const OffPolicyEstimator* const> estimators,
                                       const OffPolicyProblem& problem);

/// The plain mean of the log, as an estimator that is not registered: the value of the logging
/// policy itself.
extern const OffPolicyEstimator logged_mean;

}  // namespace reprise
