#include "experiments/analysis/oracle_gap_closed.h"

#include <cmath>

namespace reprise {

std::optional<double> oracle_gap_closed(double time, const OracleScale& scale) {
  if (!(time > 0) || !(scale.random > 0) || !(scale.oracle > 0) || scale.oracle == scale.random) {
    return std::nullopt;
  }
  return std::log(time / scale.random) / std::log(scale.oracle / scale.random);
}

}  // namespace reprise
