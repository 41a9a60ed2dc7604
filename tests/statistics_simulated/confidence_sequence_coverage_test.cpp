// Tests confidence sequences, which promise to hold the truth at all looks at once. Here they are
// looked at often.
#include <cmath>

#include <boost/random/mersenne_twister.hpp>
#include <boost/random/normal_distribution.hpp>
#include <boost/random/uniform_int_distribution.hpp>
#include <fmt/format.h>
#include <gtest/gtest.h>

#include "experiments/statistics/confidence_sequence.h"
#include "experiments/statistics/moments.h"
#include "experiments/statistics/student_t.h"
#include "experiments/statistics/variance_components.h"
#include "tests/experiments/statistics/acceptance_region.h"
#include "tests/statistics_simulated/experiment.h"

namespace reprise {
namespace {

constexpr double kAlpha = 0.05;

// Users of a paired experiment arrive 300 at a time, at each of ten looks. Every lift has the same
// users, because a lift multiplies the treatment's values.
TEST(ConfidenceSequenceCoverage, OfUsersWhoKeepArriving) {
  constexpr std::uint64_t kRuns = 1000;
  constexpr int kLooks = 10;
  constexpr double kLifts[] = {-0.4, 0.0, 0.5, 1.0};
  const double rho2 = confidence_sequence_rho2(kAlpha, 5 * Experiment::kUsers);
  Experiment experiment(41, 0);
  std::uint64_t hits[std::size(kLifts)] = {};
  std::vector<double> differences(Experiment::kUsers);
  for (std::uint64_t run = 0; run < kRuns; ++run) {
    Moments all[std::size(kLifts)];
    bool outside[std::size(kLifts)] = {};
    for (int look = 0; look < kLooks; ++look) {
      const auto [control, treatment] = experiment.paired();
      for (std::size_t i = 0; i < std::size(kLifts); ++i) {
        for (std::size_t user = 0; user < differences.size(); ++user) {
          differences[user] = (1 + kLifts[i]) * treatment.values[user] - control.values[user];
        }
        all[i] = merged(all[i], moments(differences));
        const double truth = kLifts[i] * Experiment::mean();
        const double se = std::sqrt(all[i].variance / static_cast<double>(all[i].n));
        const AnytimeInterval found = confidence_sequence(all[i].mean, se, all[i].n, rho2, kAlpha);
        outside[i] |= truth < found.lower || found.upper < truth;
      }
    }
    for (std::size_t i = 0; i < std::size(kLifts); ++i) hits[i] += !outside[i];
  }
  for (std::size_t i = 0; i < std::size(kLifts); ++i) {
    EXPECT_GE(hits[i], acceptance_region(kRuns, 1 - kAlpha).min_hits) << kLifts[i];
  }
}

// A thousand users keep coming back, as in a simulated experiment. After some sessions the estimate
// is the mean over the users seen so far of their own mean difference. Its standard error is the
// one over users, and the sequence counts *sessions*.
//
// Why that is allowed: the sequence is made for estimates whose variance falls as 1 / sessions. The
// standardised errors at s < t sessions then have correlation sqrt(s / t). Here a part of the
// error, that of the draw of users, is frozen once all of them have come. So the variance V falls
// more slowly, and the correlation, about sqrt(V_t / V_s), is only larger. By Slepian's inequality
// (1962, "The one-sided barrier problem for Gaussian noise") more correlated errors leave a barrier
// at any look no more often than less correlated ones. So each side of the band is left with at
// most the chance that the sequence allows for. (A count of users would stop at a thousand while
// the error moves on, and would make no allowance for the looks that follow.)
void expect_returning_users_covered(const VarianceComponents& variance) {
  constexpr std::uint64_t kRuns = 2000;
  constexpr std::uint32_t kUsers = 1000;
  constexpr std::uint64_t kLook = 1000;  // sessions between looks
  constexpr std::uint64_t kSessions = 50000;
  constexpr double kTruth = 0.3;
  const double spread_between = std::sqrt(variance.between);
  const double spread_within = std::sqrt(variance.within);
  const double rho2 = confidence_sequence_rho2(kAlpha, kSessions / 2);
  boost::random::mt19937_64 random(42);
  boost::random::normal_distribution<double> normal;
  boost::random::uniform_int_distribution<std::uint32_t> whose(0, kUsers - 1);
  std::uint64_t hits = 0;
  std::uint64_t fixed_hits = 0;
  for (std::uint64_t run = 0; run < kRuns; ++run) {
    std::vector<double> own(kUsers);
    for (double& mean : own) mean = kTruth + spread_between * normal(random);
    std::vector<double> sums(kUsers, 0.0);
    std::vector<double> sessions(kUsers, 0.0);
    std::vector<double> means;
    bool inside = true;
    bool fixed_inside = true;
    for (std::uint64_t session = 1; session <= kSessions; ++session) {
      const std::uint32_t user = whose(random);
      sums[user] += own[user] + spread_within * normal(random);
      sessions[user] += 1;
      if (session % kLook != 0) continue;
      means.clear();
      for (std::uint32_t u = 0; u < kUsers; ++u) {
        if (sessions[u] > 0) means.push_back(sums[u] / sessions[u]);
      }
      const Moments users = moments(means);
      const double n = static_cast<double>(users.n);
      const double se = std::sqrt(users.variance / n);
      const AnytimeInterval found = confidence_sequence(users.mean, se, session, rho2, kAlpha);
      const StudentInterval fixed = student_interval(users.mean, se, n - 1, kAlpha);
      inside = inside && found.lower <= kTruth && kTruth <= found.upper;
      fixed_inside = fixed_inside && fixed.lower <= kTruth && kTruth <= fixed.upper;
    }
    hits += inside;
    fixed_hits += fixed_inside;
  }
  const AcceptanceRegion accepted = acceptance_region(kRuns, 1 - kAlpha);
  EXPECT_GE(hits, accepted.min_hits);
  // The fixed interval does not hold the truth at as many looks, so these looks are a real test.
  EXPECT_LT(fixed_hits, accepted.min_hits);
}

TEST(ConfidenceSequenceCoverage, OfReturningUsersWhoAreAllAlike) {
  expect_returning_users_covered({.between = 0, .within = 1});
}

TEST(ConfidenceSequenceCoverage, OfReturningUsersWhoNeverChange) {
  expect_returning_users_covered({.between = 1, .within = 0});
}

TEST(ConfidenceSequenceCoverage, OfReturningUsersWithBothKindsOfLuck) {
  expect_returning_users_covered({.between = 1, .within = 3});
}

}  // namespace
}  // namespace reprise
