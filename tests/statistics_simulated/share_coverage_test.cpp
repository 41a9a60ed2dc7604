// Tests intervals for shares of sessions on simulated users whose sessions are alike.
#include <array>
#include <cmath>

#include <boost/random/beta_distribution.hpp>
#include <boost/random/binomial_distribution.hpp>
#include <boost/random/mersenne_twister.hpp>
#include <boost/random/uniform_01.hpp>
#include <gtest/gtest.h>

#include "experiments/statistics/group_jackknife.h"
#include "experiments/statistics/student_t.h"
#include "tests/experiments/statistics/acceptance_region.h"

namespace reprise {
namespace {

constexpr std::uint64_t kRuns = 5000;
constexpr std::size_t kUsers = 400;
constexpr std::size_t kGroups = 32;
constexpr double kAlpha = 0.05;

using Sums = std::array<std::int64_t, kGroups>;

// Two kinds of users. Users who come more often also have sessions that get further.
struct Users {
  double often = 0.3;  // share of the users who come more often
  int sessions[2] = {2, 8};
  double a[2];  // a user's chance that a session gets far is drawn from a beta distribution
  double b[2];

  double truth() const {
    double far = 0;
    double all = 0;
    for (const int kind : {0, 1}) {
      const double weight = (kind == 1 ? often : 1 - often) * sessions[kind];
      far += weight * a[kind] / (a[kind] + b[kind]);
      all += weight;
    }
    return far / all;
  }
};

struct Hits {
  std::uint64_t jackknife = 0;
  std::uint64_t sessions_as_if_independent = 0;
};

Hits hits_of(const Users& users) {
  boost::random::mt19937_64 random(83);
  boost::random::uniform_01<double> uniform;
  const double critical = student_t_critical(kAlpha, kGroups - 1);
  const double truth = users.truth();
  Hits hits;
  for (std::uint64_t run = 0; run < kRuns; ++run) {
    Sums far{};
    Sums all{};
    for (std::size_t user = 0; user < kUsers; ++user) {
      const int kind = uniform(random) < users.often;
      const double chance =
          boost::random::beta_distribution<double>(users.a[kind], users.b[kind])(random);
      const int sessions = users.sessions[kind];
      all[user % kGroups] += sessions;
      far[user % kGroups] += boost::random::binomial_distribution<int>(sessions, chance)(random);
    }
    const GroupedShare share = jackknife_share(far, all);
    const auto holds = [truth](const ShareInterval& interval) {
      return interval.lower <= truth && truth <= interval.upper;
    };
    hits.jackknife += holds(share_interval(share, critical));
    std::int64_t n = 0;
    for (const std::int64_t sessions : all) n += sessions;
    const double naive = std::sqrt(share.share * (1 - share.share) / static_cast<double>(n));
    hits.sessions_as_if_independent +=
        holds(share_interval({share.share, naive, static_cast<double>(n - 1)}, critical));
  }
  return hits;
}

// The first share is half of the sessions. The second is a few in a hundred, where other intervals
// are wrong.
const Users kCommon{.often = 0.3, .sessions = {2, 8}, .a = {1, 3}, .b = {3, 2}};
const Users kRare{.often = 0.3, .sessions = {2, 8}, .a = {0.5, 2}, .b = {40, 40}};

TEST(ShareCoverage, OfJackknifeIntervalsIsNominal) {
  const AcceptanceRegion accepted = acceptance_region(kRuns, 1 - kAlpha);
  for (const Users& users : {kCommon, kRare}) {
    SCOPED_TRACE(users.truth());
    const Hits hits = hits_of(users);
    EXPECT_TRUE(accepted.contains(hits.jackknife)) << hits.jackknife;
  }
}

TEST(ShareCoverage, SeesSessionsTakenForIndependentFail) {
  const AcceptanceRegion accepted = acceptance_region(kRuns, 1 - kAlpha);
  EXPECT_LT(hits_of(kCommon).sessions_as_if_independent, accepted.min_hits);
}

}  // namespace
}  // namespace reprise
