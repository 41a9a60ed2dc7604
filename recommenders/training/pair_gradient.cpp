#include "recommenders/training/pair_gradient.h"

#include "sim/support/check.h"

namespace reprise {

PairGradient pair_gradient(std::span<const float> context, std::span<const float> track,
                           double time, double ridge_context, double ridge_track) {
  REPRISE_CHECK(context.size() == track.size(), "{} and {} coordinates", context.size(),
                track.size());
  PairGradient result;
  double product = 0;
  double context_norm = 0;
  double track_norm = 0;
  for (std::size_t i = 0; i < context.size(); ++i) {
    const double c = static_cast<double>(context[i]);
    const double t = static_cast<double>(track[i]);
    product += c * t;
    context_norm += c * c;
    track_norm += t * t;
  }
  result.error = product - time;
  result.objective =
      (result.error * result.error + ridge_context * context_norm + ridge_track * track_norm) / 2;
  for (std::size_t i = 0; i < context.size(); ++i) {
    const double c = static_cast<double>(context[i]);
    const double t = static_cast<double>(track[i]);
    result.context.push_back(result.error * t + ridge_context * c);
    result.track.push_back(result.error * c + ridge_track * t);
  }
  return result;
}

}  // namespace reprise
