#include "experiments/fitting/calibrate.h"

#include <algorithm>
#include <cmath>
#include <vector>

namespace reprise {
namespace {

struct Seen {
  double odds = 0;    // log odds by the model, before fatigue
  double factor = 1;  // of fatigue
  double share = 0;
};

}  // namespace

Calibration calibrate(const FittingLog& log, const FittedModel& model,
                      std::span<const TrackId> interest_of) {
  constexpr std::size_t kLeast = 500;
  constexpr int kSteps = 12;
  std::vector<Seen> seen;
  for (std::size_t s = 0; s < log.sessions.size(); ++s) {
    const FittingSession& session = log.sessions[s];
    const FittedListener& listener = model.listeners[session.user];
    for (std::uint64_t i = session.begin; i < session.end; ++i) {
      const FittingStep& step = log.steps[i];
      if (step.use != StepUse::held_out) continue;
      const auto score = static_cast<double>(model.score(interest_of[s], step.track));
      seen.push_back({(score - listener.bias) * listener.sharpness,
                      std::pow(model.discount, step.earlier), step.share / 100.0});
    }
  }
  Calibration result;
  if (seen.size() < kLeast) return result;
  // Fisher's scoring.
  for (int round = 0; round < kSteps; ++round) {
    double g_slope = 0, g_shift = 0, h_slope = 0, h_both = 0, h_shift = 0;
    for (const Seen& step : seen) {
      const double heard = 1 / (1 + std::exp(-(result.slope * step.odds + result.shift)));
      const double share = std::clamp(step.factor * heard, 1e-9, 1 - 1e-9);
      const double moves = share * (1 - heard);  // by the log odds
      const double variance = share * (1 - share);
      const double gain = (step.share - share) * moves / variance;
      const double weight = moves * moves / variance;
      g_slope += gain * step.odds;
      g_shift += gain;
      h_slope += weight * step.odds * step.odds;
      h_both += weight * step.odds;
      h_shift += weight;
    }
    const double determinant = h_slope * h_shift - h_both * h_both;
    if (!(determinant > 1e-12 * h_slope * h_shift)) return {};
    result.slope += std::clamp((h_shift * g_slope - h_both * g_shift) / determinant, -0.3, 0.3);
    result.shift += std::clamp((h_slope * g_shift - h_both * g_slope) / determinant, -1.0, 1.0);
    result.slope = std::clamp(result.slope, 0.05, 5.0);
  }
  return result;
}

void apply_calibration(const Calibration& calibration, FittedModel& model) {
  for (FittedListener& listener : model.listeners) {
    listener.sharpness *= calibration.slope;
    listener.bias -= calibration.shift / listener.sharpness;
  }
}

}  // namespace reprise
