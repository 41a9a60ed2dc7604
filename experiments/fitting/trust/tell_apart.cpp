#include "experiments/fitting/trust/tell_apart.h"

#include <algorithm>
#include <array>
#include <cmath>

#include <Eigen/Cholesky>

#include "experiments/fitting/trust/replay.h"

namespace reprise {
namespace {

constexpr std::uint64_t kSeed = 777;  // none of the logs that bands are made of
constexpr std::size_t kNumbers = 11;
constexpr Eigen::Index kFeatures = 1 + 2 * static_cast<Eigen::Index>(kNumbers);
constexpr std::size_t kGroups = 10;

using Numbers = std::array<double, kNumbers>;
using Column = Eigen::Matrix<double, kFeatures, 1>;
using Square = Eigen::Matrix<double, kFeatures, kFeatures>;

Numbers numbers_of(const FittingLog& log, const FittingSession& session, double budget) {
  double heard = 0;
  double hardly = 0;
  double half = 0;
  double nearly_whole = 0;
  double jumps = 0;
  double early = 0;
  double late = 0;
  double of_known_artists = 0;
  double variance = 0;
  const auto n = static_cast<double>(session.end - session.begin);
  double before = 1;
  for (std::uint64_t i = session.begin; i < session.end; ++i) {
    const FittingStep& step = log.steps[i];
    const double share = step.share / 100.0;
    heard += share;
    hardly += share < 0.1 ? 1 : 0;
    half += share >= 0.35 && share < 0.65 ? 1 : 0;
    nearly_whole += share > 0.9 ? 1 : 0;
    jumps += std::abs(share - before);
    variance += share * (1 - share);
    if (i < session.begin + 3) early += share;
    if (i + 3 >= session.end) late += share;
    if (step.earlier > 0) of_known_artists += share;
    before = share;
  }
  return {std::log(n),
          heard / n,
          hardly / n,
          half / n,
          nearly_whole / n,
          jumps / n,
          early,
          late,
          of_known_artists / n,
          n - heard - budget,
          std::sqrt(variance / n)};
}

// A session of the log, or a simulated one.
struct Sample {
  std::uint32_t user = 0;
  bool real = false;
  Numbers numbers{};
};

void add_samples(const FittingLog& log, double budget, bool real, std::vector<Sample>& samples) {
  for (const FittingSession& session : log.sessions) {
    samples.push_back({session.user, real, numbers_of(log, session, budget)});
  }
}

// Numbers in standard deviations of those that are learned from, and their squares.
class Features {
 public:
  explicit Features(const std::vector<Sample>& learned) {
    const auto n = static_cast<double>(learned.size());
    for (const Sample& sample : learned) {
      for (std::size_t k = 0; k < kNumbers; ++k) mean_[k] += sample.numbers[k] / n;
    }
    for (const Sample& sample : learned) {
      for (std::size_t k = 0; k < kNumbers; ++k) {
        const double off = sample.numbers[k] - mean_[k];
        spread_[k] += off * off / n;
      }
    }
    for (double& spread : spread_) spread = spread > 1e-12 ? std::sqrt(spread) : 1;
  }
  Column of(const Sample& sample) const {
    Column features;
    features(0) = 1;
    for (std::size_t k = 0; k < kNumbers; ++k) {
      constexpr double kMost = 5;  // standard deviations: no session alone decides
      const double value = std::clamp((sample.numbers[k] - mean_[k]) / spread_[k], -kMost, kMost);
      features(static_cast<Eigen::Index>(1 + k)) = value;
      features(static_cast<Eigen::Index>(1 + kNumbers + k)) = value * value;
    }
    return features;
  }

 private:
  Numbers mean_{};
  Numbers spread_{};
};

Column learn(const std::vector<Sample>& samples, const Features& features) {
  constexpr int kRounds = 12;
  constexpr double kRidge = 1;
  Column weights = Column::Zero();
  for (int round = 0; round < kRounds; ++round) {
    Square hessian = Square::Identity() * kRidge;
    Column gradient = -kRidge * weights;
    for (const Sample& sample : samples) {
      const Column x = features.of(sample);
      const double p = 1 / (1 + std::exp(-weights.dot(x)));
      gradient += ((sample.real ? 1.0 : 0.0) - p) * x;
      hessian.selfadjointView<Eigen::Lower>().rankUpdate(x, std::max(p * (1 - p), 1e-6));
    }
    weights += Eigen::LLT<Square>(hessian.selfadjointView<Eigen::Lower>()).solve(gradient);
  }
  return weights;
}

struct Judged {
  double score = 0;
  std::uint32_t user = 0;
  bool real = false;
};

// The chance that a real session has a higher score than a simulated one, ties counting half,
// without one group of users; `sorted` ascends by score.
double chance_of(const std::vector<Judged>& sorted, std::size_t without) {
  double real = 0;
  double simulated = 0;
  double won = 0;
  for (std::size_t i = 0; i < sorted.size();) {
    double real_here = 0;
    double simulated_here = 0;
    std::size_t end = i;
    for (; end < sorted.size() && sorted[end].score == sorted[i].score; ++end) {
      if (sorted[end].user / 2 % kGroups == without) continue;
      (sorted[end].real ? real_here : simulated_here) += 1;
    }
    won += real_here * (simulated + simulated_here / 2);
    real += real_here;
    simulated += simulated_here;
    i = end;
  }
  return real > 0 && simulated > 0 ? won / (real * simulated) : 0.5;
}

}  // namespace

FitClassifier tell_apart(const FittingLog& log, const WorldFit& fit, std::int32_t budget) {
  std::vector<Sample> samples;
  add_samples(log, budget, true, samples);
  add_samples(replay(log, fit.model, fit.interest_of, budget, kSeed, 0), budget, false, samples);
  std::vector<Sample> learned;
  for (const Sample& sample : samples) {
    if (sample.user % 2 == 0) learned.push_back(sample);
  }
  FitClassifier result;
  const Features features(learned);
  const Column weights = learn(learned, features);
  std::vector<Judged> judged;
  for (const Sample& sample : samples) {
    if (sample.user % 2 == 0) continue;
    judged.push_back({weights.dot(features.of(sample)), sample.user, sample.real});
  }
  std::stable_sort(judged.begin(), judged.end(),
                   [](const Judged& a, const Judged& b) { return a.score < b.score; });
  result.sessions = judged.size() / 2;
  result.chance = chance_of(judged, kGroups);
  double mean = 0;
  std::array<double, kGroups> without{};
  for (std::size_t group = 0; group < kGroups; ++group) {
    without[group] = chance_of(judged, group);
    mean += without[group] / kGroups;
  }
  double squares = 0;
  for (const double chance : without) squares += (chance - mean) * (chance - mean);
  result.error = std::sqrt(squares * (kGroups - 1) / kGroups);
  return result;
}

}  // namespace reprise
