// Off-policy estimators beside Open Bandit Pipeline (ope_vectors.json; shared/ope.md has the
// definitions), logs that are computed by hand, and intervals.
#include <cmath>
#include <fstream>
#include <map>
#include <numeric>

#include <fmt/format.h>
#include <gmock/gmock.h>
#include <nlohmann/json.hpp>

#include "experiments/evaluation/off_policy_interval.h"

namespace reprise {
namespace {

using nlohmann::json;
using testing::HasSubstr;

json vectors() {
  std::ifstream file(REPRISE_TEST_FOLDER "/evaluation/ope_vectors.json");
  return json::parse(file);
}

// A log of `n` sessions of `length` steps, each by a user of its own.
LoggedSessions log_of(const std::vector<double>& propensity, std::size_t length) {
  LoggedSessions log;
  log.propensity = propensity;
  for (std::size_t k = length; k <= propensity.size(); k += length) {
    log.user.push_back(static_cast<std::uint32_t>(log.user.size()));
    log.begin.push_back(k);
  }
  log.n_users = static_cast<std::uint32_t>(log.user.size());
  log.state.resize(propensity.size());
  return log;
}

// One estimate with its users' influences.
struct Estimated : OffPolicyEstimate {
  std::vector<double> influence;
};

Estimated with_influence(const OffPolicyEstimates& estimates, std::size_t i) {
  Estimated estimated{estimates[i], {}};
  for (std::size_t user = 0; user < estimates.n_users(); ++user) {
    if (estimated.refusal.empty()) estimated.influence.push_back(estimates.influence(i, user));
  }
  return estimated;
}

OffPolicyEstimates estimate_by(const char* name, const LoggedSessions& log,
                               const std::vector<double>& target, const StepRewards& rewards) {
  const OffPolicyEstimator* const estimator = Registered<OffPolicyEstimator>::instance().find(name);
  return estimate_off_policy({&estimator, 1}, {log, target, rewards});
}

Estimated estimated(const char* name, const LoggedSessions& log, const std::vector<double>& target,
                    const StepRewards& rewards) {
  return with_influence(estimate_by(name, log, target, rewards), 0);
}

TEST(OffPolicyEstimators, OfSingleChoicesAreThoseOfOpenBanditPipeline) {
  const std::map<std::string, const char*> names = {{"ipw", "step_is"},
                                                    {"ipw_lambda_5", "truncated_step_is"},
                                                    {"snipw", "sn_step_is"},
                                                    {"dm", "direct_step"},
                                                    {"dr", "step_dr"},
                                                    {"sndr", "sn_step_dr"},
                                                    {"switch_dr_2", "switch_step_dr"},
                                                    {"dros_1", "shrunk_step_dr"},
                                                    {"sg_ipw_.1", "sub_gaussian_step_is"},
                                                    {"replay", "replay"}};
  std::size_t compared = 0;
  const json all = vectors();
  for (const json& one : all["single"]) {
    SCOPED_TRACE(one["name"].get<std::string>());
    const auto action = one["action"].get<std::vector<std::size_t>>();
    const auto reward = one["reward"].get<std::vector<double>>();
    const auto propensity = one["propensity"].get<std::vector<double>>();
    std::vector<double> target;
    std::vector<double> predicted;
    std::vector<double> expected;
    for (std::size_t i = 0; i < action.size(); ++i) {
      const auto of_row = one["target_probabilities"][i].get<std::vector<double>>();
      const auto q = one["predicted_reward"][i].get<std::vector<double>>();
      target.push_back(of_row[action[i]]);
      predicted.push_back(q[action[i]]);
      expected.push_back(std::inner_product(q.begin(), q.end(), of_row.begin(), 0.0));
    }
    const LoggedSessions log = log_of(propensity, 1);
    for (const auto& [theirs, ours] : names) {
      const Estimated estimate =
          estimated(ours, log, target, {reward, predicted, expected, predicted, expected});
      const json& value = one["estimates"].at(theirs);
      if (value == "nan") {
        EXPECT_THAT(estimate.refusal, HasSubstr("none of the policy's choices")) << theirs;
        continue;
      }
      // Theirs is 0 where nothing matches; we say so instead.
      if (theirs == "replay" && value == 0.0 && !estimate.refusal.empty()) {
        EXPECT_THAT(estimate.refusal, HasSubstr("nowhere sure"));
        continue;
      }
      EXPECT_EQ(estimate.refusal, "") << theirs;
      EXPECT_NEAR(estimate.value, value.get<double>(), 1e-9) << theirs;
      ++compared;
    }
    // One choice a session: estimators of whole sessions are those of steps.
    const StepRewards rewards{reward, predicted, expected, predicted, expected};
    for (const auto& [whole, step] : {std::pair{"trajectory_is", "step_is"},
                                      {"per_decision_is", "step_is"},
                                      {"sn_trajectory_is", "sn_step_is"},
                                      {"sn_per_decision_is", "sn_step_is"},
                                      {"marginalised_is", "sn_step_is"},
                                      {"sequential_dr", "step_dr"},
                                      {"sn_sequential_dr", "sn_step_dr"},
                                      {"fitted_q", "direct_step"}}) {
      const Estimated a = estimated(whole, log, target, rewards);
      const Estimated b = estimated(step, log, target, rewards);
      ASSERT_EQ(a.refusal.empty(), b.refusal.empty()) << whole;
      if (!a.refusal.empty()) continue;
      EXPECT_NEAR(a.value, b.value, 1e-9) << whole;
      for (std::size_t user = 0; user < log.n_users; ++user) {
        EXPECT_NEAR(a.influence[user], b.influence[user], 1e-9) << whole << " of " << user;
      }
    }
  }
  EXPECT_GE(compared, 20u);
}

TEST(OffPolicyEstimators, OfSequencesAreThoseOfOpenBanditPipeline) {
  const std::map<std::string, const char*> names = {
      {"trajectory_is", "trajectory_is"},
      {"per_decision_is", "per_decision_is"},
      {"independent_is", "step_is"},
      {"self_normalised_trajectory_is", "sn_trajectory_is"},
      {"self_normalised_per_decision_is", "sn_per_decision_is"},
      {"self_normalised_independent_is", "sn_step_is"}};
  std::size_t compared = 0;
  const json all = vectors();
  for (const json& one : all["sequences"]) {
    SCOPED_TRACE(one["name"].get<std::string>());
    std::vector<double> reward;
    std::vector<double> logging;
    std::vector<double> target;
    one.at("reward").get_to(reward);
    one.at("logging_probability").get_to(logging);
    one.at("target_probability").get_to(target);
    const std::size_t length = one.at("length");
    const LoggedSessions log = log_of(logging, length);
    for (const auto& [theirs, value] : one.at("estimates").items()) {
      const auto ours = names.find(theirs);
      if (ours == names.end()) continue;
      const Estimated estimate = estimated(ours->second, log, target, {reward, {}, {}, {}, {}});
      EXPECT_NEAR(estimate.value, value.get<double>(), 1e-9) << theirs;
      ++compared;
    }
  }
  EXPECT_EQ(compared, 18u);
}

// Two sessions, of two steps and of one, by hand.
TEST(OffPolicyEstimators, OfSessionsOfSeveralLengths) {
  LoggedSessions log;
  log.begin = {0, 2, 3};
  log.user = {0, 1};
  log.n_users = 2;
  log.propensity = {0.5, 0.25, 0.5};
  log.state = {0, 1, 0};
  log.n_states = 2;
  const std::vector<double> target = {0.25, 0.75, 0.5};  // weights 0.5, 3 and 1
  const std::vector<double> reward = {0.4, 1.0, 0.6};
  const StepRewards rewards{reward, {}, {}, {}, {}};
  const auto value = [&](const char* name) { return estimated(name, log, target, rewards).value; };
  EXPECT_DOUBLE_EQ(value("step_is"), (0.5 * 0.4 + 3 * 1.0 + 0.6) / 2);
  EXPECT_DOUBLE_EQ(value("trajectory_is"), (1.5 * 1.4 + 0.6) / 2);
  EXPECT_DOUBLE_EQ(value("per_decision_is"), (0.5 * 0.4 + 1.5 * 1.0 + 0.6) / 2);
  EXPECT_DOUBLE_EQ(value("sn_trajectory_is"), (1.5 * 1.4 + 1 * 0.6) / 2.5);
  // Place 1: (0.5 0.4 + 1 0.6) / 1.5. Place 2: the session that is over keeps its weight 1.
  EXPECT_DOUBLE_EQ(value("sn_per_decision_is"), 0.8 / 1.5 + 1.5 * 1.0 / 2.5);
  // Half of the sessions come to place 2.
  EXPECT_DOUBLE_EQ(value("sn_step_is"), 0.8 / 1.5 + 0.5 * 1.0);
  // State 0 goes to state 1 with 0.5 / 1.5, and gives 0.8 / 1.5; state 1 gives 1.
  EXPECT_NEAR(value("marginalised_is"), 0.8 / 1.5 + 0.5 / 1.5 * 1.0, 1e-12);
  EXPECT_THAT(estimated("direct_step", log, target, rewards).refusal, HasSubstr("no model"));
  const ImportanceWeights weights = weights_of(log, target);
  EXPECT_DOUBLE_EQ(weights.effective_sessions, 2.5 * 2.5 / (1.5 * 1.5 + 1));
  EXPECT_DOUBLE_EQ(weights.mean, 1.5);
}

TEST(OffPolicyEstimators, AModelThatIsRightNeedsNoCorrection) {
  const LoggedSessions log = log_of({0.5, 0.25, 0.5, 0.5}, 2);
  const std::vector<double> target = {0.3, 0.6, 0.5, 0.2};
  const std::vector<double> reward = {0.4, 1.0, 0.6, 0.1};
  const std::vector<double> expected = {0.3, 0.9, 0.5, 0.2};
  const std::vector<double> to_go = {1.4, 0.8, 0.7, 0.4};
  const std::vector<double> expected_to_go = {1.4, 1.0, 0.7, 0.1};
  // Predictions are what comes: the reward, and with the next step's expectation.
  const std::vector<double> predicted_to_go = {0.4 + 1.0, 1.0, 0.6 + 0.1, 0.1};
  const StepRewards rewards{reward, reward, expected, predicted_to_go, expected_to_go};
  for (const char* name : {"step_dr", "sn_step_dr", "switch_step_dr", "shrunk_step_dr"}) {
    EXPECT_NEAR(estimated(name, log, target, rewards).value, (0.3 + 0.9 + 0.5 + 0.2) / 2, 1e-12)
        << name;
  }
  for (const char* name : {"sequential_dr", "sn_sequential_dr", "switch_sequential_dr"}) {
    EXPECT_NEAR(estimated(name, log, target, rewards).value, (1.4 + 0.7) / 2, 1e-12) << name;
  }
}

// Users were put into two arms by a coin; the arm is the choice, with propensity 1/2. Then the
// difference of the self-normalised estimates is the difference of the arms' means.
TEST(OffPolicyEstimators, OfARandomisedSplitIsTheDifferenceInMeans) {
  const std::vector<double> reward = {0.3, 1.25, 0.5, 2.0, 0.75, 0.5, 3.5};
  const std::vector<int> arm = {0, 1, 0, 1, 1, 0, 1};
  const LoggedSessions log = log_of(std::vector<double>(7, 0.5), 1);
  std::vector<double> first;
  std::vector<double> second;
  double sums[2] = {0, 0};
  double squares[2] = {0, 0};
  double counts[2] = {0, 0};
  for (std::size_t i = 0; i < arm.size(); ++i) {
    first.push_back(arm[i] == 0 ? 1 : 0);
    second.push_back(arm[i] == 1 ? 1 : 0);
    sums[arm[i]] += reward[i];
    counts[arm[i]] += 1;
  }
  for (std::size_t i = 0; i < arm.size(); ++i) {
    const double error = reward[i] - sums[arm[i]] / counts[arm[i]];
    squares[arm[i]] += error * error;
  }
  const double means = sums[1] / counts[1] - sums[0] / counts[0];
  const StepRewards rewards{reward, {}, {}, {}, {}};
  for (const char* name :
       {"sn_step_is", "sn_trajectory_is", "sn_per_decision_is", "replay", "marginalised_is"}) {
    const OffPolicyInterval difference =
        difference_of(estimate_by(name, log, second, rewards), 0,
                      estimate_by(name, log, first, rewards), 0, 0.05);
    EXPECT_DOUBLE_EQ(difference.value, means) << name;
    // The variance of the difference is that of two means, each with its arm's spread.
    const double variance =
        squares[0] / (counts[0] * counts[0]) + squares[1] / (counts[1] * counts[1]);
    EXPECT_NEAR(difference.standard_error, std::sqrt(variance * 7 / 6), 1e-12) << name;
  }
}

TEST(OffPolicyEstimators, RefuseInWords) {
  const LoggedSessions log = log_of({0.5, 0.25}, 1);
  const std::vector<double> reward = {0.4, 1.0};
  const StepRewards rewards{reward, {}, {}, {}, {}};
  for (const char* name :
       {"sn_step_is", "sn_trajectory_is", "sn_per_decision_is", "marginalised_is", "replay"}) {
    EXPECT_NE(estimated(name, log, {0, 0}, rewards).refusal, "") << name;
  }
  EXPECT_EQ(estimated("step_is", log_of({}, 1), {}, {}).refusal, "the log has no sessions");
  // A propensity may be so small that squares of weights are no numbers.
  const LoggedSessions tiny = log_of({1e-300, 0.25}, 1);
  for (const char* name : {"step_is", "trajectory_is", "per_decision_is"}) {
    const Estimated estimate = estimated(name, tiny, {1, 1}, rewards);
    if (estimate.refusal.empty()) {
      EXPECT_TRUE(
          std::isfinite(interval_of(estimate_by(name, tiny, {1, 1}, rewards), 0, 0.05).upper))
          << name;
    } else {
      EXPECT_EQ(estimate.refusal, "the weights are too large to add up") << name;
    }
  }
  EXPECT_NE(estimated("step_is", tiny, {1, 1}, rewards).refusal, "");
}

// Estimators that read a log together are each as if by itself, in logs of more than a block.
TEST(OffPolicyEstimators, OfManyAreThoseOfOne) {
  LoggedSessions log;
  std::vector<double> target;
  std::vector<double> reward;
  std::vector<double> model;
  log.n_users = 50;
  log.n_states = 4;
  for (std::uint32_t session = 0; session < 300; ++session) {
    // A session of many blocks, and sessions without a step.
    const std::uint32_t steps = session == 100 ? 1000 : session % 6;
    for (std::uint32_t step = 0; step < steps; ++step) {
      const std::uint32_t k = session * 7 + step * 3;
      log.propensity.push_back(0.2 + 0.1 * (k % 7));
      target.push_back(0.2 + 0.1 * ((k + 2) % 7));
      reward.push_back(0.1 * (k % 11));
      model.push_back(0.1 * (k % 9));
      log.state.push_back(step % 4);
    }
    log.begin.push_back(log.propensity.size());
    log.user.push_back(session * 13 % log.n_users);
  }
  const StepRewards rewards{reward, model, model, model, model};
  std::vector<const OffPolicyEstimator*> all;
  for (const OffPolicyEstimator& estimator : off_policy_estimators()) all.push_back(&estimator);
  const auto together = estimate_off_policy(all, {log, target, rewards});
  for (std::size_t i = 0; i < all.size(); ++i) {
    const Estimated alone = estimated(all[i]->name.c_str(), log, target, rewards);
    EXPECT_EQ(together[i].refusal, alone.refusal) << all[i]->name;
    EXPECT_EQ(together[i].value, alone.value) << all[i]->name;
    EXPECT_EQ(with_influence(together, i).influence, alone.influence) << all[i]->name;
    if (!alone.refusal.empty()) continue;
    EXPECT_NEAR(std::accumulate(alone.influence.begin(), alone.influence.end(), 0.0), 0,
                1e-9 * std::max(1.0, std::abs(alone.value)))
        << all[i]->name;
  }
  // By hand, in a plain loop.
  double sum = 0;
  for (std::size_t k = 0; k < reward.size(); ++k) sum += target[k] / log.propensity[k] * reward[k];
  EXPECT_NEAR(estimated("step_is", log, target, rewards).value, sum / 300, 1e-12 * sum);
}

// The influence of each user is the derivative of the estimate by the user's weight: a log in which
// a user's sessions are there twice is a step along it.
TEST(OffPolicyEstimators, InfluencesAreDerivatives) {
  // Many users, so that one more is a small step.
  constexpr std::size_t kUsers = 400;
  const auto make = [](std::size_t repeated) {
    LoggedSessions log;
    std::vector<double> target;
    std::vector<double> reward;
    std::vector<double> model;
    for (std::size_t i = 0; i <= kUsers; ++i) {
      const std::size_t user = i == kUsers ? repeated : i;
      if (user >= kUsers) continue;
      for (std::size_t step = 0; step < 1 + user % 4; ++step) {
        log.propensity.push_back(0.2 + 0.1 * static_cast<double>((user + step) % 7));
        target.push_back(0.1 + 0.1 * static_cast<double>((user * 3 + step) % 6));
        reward.push_back(0.1 * static_cast<double>((user * 7 + step * 3) % 11));
        model.push_back(0.1 * static_cast<double>((user * 5 + step) % 9));
        log.state.push_back(static_cast<std::uint32_t>(step % 3));
      }
      log.begin.push_back(log.propensity.size());
      log.user.push_back(static_cast<std::uint32_t>(user));
    }
    log.n_users = kUsers;
    log.n_states = 3;
    return std::tuple(log, target, reward, model);
  };
  const auto [log, target, reward, model] = make(kUsers);
  for (const OffPolicyEstimator& estimator : off_policy_estimators()) {
    const Estimated estimate =
        estimated(estimator.name.c_str(), log, target, {reward, model, model, model, model});
    if (estimator.name == "replay") continue;
    ASSERT_EQ(estimate.refusal, "") << estimator.name;
    EXPECT_NEAR(std::accumulate(estimate.influence.begin(), estimate.influence.end(), 0.0), 0, 1e-9)
        << estimator.name;
    for (const std::size_t user : {3u, 50u, 201u}) {
      const auto [more, target2, reward2, model2] = make(user);
      const double moved = estimated(estimator.name.c_str(), more, target2,
                                     {reward2, model2, model2, model2, model2})
                               .value -
                           estimate.value;
      EXPECT_NEAR(moved, estimate.influence[user], 0.1 * std::abs(moved) + 2e-4)
          << estimator.name << " of " << user;
    }
  }
}

}  // namespace
}  // namespace reprise
