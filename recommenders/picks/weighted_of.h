// Chooses among the candidates that are not excluded, in proportion to weights.
#pragma once

#include <optional>
#include <vector>

#include "recommenders/sentence.h"

namespace reprise {

/// The weights of a list's candidates, from the head of the list on. Weights are given as
/// logarithms. When the head is excluded, logarithms still tell the far end of the list apart,
/// where the weights themselves may be too small to change a sum, or may round to 0.
class Weights {
 public:
  void clear();
  /// Appends the weight of the next candidate. The largest logarithm must be 0 or near 0.
  void add(double logarithm);

  std::size_t size() const { return logarithms_.size(); }
  double logarithm(std::size_t i) const { return logarithms_[i]; }
  /// Returns the sums of the first 1, 2, ... weights.
  const std::vector<double>& cumulative() const { return cumulative_; }

 private:
  std::vector<double> logarithms_;
  std::vector<double> cumulative_;
};

/// Returns one of the candidates that are not excluded, each with a chance in proportion to its
/// weight; nothing when all are excluded. Candidates beyond the weights are never chosen.
MaybeTrack weighted_of(const TrackList& list, const Weights& weights, const Exclude* exclude,
                       Request& request);

/// Tells the propensities of weighted_of(), as Pick::tell does.
bool tell_weighted_of(const TrackList& list, const Weights& weights, const Exclude* exclude,
                      Request& request, double share, Propensities& propensities);

}  // namespace reprise
