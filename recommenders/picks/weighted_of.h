// Choice among the candidates that are not excluded, in proportion to weights.
#pragma once

#include <optional>
#include <vector>

#include "recommenders/sentence.h"

namespace reprise {

/// The weights of a list's candidates, from its head on. They are given by their logarithms, which
/// tell the far end of a list apart when its head is excluded: as numbers those weights may be too
/// small to be added to the others, or to be anything but 0.
class Weights {
 public:
  void clear();
  /// The next one. The largest logarithm must be 0 or near it.
  void add(double logarithm);

  std::size_t size() const { return logarithms_.size(); }
  double logarithm(std::size_t i) const { return logarithms_[i]; }
  /// Sums of the first 1, 2, ... weights.
  const std::vector<double>& cumulative() const { return cumulative_; }

 private:
  std::vector<double> logarithms_;
  std::vector<double> cumulative_;
};

/// One of the candidates that are not excluded, each with a chance in proportion to its weight;
/// nothing when all are excluded. Candidates beyond the weights are never chosen.
MaybeTrack weighted_of(const TrackList& list, const Weights& weights, const Exclude* exclude,
                       Request& request);

}  // namespace reprise
