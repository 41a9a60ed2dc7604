// Tests intervals for quantiles on simulated sessions whose quantiles are known.
#include <cmath>
#include <functional>

#include <boost/math/distributions/gamma.hpp>
#include <boost/math/quadrature/gauss_kronrod.hpp>
#include <boost/math/tools/toms748_solve.hpp>
#include <boost/random/gamma_distribution.hpp>
#include <boost/random/mersenne_twister.hpp>
#include <boost/random/uniform_int_distribution.hpp>
#include <fmt/format.h>
#include <gtest/gtest.h>

#include "experiments/statistics/quantile_bootstrap.h"
#include "tests/experiments/statistics/acceptance_region.h"
#include "tests/experiments/statistics/user_distributions.h"

namespace reprise {
namespace {

constexpr std::uint64_t kRuns = 1000;
constexpr std::uint64_t kReplicates = 399;
constexpr std::size_t kUsers = 200;
constexpr double kAlpha = 0.05;
constexpr double kUserShape = 3;
constexpr double kNoiseShape = 4;

// Draws sessions. A length is the user's own level times the session's noise, each with mean 1,
// times `scale` and the treatment's factor. It is a whole number and at least 2, like a number of
// tracks.
class Sessions {
 public:
  Sessions(std::uint64_t seed, double scale) : random_(seed), scale_(scale) {}

  // Draws one to five sessions of the same users under each of the factors, with noise of their
  // own.
  std::vector<UserDistributions> draw(const std::vector<double>& factors) {
    std::vector<UserSessions> treatments(factors.size(), UserSessions(kUsers));
    for (std::size_t user = 0; user < kUsers; ++user) {
      const double own = user_(random_);
      const int sessions = number_(random_);
      for (int i = 0; i < sessions; ++i) {
        for (std::size_t treatment = 0; treatment < treatments.size(); ++treatment) {
          treatments[treatment][user].push_back(whole(factors[treatment] * own * noise_(random_)));
        }
      }
    }
    std::vector<UserDistributions> distributions;
    for (const UserSessions& treatment : treatments)
      distributions.push_back(distributions_of(treatment));
    return distributions;
  }

  // Returns the true quantile of sessions. Making lengths whole keeps their order, so it is the
  // quantile of the product of two gamma variables, made whole.
  double truth(double probability, double factor) const {
    using boost::math::cdf;
    const boost::math::gamma_distribution<double> user(kUserShape, 1 / kUserShape);
    const boost::math::gamma_distribution<double> luck(kNoiseShape, 1 / kNoiseShape);
    const auto excess = [&](double length) {
      const auto below = [&](double own) { return pdf(user, own) * cdf(luck, length / own); };
      return boost::math::quadrature::gauss_kronrod<double, 31>::integrate(below, 1e-9, 40.0, 15,
                                                                           1e-10) -
             probability;
    };
    std::uintmax_t steps = 200;
    const auto found = boost::math::tools::toms748_solve(
        excess, 1e-3, 50.0, boost::math::tools::eps_tolerance<double>(40), steps);
    return static_cast<double>(whole(factor * found.first));
  }

 private:
  std::int64_t whole(double length) const { return 2 + static_cast<std::int64_t>(scale_ * length); }

