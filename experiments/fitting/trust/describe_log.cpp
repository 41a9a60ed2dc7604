#include "experiments/fitting/trust/describe_log.h"

#include <algorithm>
#include <array>
#include <cmath>

#include "experiments/fitting/trust/replay.h"

namespace reprise {
namespace {

// Sums of shares over the steps at some places in the session.
struct Places {
  const char* name;
  std::size_t from;  // the place of the first recommended track is 1
  std::size_t to;
  double shares = 0;
  double steps = 0;
};

double ratio(double part, double whole) { return whole > 0 ? part / whole : 0; }

}  // namespace

std::vector<LogNumber> describe_log(const FittingLog& log) {
  std::array<Places, 4> places = {Places{"share heard of track 1", 1, 1},
                                  Places{"share heard of tracks 2 to 5", 2, 5},
                                  Places{"share heard of tracks 6 to 10", 6, 10},
                                  Places{"share heard of tracks 11 and later", 11, 10'000'000}};
  std::vector<double> lengths;
  double hardly = 0;
  double nearly_whole = 0;
  double repeated = 0;
  double same_artist = 0;
  for (const FittingSession& session : log.sessions) {
    lengths.push_back(static_cast<double>(session.end - session.begin + 1));
    for (std::uint64_t i = session.begin; i < session.end; ++i) {
      const FittingStep& step = log.steps[i];
      const std::size_t place = i - session.begin + 1;
      for (Places& at : places) {
        if (place < at.from || place > at.to) continue;
        at.shares += step.share / 100.0;
        at.steps += 1;
      }
      hardly += step.share < 10 ? 1 : 0;
      nearly_whole += step.share > 90 ? 1 : 0;
      repeated += step.use == StepUse::repeated ? 1 : 0;
      same_artist += step.earlier > 0 ? 1 : 0;
    }
  }
  std::sort(lengths.begin(), lengths.end());
  const auto steps = static_cast<double>(log.steps.size());
  const auto sessions = static_cast<double>(lengths.size());
  const auto quantile = [&](double q) {
    return lengths.empty() ? 0 : lengths[static_cast<std::size_t>(q * (sessions - 1))];
  };
  const auto longer = [&](double than) {
    return ratio(
        static_cast<double>(lengths.end() - std::upper_bound(lengths.begin(), lengths.end(), than)),
        sessions);
  };
  std::vector<LogNumber> numbers = {{"tracks per session", ratio(steps + sessions, sessions)},
                                    {"tracks per session, median", quantile(0.5)},
                                    {"sessions longer than 10 tracks", longer(10)},
                                    {"sessions longer than 20 tracks", longer(20)}};
  for (const Places& at : places) numbers.push_back({at.name, ratio(at.shares, at.steps)});
  numbers.push_back({"tracks heard for less than a tenth", ratio(hardly, steps)});
  numbers.push_back({"tracks heard for more than nine tenths", ratio(nearly_whole, steps)});
  numbers.push_back({"tracks played before in the session", ratio(repeated, steps)});
  numbers.push_back({"tracks whose artist was played before", ratio(same_artist, steps)});
  return numbers;
}

std::vector<FitDescription> with_bands(const std::vector<LogNumber>& observed,
                                       const std::vector<std::vector<double>>& simulated) {
  constexpr double kDeviations = 2.5;
  constexpr double kNoDifference = 0.002;
  std::vector<FitDescription> result;
  for (const LogNumber& number : observed) {
    FitDescription described;
    described.name = number.name;
    described.observed = number.value;
    result.push_back(std::move(described));
  }
  std::vector<double> squares(result.size(), 0);
  const std::size_t n = simulated.size();
  for (std::size_t k = 0; k < n; ++k) {
    for (std::size_t i = 0; i < result.size(); ++i) {
      // Welford's sums.
      const double off = simulated[k][i] - result[i].simulated;
      result[i].simulated += off / static_cast<double>(k + 1);
      squares[i] += off * (simulated[k][i] - result[i].simulated);
    }
  }
  for (std::size_t i = 0; i < result.size(); ++i) {
    result[i].spread = n > 1 ? std::sqrt(squares[i] / static_cast<double>(n - 1)) : 0;
    const double half =
        std::max(kDeviations * result[i].spread, kNoDifference * std::abs(result[i].simulated));
    // No number of a log is negative.
    result[i].lower = std::max(0.0, result[i].simulated - half);
    result[i].upper = result[i].simulated + half;
  }
  return result;
}

std::vector<FitDescription> describe(const FittingLog& log, const WorldFit& fit,
                                     std::int32_t budget, std::size_t n, const Progress& progress) {
  std::vector<std::vector<double>> simulated;
  for (std::size_t k = 0; k < n; ++k) {
    std::vector<double>& values = simulated.emplace_back();
    for (const LogNumber& number :
         describe_log(replay(log, fit.model, fit.interest_of, budget, k + 1, 0))) {
      values.push_back(number.value);
    }
    if (progress) progress("simulated logs", k + 1, n);
  }
  return with_bands(describe_log(log), simulated);
}

}  // namespace reprise
