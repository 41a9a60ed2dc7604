#include "reports/results/length_bins.h"

namespace reprise {

std::vector<LengthBin> length_bins(std::size_t least, std::size_t most, bool doublings) {
  std::vector<LengthBin> bins;
  for (std::size_t first = least; first <= most;) {
    const std::size_t last = doublings && first > 0 ? 2 * first - 1 : first;
    bins.push_back({first, last});
    first = last + 1;
  }
  return bins;
}

}  // namespace reprise
