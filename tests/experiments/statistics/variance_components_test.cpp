#include "experiments/statistics/variance_components.h"

#include <boost/math/distributions/binomial.hpp>
#include <boost/random/binomial_distribution.hpp>
#include <boost/random/mersenne_twister.hpp>
#include <boost/random/normal_distribution.hpp>

#include "tests/experiments/statistics/vectors.h"

namespace reprise {
namespace {

constexpr double kUsers = 1000;
constexpr double kSessions = 3000;
// A normal estimate is off by more standard errors than this, in either direction, once in ten
// thousand times.
constexpr double kRare = 3.89;

struct Users {
  std::vector<double> values;
  std::vector<double> sessions;
};

// A thousand users share sessions evenly by chance. Everything is normally distributed.
class World {
 public:
  World(std::uint64_t seed, const VarianceComponents& components)
      : random_(seed), components_(components) {}

  Users after(double sessions) {
    boost::random::binomial_distribution<int> number(static_cast<int>(sessions), 1 / kUsers);
    Users users;
    for (int user = 0; user < static_cast<int>(kUsers); ++user) {
      const double own = std::sqrt(components_.between) * normal_(random_);
      const int n = number(random_);
      if (n == 0) continue;
      const double noise = std::sqrt(components_.within / n) * normal_(random_);
      users.values.push_back(5 + own + noise);
      users.sessions.push_back(n);
    }
    return users;
  }

