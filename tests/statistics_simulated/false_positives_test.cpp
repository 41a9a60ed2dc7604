// Tests experiments without an effect: how often is an effect found? Each wrong way of testing here
// is one that people use. It must fail where the right way passes.
#include <cmath>

#include <boost/math/distributions/normal.hpp>
#include <boost/random/mersenne_twister.hpp>
#include <boost/random/normal_distribution.hpp>
#include <gtest/gtest.h>

#include "experiments/statistics/confidence_sequence.h"
#include "experiments/statistics/welch.h"
#include "tests/experiments/statistics/acceptance_region.h"

namespace reprise {
namespace {

constexpr std::uint64_t kRuns = 2000;
constexpr double kAlpha = 0.05;

AcceptanceRegion accepted(double false_positives) {
  return acceptance_region(kRuns, false_positives);
}

// Sessions of one user are alike (60 % of the variance is between users), so five of them are worth
// 5 / (1 + 4 * 0.6) independent sessions. A test that counts sessions finds an effect as often as a
// normal value exceeds 1.96 / sqrt(3.4): 28.8 %.
TEST(FalsePositives, OfSessionsTakenForUsers) {
  constexpr std::size_t kUsers = 200;
  constexpr std::size_t kSessions = 5;
  constexpr double kBetween = 0.6;
  boost::random::mt19937_64 random(31);
  boost::random::normal_distribution<double> normal;
  const auto draw = [&](std::vector<double>& users, std::vector<double>& sessions) {
    users.clear();
    sessions.clear();
    for (std::size_t user = 0; user < kUsers; ++user) {
      const double own = std::sqrt(kBetween) * normal(random);
      double sum = 0;
      for (std::size_t i = 0; i < kSessions; ++i) {
        sessions.push_back(own + std::sqrt(1 - kBetween) * normal(random));
        sum += sessions.back();
      }
      users.push_back(sum / kSessions);
    }
  };
  std::uint64_t by_user = 0;
  std::uint64_t by_session = 0;
  std::vector<double> users[2];
  std::vector<double> sessions[2];
  for (std::uint64_t run = 0; run < kRuns; ++run) {
    for (const int treatment : {0, 1}) draw(users[treatment], sessions[treatment]);
    by_user += welch(moments(users[0]), moments(users[1]), kAlpha).excludes_zero();
    by_session += welch(moments(sessions[0]), moments(sessions[1]), kAlpha).excludes_zero();
  }
  // The test by users has the nominal false positives; that by sessions has the predicted excess.
  EXPECT_TRUE(accepted(kAlpha).contains(by_user)) << by_user;
  EXPECT_FALSE(accepted(kAlpha).contains(by_session)) << by_session;
  const double inflation = std::sqrt(1 + (kSessions - 1) * kBetween);
  const boost::math::normal standard;
  const double foretold =
      2 * cdf(complement(standard, quantile(complement(standard, kAlpha / 2)) / inflation));
  EXPECT_TRUE(accepted(foretold).contains(by_session)) << by_session;
}

// There are fifty looks, and the experiment stops at the first interval without 0. The fixed
// interval gives a false alarm in about 3 of 10 experiments. The confidence sequence may be looked
// at any number of times.
TEST(FalsePositives, OfFiftyLooks) {
  constexpr std::uint64_t kLooks = 50;
  constexpr std::uint64_t kUsersPerLook = 20;
  const double rho2 = confidence_sequence_rho2(kAlpha, kLooks * kUsersPerLook);
  boost::random::mt19937_64 random(5);
  boost::random::normal_distribution<double> normal;
  std::uint64_t fixed = 0;
  std::uint64_t sequence = 0;
  std::vector<double> users(kUsersPerLook);
  for (std::uint64_t run = 0; run < kRuns; ++run) {
    Moments all;
    bool fixed_cried = false;
    bool sequence_cried = false;
    for (std::uint64_t look = 0; look < kLooks; ++look) {
      for (double& user : users) user = normal(random);
      all = merged(all, moments(users));
      const double n = static_cast<double>(all.n);
      const double se = std::sqrt(all.variance / n);
      fixed_cried |= student_interval(all.mean, se, n - 1, kAlpha).excludes_zero();
      sequence_cried |= confidence_sequence(all.mean, se, all.n, rho2, kAlpha).excludes_zero();
    }
    fixed += fixed_cried;
    sequence += sequence_cried;
  }
  EXPECT_LE(sequence, accepted(kAlpha).max_hits);
  // At fifty evenly spaced looks, the false alarms are 31.5 %.
  EXPECT_TRUE(accepted(0.315).contains(fixed)) << fixed;
  EXPECT_GT(fixed, accepted(kAlpha).max_hits);
}

}  // namespace
}  // namespace reprise
