#include "experiments/fitting/shares/fit_discount.h"

#include <algorithm>
#include <array>
#include <numeric>

#include <tbb/parallel_for.h>

#include "experiments/fitting/shares/truncated_normal.h"

namespace reprise {
namespace {

constexpr std::size_t kGroups = 10;
using GroupSums = std::array<double, kGroups>;

struct RepeatedArtist {
  double score = 0;
  std::uint32_t user = 0;
  std::uint8_t share = 0;
  std::uint8_t earlier = 0;
};

// The log likelihood under a discount, by group of users.
GroupSums log_likelihoods(const std::vector<RepeatedArtist>& steps, const FittedModel& model,
                          double discount) {
  constexpr double kOtherCause = 1e-3;
  const ShareBounds bounds(discount);
  GroupSums sums{};
  for (const RepeatedArtist& step : steps) {
    const FittedListener& listener = model.listeners[step.user];
    const ShareBounds::Interval& odds = bounds.of(step.share, step.earlier);
    double chance = 0;
    if (!odds.impossible) {
      const double low = (odds.low / listener.sharpness + listener.bias - step.score) / model.noise;
      const double high =
          (odds.high / listener.sharpness + listener.bias - step.score) / model.noise;
      chance = std::exp(log_chance_between(low, high));
    }
    // Another cause gives any of the 101 shares.
    sums[step.user % kGroups] += std::log((1 - kOtherCause) * chance + kOtherCause / 101);
  }
  return sums;
}

struct Grid {
  std::vector<double> values;
  std::vector<GroupSums> sums;

  // The best value for all groups but one; `without` >= kGroups leaves none out.
  double best(std::size_t without) const {
    double most = -INFINITY;
    double found = 1;
    for (std::size_t i = 0; i < values.size(); ++i) {
      double total = std::accumulate(sums[i].begin(), sums[i].end(), 0.0);
      if (without < kGroups) total -= sums[i][without];
      if (total <= most) continue;
      most = total;
      found = values[i];
    }
    return found;
  }
};

Grid profile(const std::vector<RepeatedArtist>& steps, const FittedModel& model, double from,
             double to, double by) {
  Grid grid;
  for (double value = from; value <= to + 1e-9; value += by) {
    grid.values.push_back(std::min(value, 1.0));
  }
  grid.sums.resize(grid.values.size());
  tbb::parallel_for(std::size_t{0}, grid.values.size(), [&](std::size_t i) {
    grid.sums[i] = log_likelihoods(steps, model, grid.values[i]);
  });
  return grid;
}

}  // namespace

FittedDiscount fit_discount(const FittingLog& log, const FittedModel& model,
                            std::span<const TrackId> interest_of) {
  constexpr std::size_t kMostSteps = 100'000;  // more say the same
  constexpr double kFirstStep = 0.025;
  constexpr double kLastStep = 0.001;
  // Half a hundredth, which rounding hides, in standard deviations of an even spread.
  constexpr double kRounding = 0.0029;
  std::vector<RepeatedArtist> steps;
  FittedDiscount result;
  for (std::size_t s = 0; s < log.sessions.size(); ++s) {
    const FittingSession& session = log.sessions[s];
    for (std::uint64_t i = session.begin; i < session.end; ++i) {
      const FittingStep& step = log.steps[i];
      if (step.use == StepUse::repeated || step.earlier == 0) continue;
      ++result.steps;
      steps.push_back({static_cast<double>(model.score(interest_of[s], step.track)), session.user,
                       step.share, step.earlier});
    }
  }
  if (steps.empty()) return result;
  if (steps.size() > kMostSteps) {
    const std::size_t every = steps.size() / kMostSteps + 1;
    std::size_t kept = 0;
    for (std::size_t i = 0; i < steps.size(); i += every) steps[kept++] = steps[i];
    steps.resize(kept);
  }
  const double coarse = profile(steps, model, 0.3, 1, kFirstStep).best(kGroups);
  const Grid fine = profile(steps, model, std::max(0.3, coarse - kFirstStep),
                            std::min(1.0, coarse + kFirstStep), kLastStep);
  result.value = fine.best(kGroups);
  double squares = 0;
  double mean = 0;
  std::array<double, kGroups> without{};
  for (std::size_t group = 0; group < kGroups; ++group) {
    without[group] = fine.best(group);
    mean += without[group] / kGroups;
  }
  for (const double value : without) squares += (value - mean) * (value - mean);
  result.error = std::max(std::sqrt(squares * (kGroups - 1) / kGroups), kRounding);
  return result;
}

}  // namespace reprise