 private:
  boost::random::mt19937_64 random_;
  boost::random::normal_distribution<double> normal_;
  VarianceComponents components_;
};

// Returns the standard error of between + within * mean_inverse when it is estimated by weighted
// least squares with the best weights. The variance of the square of a normal value is twice its
// squared mean.
double prediction_error(const Users& users, const VarianceComponents& truth, double mean_inverse) {
  double s0 = 0;
  double s1 = 0;
  double s2 = 0;
  for (const double sessions : users.sessions) {
    const double spread = truth.between + truth.within / sessions;
    const double weight = 1 / (2 * spread * spread);
    s0 += weight;
    s1 += weight / sessions;
    s2 += weight / (sessions * sessions);
  }
  const double variance =
      (s2 - 2 * mean_inverse * s1 + mean_inverse * mean_inverse * s0) / (s0 * s2 - s1 * s1);
  return std::sqrt(variance);
}

const VarianceComponents kTruths[] = {{1, 3}, {1, 30}, {4, 0.5}};

TEST(VarianceComponents, GiveTheErrorThatMeansHave) {
  constexpr int kRuns = 1500;
  for (const VarianceComponents& truth : kTruths) {
    for (const double sessions : {kSessions, 10 * kSessions}) {
      World world(10, truth);
      std::vector<double> means(kRuns);
      for (double& mean : means) mean = moments(world.after(sessions).values).mean;
      // The relative standard error of a variance is sqrt(2 / (n - 1)).
      EXPECT_THAT(squared_error_after(truth, sessions, kUsers),
                  IsClose(moments(means).variance, kRare * std::sqrt(2.0 / (kRuns - 1))))
          << truth.between << " " << truth.within << " " << sessions;
    }
  }
}

// Three sessions a user predict the error of the mean after thirty sessions a user.
TEST(VarianceComponents, ForetellTheErrorAfterTenTimesTheSessions) {
  constexpr int kPilots = 100;
  const double mean_inverse = attendance(10 * kSessions, kUsers).mean_inverse;
  for (const VarianceComponents& truth : kTruths) {
    World world(11, truth);
    const double expected = squared_error_after(truth, 10 * kSessions, kUsers);
    double foretold = 0;
    double error = 0;
    for (int pilot = 0; pilot < kPilots; ++pilot) {
      const Users users = world.after(kSessions);
      const VarianceComponents found = variance_components(users.values, users.sessions);
      const double one = squared_error_after(found, 10 * kSessions, kUsers);
      error = prediction_error(users, truth, mean_inverse) / kUsers;
      EXPECT_NEAR(one, expected, kRare * error) << truth.between << " " << truth.within;
      foretold += one / kPilots;
    }
    EXPECT_NEAR(foretold, expected, kRare * error / std::sqrt(kPilots))
        << truth.between << " " << truth.within;
  }
}

TEST(VarianceComponents, AreFoundAtTheEdges) {
  const VarianceComponents truths[] = {{2, 0}, {0, 2}};
  for (const VarianceComponents& truth : truths) {
    World world(12, truth);
    const Users users = world.after(kSessions);
    const VarianceComponents found = variance_components(users.values, users.sessions);
    EXPECT_GE(found.between, 0);
    EXPECT_GE(found.within, 0);
    // `between` is the prediction for 1 / sessions = 0.
    EXPECT_NEAR(found.between, truth.between, kRare * prediction_error(users, truth, 0));
  }
}

TEST(VarianceComponents, AddUpToTheSampleVariance) {
  World world(13, {.between = 1, .within = 3});
  const Users users = world.after(kSessions);
  const VarianceComponents found = variance_components(users.values, users.sessions);
  double mean_inverse = 0;
  for (const double sessions : users.sessions) mean_inverse += 1 / sessions;
  mean_inverse /= static_cast<double>(users.sessions.size());
  EXPECT_GT(found.between, 0);
  EXPECT_GT(found.within, 0);
  EXPECT_THAT(found.between + found.within * mean_inverse,
              IsClose(moments(users.values).variance, kClosedForm));
}

TEST(VarianceComponents, ScaleWithTheMetric) {
  World world(14, {.between = 1, .within = 3});
  Users users = world.after(kSessions);
  const VarianceComponents one = variance_components(users.values, users.sessions);
  for (const double scale : {1e-100, 60.0, 1e100}) {
    std::vector<double> scaled = users.values;
    for (double& value : scaled) value *= scale;
    const VarianceComponents other = variance_components(scaled, users.sessions);
    EXPECT_THAT(other.between, IsClose(one.between * scale * scale, kNumeric));
    EXPECT_THAT(other.within, IsClose(one.within * scale * scale, kNumeric));
  }
}

// If users have nearly the same number of sessions, the two parts cannot be told apart. All
// variance then counts as between users, because that promises the least from more sessions.
TEST(VarianceComponents, CountAsBetweenWhereSessionsHardlyDiffer) {
  World world(15, {.between = 1, .within = 3});
  Users users = world.after(kSessions);
  const double variance = moments(users.values).variance;
  for (const double more : {0.0, 1.0}) {
    for (std::size_t i = 0; i < users.sessions.size(); ++i) {
      users.sessions[i] = 20 + (i % 2 == 0 ? more : 0);
    }
    const VarianceComponents found = variance_components(users.values, users.sessions);
    EXPECT_EQ(found.between, variance);
    EXPECT_EQ(found.within, 0);
  }
}

TEST(VarianceComponents, OfFewUsersOrNoSpread) {
  const std::vector<double> two = {1, 2};
  EXPECT_EQ(variance_components(two, two).between, 0.5);
  EXPECT_EQ(variance_components(two, two).within, 0);
  EXPECT_EQ(variance_components({}, {}).between, 0);
  const std::vector<double> flat(5, 3.0);
  const std::vector<double> sessions = {1, 2, 3, 4, 5};
  EXPECT_EQ(variance_components(flat, sessions).between, 0);
  EXPECT_EQ(variance_components(flat, sessions).within, 0);
}

TEST(VarianceComponentsDeathTest, NeedASessionOfEveryUser) {
  const std::vector<double> values = {1, 2, 3};
  const std::vector<double> sessions = {1, 0, 3};
  EXPECT_DEATH(variance_components(values, sessions), "0 sessions");
}

TEST(Attendance, IsWhatTheBinomialSays) {
  for (const double users : {2.0, 10.0, 1000.0}) {
    for (const double per_user : {0.1, 1.0, 3.0, 50.0, 2000.0}) {
      const double sessions = std::ceil(per_user * users);
      const boost::math::binomial number(sessions, 1 / users);
      double inverse = 0;
      const double last = std::min(sessions, per_user + 30 * std::sqrt(per_user) + 30);
      for (double k = 1; k <= last; ++k) inverse += pdf(number, k) / k;
      const double some = cdf(complement(number, 0.0));
      const Attendance found = attendance(sessions, users);
      EXPECT_THAT(found.users, IsClose(users * some, kNumeric)) << users << " " << sessions;
      EXPECT_THAT(found.mean_inverse, IsClose(inverse / some, kNumeric))
          << users << " " << sessions;
    }
  }
}

TEST(Attendance, AtTheEdges) {
  EXPECT_DOUBLE_EQ(attendance(1, 1).users, 1);
  EXPECT_DOUBLE_EQ(attendance(1, 1).mean_inverse, 1);
  EXPECT_DOUBLE_EQ(attendance(25, 1).mean_inverse, 0.04);
  EXPECT_THAT(attendance(1, 1e6).users, IsClose(1.0, kClosedForm));
  EXPECT_THAT(attendance(1, 1e6).mean_inverse, IsClose(1.0, kNumeric));
  // With so many sessions chance hardly matters: mean_inverse is 1 / mean, plus variance / mean^2
  // of that.
  EXPECT_THAT(attendance(1e12, 1e4).users, IsClose(1e4, kClosedForm));
  EXPECT_THAT(attendance(1e12, 1e4).mean_inverse, IsClose(1e-8 * (1 + 0.9999e-8), kClosedForm));
}

TEST(Attendance, LeavesThePartBetweenUsersInTheEnd) {
  const VarianceComponents components{.between = 2, .within = 50};
  double last = std::numeric_limits<double>::infinity();
  for (const double sessions : {1.0, 10.0, 100.0, 1e3, 1e4, 1e6, 1e9}) {
    const double error = squared_error_after(components, sessions, 100);
    EXPECT_LT(error, last);
    last = error;
  }
  EXPECT_THAT(last, IsClose(0.02, 1e-5));
}

}  // namespace
}  // namespace reprise
