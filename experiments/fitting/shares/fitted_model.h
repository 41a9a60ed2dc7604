// The parameters of a world that were fitted to a log: botify's user model, part by part.
#pragma once

#include <cmath>
#include <cstdint>
#include <vector>

#include "experiments/fitting/log/fitting_log.h"
#include "experiments/fitting/shares/share_bounds.h"
#include "recommenders/training/embedding_table.h"

namespace reprise {

/// How one user responds, with standard errors.
struct FittedListener {
  double bias = 0;
  double sharpness = 1;
  double bias_error = 0;
  double log_sharpness_error = 0;
  std::vector<TrackId> interests;  // the part `interest: fixed` of the user model
};

/// A share is discount^earlier / (1 + exp(-(<row of the interest, row of the track> - bias) x
/// sharpness)), rounded. The scale of scores is not identified by shares: it is such that the mean
/// log sharpness is 0, as in the presets.
struct FittedModel {
  EmbeddingTable rows;                    // by track
  std::vector<float> information;         // by track: steps that tell about its row, each at most 1
  std::vector<FittedListener> listeners;  // by user
  double discount = 1;
  double discount_error = 0;
  /// Standard deviation of what scores get wrong, in units of the score, on steps held out.
  double noise = 2;
  /// Tracks above this score for an interest are those with which its sessions begin; 0 at first.
  double first_track_score = 0;
  double mean_bias = 5;
  double bias_spread = 3;
  double log_sharpness_spread = 0.5;

  float score(TrackId interest, TrackId track) const {
    return dot(rows.row(interest), rows.row(track), rows.stride());
  }
  /// Returns the share that is expected of a track before rounding.
  double share(std::uint32_t user, TrackId interest, TrackId track, std::uint32_t earlier) const {
    const FittedListener& listener = listeners[user];
    return std::pow(discount, earlier) /
           (1 + std::exp(-(static_cast<double>(score(interest, track)) - listener.bias) *
                         listener.sharpness));
  }
};

/// The interval of scores that give the share of a step.
struct ScoreInterval {
  double low = 0;
  double high = 0;
};

inline ScoreInterval score_interval(const FittingStep& step, const FittedListener& listener,
                                    const ShareBounds& bounds) {
  const ShareBounds::Interval& odds = bounds.of(step.share, step.earlier);
  return {odds.low / listener.sharpness + listener.bias,
          odds.high / listener.sharpness + listener.bias};
}

}  // namespace reprise
