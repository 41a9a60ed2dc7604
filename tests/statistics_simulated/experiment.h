// Simulated experiments whose true means and lifts are known.
#pragma once

#include <cstdint>
#include <utility>
#include <vector>

#include <boost/random/discrete_distribution.hpp>
#include <boost/random/gamma_distribution.hpp>
#include <boost/random/mersenne_twister.hpp>
#include <boost/random/poisson_distribution.hpp>

namespace reprise {

/// The data of one treatment, by user. (The struct Treatment, which is linked too, is the
/// engine's.)
struct SimulatedTreatment {
  std::vector<std::uint32_t> strata;
  std::vector<double> sessions;
  std::vector<double> values;    // means over the user's sessions
  std::vector<double> variates;  // a part of the noise, with mean 0
};

/// Draws users of three kinds, whose means differ. A user's value is the user's own level, times
/// the treatment's factor, times the noise of the sessions. So the spread grows with the mean, as
/// for listening times. Users who listen longer come more often.
class Experiment {
 public:
  static constexpr std::size_t kUsers = 300;
  inline static const std::vector<double> kShares = {0.5, 0.3, 0.2};

  /// `lift` is that of the treatment, 0 for none. A larger `noise_shape` means less noise.
  explicit Experiment(std::uint64_t seed, double lift, double noise_shape = 8)
      : random_(seed), lift_(lift), noise_(noise_shape, 1 / noise_shape) {}

  /// Returns a treatment with users that no other call has.
  SimulatedTreatment treatment(bool treated) {
    SimulatedTreatment treatment;
    for (std::size_t i = 0; i < kUsers; ++i) add(user(), treated, treatment);
    return treatment;
  }

  /// Returns control and treatment with the same users, each with noise of its own.
  std::pair<SimulatedTreatment, SimulatedTreatment> paired() {
    std::pair<SimulatedTreatment, SimulatedTreatment> treatments;
    for (std::size_t i = 0; i < kUsers; ++i) {
      const User one = user();
      add(one, false, treatments.first);
      add(one, true, treatments.second);
    }
    return treatments;
  }

  /// Returns the control's true mean over users, who are gamma(5) times 1, 1.5 or 2.
  static double mean() { return 5 * mean_scale(); }

  /// Returns the control's true mean over sessions, E[user sessions] / E[sessions].
  static double mean_over_sessions() {
    const double square = (5 + 25) * (0.5 + 0.3 * 2.25 + 0.2 * 4);
    return (mean() + square / kVisiting) / (1 + mean() / kVisiting);
  }

 private:
  struct User {
    std::uint32_t stratum = 0;
    double brings = 0;
    double sessions = 0;
  };

  static constexpr double kScales[] = {1, 1.5, 2};
  static constexpr double kVisiting = 5;  // the level that adds one session to the first

  static double mean_scale() { return 0.5 + 0.3 * 1.5 + 0.2 * 2; }

  User user() {
    User one;
    one.stratum = static_cast<std::uint32_t>(stratum_(random_));
    one.brings = kScales[one.stratum] * user_(random_);
    one.sessions = 1 + boost::random::poisson_distribution<int>(one.brings / kVisiting)(random_);
    return one;
  }

  void add(const User& one, bool treated, SimulatedTreatment& treatment) {
    // The variate shows the first part of the noise, and nothing shows the second.
    const double seen = one.brings * (noise_(random_) - 1);
    const double value = (one.brings + seen) * noise_(random_);
    treatment.strata.push_back(one.stratum);
    treatment.sessions.push_back(one.sessions);
    treatment.values.push_back((treated ? 1 + lift_ : 1) * value);
    treatment.variates.push_back(seen);
  }

  boost::random::mt19937_64 random_;
  double lift_;
  boost::random::discrete_distribution<int> stratum_{kShares};
  boost::random::gamma_distribution<double> user_{5.0, 1.0};
  boost::random::gamma_distribution<double> noise_;
};

}  // namespace reprise
