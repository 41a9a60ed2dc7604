#include "experiments/spec/selections/selection.h"

#include <algorithm>
#include <numeric>

namespace reprise {

double mean_of(std::span<const double> replications) {
  return std::accumulate(replications.begin(), replications.end(), 0.0) /
         static_cast<double>(replications.size());
}

std::size_t replications_of(const CandidateMeans& means) {
  std::size_t most = 0;
  for (const std::vector<double>& candidate : means) most = std::max(most, candidate.size());
  return most;
}

}  // namespace reprise
