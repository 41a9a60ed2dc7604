// Fits the rows of the tracks by alternating least squares. A row has two roles: that of a track
// which was recommended, and that of an interest. It is solved for in both at once.
#pragma once

#include <span>
#include <utility>
#include <vector>

#include "experiments/fitting/shares/expected_scores.h"
#include "sim/random/streams.h"

namespace reprise {

/// What rows of tracks of one kind are like: normal around `mean` (besides what the artist's other
/// tracks say), with the inverse of their covariance. Both have the stride of rows.
struct TrackPrior {
  std::vector<float> precision;  // stride x stride
  std::vector<float> mean;       // stride
};

/// Solves for rows, and learns what rows are like: their mean and covariance around the mean of the
/// artist's other tracks, by the number of those (empirical Bayes; Dempster, Laird, Rubin 1977). So
/// directions in which tracks hardly differ are shrunk, others are not. Not safe to use from
/// several threads at once; works on all threads of the TBB arena, and results do not depend on
/// their number.
class TrackRows {
 public:
  /// `log` must outlive the object. `priors` are those of an earlier fit, or none.
  TrackRows(const FittingLog& log, std::size_t dim, std::vector<TrackPrior> priors = {});

  /// Moves each row of `model` the part `step` (0 to 1) of the way to the solution of its
  /// least-squares problem, all other rows being as they were. A step of .5 is Newton's iteration
  /// for the root of a symmetric matrix; a step of 1 would swing between two scales. With
  /// `learn_prior` means and covariances are learned, too. `firsts` are pairs (interest, first
  /// track of one of its sessions), each once: their score is above model.first_track_score.
  void sweep(FittedModel& model, std::span<const TrackId> interest_of,
             std::span<const ScoreTarget> targets,
             std::span<const std::pair<TrackId, TrackId>> firsts, float step, bool learn_prior);

  /// Returns rows as they might be, for all that the log says: each is drawn from the normal
  /// distribution around the model's row whose covariance is that of its least-squares problem, all
  /// other rows being as they were. Arguments as of sweep(). Draws have the track's number.
  EmbeddingTable draw(const FittedModel& model, std::span<const TrackId> interest_of,
                      std::span<const ScoreTarget> targets,
                      std::span<const std::pair<TrackId, TrackId>> firsts, StreamKey key) const;

  const std::vector<TrackPrior>& priors() const { return priors_; }

  /// Tells that all rows of the model were multiplied by `factor`.
  void rescale(float factor);

 private:
  class Problems;
  std::size_t class_of(TrackId track) const;
  EmbeddingTable prior_means(const FittedModel& model) const;

  const FittingLog& log_;
  std::size_t dim_;
  std::size_t stride_;
  std::vector<std::uint64_t> steps_begin_;  // by track: offsets into steps_of_
  std::vector<std::uint32_t> session_of_;   // by position in steps_of_
  std::vector<std::uint64_t> steps_of_;
  std::vector<std::uint64_t> siblings_begin_;  // by artist
  std::vector<TrackId> siblings_;
  std::vector<TrackPrior> priors_;
};

}  // namespace reprise
