// Tests intervals of off-policy estimates on 1000 simulated logs with a known truth: of short
// sessions they hold it in 95 % of logs; of long sessions those of trajectory weights visibly do
// not, and the effective sample size says so beforehand.
#include <cmath>

#include <boost/random/uniform_01.hpp>
#include <gtest/gtest.h>

#include "experiments/evaluation/off_policy_interval.h"
#include "sim/random/streams.h"
#include "tests/experiments/statistics/acceptance_region.h"

namespace reprise {
namespace {

constexpr std::uint64_t kLogs = 1000;
constexpr double kAlpha = 0.05;

// Sessions of a fixed length with two choices at each step: the first gives a mean reward of 0.7,
// the other one of 0.3, in place t by 0.01 t more. The log takes the first with probability 0.5,
// the target with 0.8. A user has a taste that moves all rewards, and up to three sessions.
struct SimulatedLog {
  LoggedSessions log;
  std::vector<double> target;
  std::vector<double> reward;

  SimulatedLog(std::size_t users, std::size_t length, std::uint64_t number) {
    Stream draws(stream_key(9, "off-policy coverage"), number);
    const auto unit = [&] { return boost::random::uniform_01<double>()(draws); };
    log.n_users = static_cast<std::uint32_t>(users);
    for (std::uint32_t user = 0; user < users; ++user) {
      const double taste = 0.4 * unit() - 0.2;
      const auto sessions = 1 + static_cast<int>(3 * unit());
      for (int session = 0; session < sessions; ++session) {
        for (std::size_t t = 0; t < length; ++t) {
          const bool first = unit() < 0.5;
          log.propensity.push_back(0.5);
          log.state.push_back(static_cast<std::uint32_t>(t));
          target.push_back(first ? 0.8 : 0.2);
          reward.push_back((first ? 0.7 : 0.3) + 0.01 * static_cast<double>(t) + taste +
                           0.2 * unit() - 0.1);
        }
        log.user.push_back(user);
        log.begin.push_back(log.propensity.size());
      }
    }
    log.n_states = static_cast<std::uint32_t>(length);
  }

  static double truth(std::size_t length) {
    const auto n = static_cast<double>(length);
    return n * (0.8 * 0.7 + 0.2 * 0.3) + 0.01 * n * (n - 1) / 2;
  }
};

struct Coverage {
  std::uint64_t held = 0;
  double effective_share = 0;  // mean over logs of effective sessions / sessions
  double effective_sessions = 0;
};

Coverage coverage_of(const char* name, std::size_t users, std::size_t length) {
  const OffPolicyEstimator* const estimator = Registered<OffPolicyEstimator>::instance().find(name);
  Coverage coverage;
  for (std::uint64_t number = 0; number < kLogs; ++number) {
    const SimulatedLog simulated(users, length, number);
    const ImportanceWeights weights = weights_of(simulated.log, simulated.target);
    const OffPolicyEstimates estimates = estimate_off_policy(
        {&estimator, 1}, {simulated.log, simulated.target, {simulated.reward, {}, {}, {}, {}}});
    EXPECT_EQ(estimates[0].refusal, "") << name;
    const OffPolicyInterval interval = interval_of(estimates, 0, kAlpha);
    const double truth = SimulatedLog::truth(length);
    coverage.held += interval.lower <= truth && truth <= interval.upper ? 1 : 0;
    coverage.effective_sessions += weights.effective_sessions / kLogs;
    coverage.effective_share +=
        weights.effective_sessions / static_cast<double>(simulated.log.n_sessions()) / kLogs;
  }
  return coverage;
}

TEST(OffPolicyCoverage, ShortSessionsHoldTheNominalShare) {
  const AcceptanceRegion accepted = acceptance_region(kLogs, 1 - kAlpha);
  for (const char* name : {"step_is", "sn_step_is", "per_decision_is", "sn_per_decision_is",
                           "trajectory_is", "sn_trajectory_is", "marginalised_is"}) {
    const Coverage coverage = coverage_of(name, 300, 3);
    EXPECT_GE(coverage.held, accepted.min_hits) << name;
    EXPECT_LE(coverage.held, accepted.max_hits) << name;
    EXPECT_GT(coverage.effective_sessions, 30) << "not flagged";
  }
}

TEST(OffPolicyCoverage, LongSessionsFailForTrajectoryWeightsAndAreFlagged) {
  for (const char* name : {"trajectory_is", "sn_trajectory_is", "per_decision_is"}) {
    const Coverage coverage = coverage_of(name, 150, 40);
    EXPECT_LT(coverage.held, 850u) << name;
    EXPECT_LT(coverage.effective_sessions, 30) << "flagged before it misleads";
  }
  // Estimators that do not multiply weights hold it still.
  const AcceptanceRegion accepted = acceptance_region(kLogs, 1 - kAlpha);
  for (const char* name : {"step_is", "sn_step_is", "marginalised_is"}) {
    const Coverage coverage = coverage_of(name, 150, 40);
    EXPECT_GE(coverage.held, accepted.min_hits) << name;
    EXPECT_LE(coverage.held, accepted.max_hits) << name;
  }
}

}  // namespace
}  // namespace reprise
