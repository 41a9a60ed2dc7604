#include "experiments/fitting/trust/predict_held_out.h"

#include <algorithm>
#include <array>
#include <cmath>

namespace reprise {
namespace {

// Early and late sessions of the same users.
struct Cut {
  FittingLog early;
  FittingLog late;
};

void append(FittingLog& part, const FittingLog& log, std::uint64_t s, std::uint32_t user) {
  FittingSession session = log.sessions[s];
  const std::uint64_t begin = part.steps.size();
  for (std::uint64_t i = session.begin; i < session.end; ++i) {
    part.steps.push_back(log.steps[i]);
    if (part.steps.back().use == StepUse::held_out) part.steps.back().use = StepUse::fitted;
  }
  part.sessions.push_back({user, session.first_track, begin, part.steps.size()});
}

Cut cut_by_time(const FittingLog& log) {
  Cut cut{catalog_of(log), catalog_of(log)};
  cut.early.user_ids = log.user_ids;
  cut.late.user_ids = log.user_ids;
  for (std::uint32_t user = 0; user < log.n_users(); ++user) {
    cut.early.sessions_begin.push_back(cut.early.sessions.size());
    cut.late.sessions_begin.push_back(cut.late.sessions.size());
    const std::uint64_t begin = log.sessions_begin[user];
    const std::uint64_t n = log.sessions_begin[user + 1] - begin;
    const std::uint64_t n_early = n < 3 ? 0 : 2 * n / 3;
    for (std::uint64_t k = 0; k < n; ++k) {
      append(k < n_early ? cut.early : cut.late, log, begin + k, user);
    }
  }
  cut.early.sessions_begin.push_back(cut.early.sessions.size());
  cut.late.sessions_begin.push_back(cut.late.sessions.size());
  return cut;
}

// Means of shares, shrunk to the mean of all as if that was seen a few times.
struct Means {
  std::vector<double> sums;
  std::vector<double> counts;
  double all = 0;

  explicit Means(std::size_t n) : sums(n, 0), counts(n, 0) {}
  void add(std::size_t i, double share) {
    sums[i] += share;
    counts[i] += 1;
  }
  double of(std::size_t i) const {
    constexpr double kSeen = 5;
    return (sums[i] + kSeen * all) / (counts[i] + kSeen);
  }
};

struct Score {
  double squares = 0;
  double logs = 0;

  void add(double predicted, double observed) {
    constexpr double kLeast = 1e-3;
    const double p = std::clamp(predicted, kLeast, 1 - kLeast);
    squares += (predicted - observed) * (predicted - observed);
    logs += observed * std::log(p) + (1 - observed) * std::log(1 - p);
  }
};

// How likely each interest is in a session that began with `first`; one interest, the first track
// itself, of a user who has none.
std::vector<std::pair<TrackId, double>> weighed_interests(const FittedModel& model,
                                                          const FittedListener& listener,
                                                          TrackId first) {
  if (listener.interests.empty()) return {{first, 1.0}};
  std::vector<std::pair<TrackId, double>> result;
  double most = -INFINITY;
  for (const TrackId interest : listener.interests) {
    result.emplace_back(interest, first_track_log_likelihood(model, interest, first));
    most = std::max(most, result.back().second);
  }
  double sum = 0;
  for (auto& [interest, weight] : result) sum += weight = std::exp(weight - most);
  for (auto& [interest, weight] : result) weight /= sum;
  return result;
}

// Compares predictions with what was heard.
class Comparison {
 public:
  Comparison(std::size_t n_tracks, std::size_t n_users) : by_track_(n_tracks), by_user_(n_users) {}