  boost::random::mt19937_64 random_;
  double scale_;
  boost::random::gamma_distribution<double> user_{kUserShape, 1 / kUserShape};
  boost::random::gamma_distribution<double> noise_{kNoiseShape, 1 / kNoiseShape};
  boost::random::uniform_int_distribution<int> number_{1, 5};
};

struct Case {
  double scale = 0;
  double probability = 0;
  BootstrapMethod method = BootstrapMethod::percentile;
  bool paired = true;
  double lift = 0;
};

struct Hits {
  std::uint64_t difference = 0;
  std::uint64_t relative = 0;
};

Hits hits_of(const Case& one) {
  Sessions sessions(61, one.scale);
  const double control = sessions.truth(one.probability, 1);
  const double treatment = sessions.truth(one.probability, 1 + one.lift);
  Hits hits;
  for (std::uint64_t run = 0; run < kRuns; ++run) {
    std::vector<UserDistributions> treatments = sessions.draw({1, 1 + one.lift});
    if (!one.paired) treatments[1] = sessions.draw({1 + one.lift})[0];  // other users
    const QuantileComparison found =
        compare_quantiles(treatments[0], treatments[1], one.paired, one.probability, one.method,
                          kReplicates, run, kAlpha);
    const auto contains = [](const BootstrapInterval& interval, double truth) {
      return interval.lower <= truth && truth <= interval.upper;
    };
    hits.difference += contains(found.difference, treatment - control);
    hits.relative += contains(found.relative.value(), treatment / control - 1);
  }
  return hits;
}

constexpr double kTracks = 8;          // a dozen tracks a session: many sessions of the same length
constexpr double kMicroseconds = 1e7;  // hardly two sessions of the same length

// Calls check(hits) for both designs.
void for_each_design(Case one, const std::function<void(const Hits&)>& check) {
  for (const bool paired : {true, false}) {
    one.paired = paired;
    SCOPED_TRACE(fmt::format("quantile {}, lift {}, {}", one.probability, one.lift,
                             paired ? "paired" : "split"));
    check(hits_of(one));
  }
}

TEST(QuantileCoverage, OfPercentileIntervals) {
  const AcceptanceRegion accepted = acceptance_region(kRuns, 1 - kAlpha);
  for (const double probability : {0.5, 0.9}) {
    for (const double lift : {-0.4, 1.0}) {
      for_each_design({.scale = kMicroseconds,
                       .probability = probability,
                       .method = BootstrapMethod::percentile,
                       .paired = true,
                       .lift = lift},
                      [&](const Hits& hits) {
                        EXPECT_TRUE(accepted.contains(hits.difference)) << hits.difference;
                        EXPECT_TRUE(accepted.contains(hits.relative)) << hits.relative;
                      });
    }
  }
}

// An interval of whole numbers ends on whole numbers and is rounded outwards. So its coverage is at
// least the nominal one, and for a median of a dozen it may be nearly 100 %.
TEST(QuantileCoverage, OfPercentileIntervalsOfWholeNumbersIsAtLeastNominal) {
  const AcceptanceRegion accepted = acceptance_region(kRuns, 1 - kAlpha);
  const auto check = [&](double probability, double lift) {
    for_each_design({.scale = kTracks,
                     .probability = probability,
                     .method = BootstrapMethod::percentile,
                     .paired = true,
                     .lift = lift},
                    [&](const Hits& hits) {
                      EXPECT_GE(hits.difference, accepted.min_hits);
                      EXPECT_GE(hits.relative, accepted.min_hits);
                    });
  };
  for (const double lift : {-0.4, 0.0, 0.5, 1.0}) check(0.5, lift);
  for (const double lift : {-0.4, 1.0}) check(0.9, lift);
}

// BCa corrects smooth estimates for bias and skewness. A quantile is not smooth, so the corrections
// are mostly noise: the coverage is 93 % instead of 95 %.
TEST(QuantileCoverage, OfBcaIntervalsIsALittleShort) {
  const AcceptanceRegion accepted = acceptance_region(kRuns, 0.93);
  for (const double probability : {0.5, 0.9}) {
    for_each_design({.scale = kMicroseconds,
                     .probability = probability,
                     .method = BootstrapMethod::bca,
                     .paired = true,
                     .lift = 1},
                    [&](const Hits& hits) {
                      EXPECT_TRUE(accepted.contains(hits.difference)) << hits.difference;
                      EXPECT_TRUE(accepted.contains(hits.relative)) << hits.relative;
                    });
  }
}

// With whole numbers, BCa intervals mistake the place of the estimate among its ties for a bias.
// That is why the percentile method is the one to use.
TEST(QuantileCoverage, SeesBcaIntervalsOfWholeNumbersFail) {
  const Hits hits = hits_of({.scale = kTracks,
                             .probability = 0.9,
                             .method = BootstrapMethod::bca,
                             .paired = true,
                             .lift = -0.4});
  const AcceptanceRegion accepted = acceptance_region(kRuns, 1 - kAlpha);
  EXPECT_LT(hits.difference, accepted.min_hits);
  EXPECT_LT(hits.relative, accepted.min_hits);
}

}  // namespace
}  // namespace reprise