  // Tells the means of a step that predictions may know.
  void learn_track(const FittingStep& step) {
    by_track_.add(step.track, step.share / 100.0);
    sum_ += step.share / 100.0;
    n_ += 1;
    by_track_.all = by_user_.all = sum_ / n_;
  }
  void learn_user(std::uint32_t user, const FittingStep& step) {
    by_user_.add(user, step.share / 100.0);
  }
  void compare(std::uint32_t user, const FittingStep& step, double predicted) {
    const double observed = step.share / 100.0;
    const double track_mean = by_track_.of(step.track);
    const double user_mean = by_user_.of(user);
    scores_[0].add(predicted, observed);
    scores_[1].add(by_track_.all, observed);
    scores_[2].add(track_mean, observed);
    scores_[3].add(user_mean, observed);
    scores_[4].add(std::clamp(track_mean + user_mean - by_track_.all, 0.0, 1.0), observed);
    FitCalibrationBin& bin =
        bins_[std::min(static_cast<std::size_t>(predicted * kBins), kBins - 1)];
    bin.predicted += predicted;
    bin.observed += observed;
    ++bin.steps;
    ++steps_;
  }
  HeldOutPrediction result() const {
    constexpr std::array kNames = {"fitted world", "mean of all", "mean of the track",
                                   "mean of the user", "means of track and user"};
    HeldOutPrediction result;
    result.steps = steps_;
    if (steps_ == 0) return result;
    const auto steps = static_cast<double>(steps_);
    for (std::size_t i = 0; i < kNames.size(); ++i) {
      result.predictions.push_back(
          {kNames[i], scores_[i].squares / steps, scores_[i].logs / steps});
    }
    for (FitCalibrationBin bin : bins_) {
      if (bin.steps == 0) continue;
      bin.predicted /= static_cast<double>(bin.steps);
      bin.observed /= static_cast<double>(bin.steps);
      result.calibration.push_back(bin);
    }
    return result;
  }

 private:
  static constexpr std::size_t kBins = 10;

  Means by_track_;
  Means by_user_;
  double sum_ = 0;
  double n_ = 0;
  std::array<FitCalibrationBin, kBins> bins_{};
  std::array<Score, 5> scores_{};
  std::uint64_t steps_ = 0;
};

}  // namespace

HeldOutPrediction predict_held_out(const FittingLog& fitted, const WorldFit& fit,
                                   const FittingLog& others, const FitSettings& settings) {
  const Cut cut = cut_by_time(others);
  const WorldFit users = fit_users(cut.early, settings, fit);
  Comparison comparison(fitted.n_tracks(), others.n_users());
  for (const FittingStep& step : fitted.steps) {
    if (step.use != StepUse::repeated) comparison.learn_track(step);
  }
  for (const FittingSession& session : cut.early.sessions) {
    for (std::uint64_t i = session.begin; i < session.end; ++i) {
      const FittingStep& step = cut.early.steps[i];
      if (step.use != StepUse::repeated) comparison.learn_user(session.user, step);
    }
  }
  for (const FittingSession& session : cut.late.sessions) {
    const auto interests =
        weighed_interests(users.model, users.model.listeners[session.user], session.first_track);
    for (std::uint64_t i = session.begin; i < session.end; ++i) {
      const FittingStep& step = cut.late.steps[i];
      if (step.use == StepUse::repeated) continue;
      double predicted = 0;
      for (const auto& [interest, weight] : interests) {
        predicted += weight * users.model.share(session.user, interest, step.track, step.earlier);
      }
      comparison.compare(session.user, step, predicted);
    }
  }
  return comparison.result();
}

HeldOutPrediction predict_held_out_steps(const FittingLog& fitted, const WorldFit& fit) {
  Comparison comparison(fitted.n_tracks(), fitted.n_users());
  const auto each = [&](StepUse use, const auto& visit) {
    for (std::size_t s = 0; s < fitted.sessions.size(); ++s) {
      const FittingSession& session = fitted.sessions[s];
      for (std::uint64_t i = session.begin; i < session.end; ++i) {
        if (fitted.steps[i].use == use) visit(s, session.user, fitted.steps[i]);
      }
    }
  };
  each(StepUse::fitted, [&](std::size_t, std::uint32_t user, const FittingStep& step) {
    comparison.learn_track(step);
    comparison.learn_user(user, step);
  });
  each(StepUse::held_out, [&](std::size_t s, std::uint32_t user, const FittingStep& step) {
    comparison.compare(user, step,
                       fit.model.share(user, fit.interest_of[s], step.track, step.earlier));
  });
  return comparison.result();
}

}  // namespace reprise
