#include "recommenders/training/ranker_parameters.h"

#include <algorithm>
#include <cmath>

#include <fmt/format.h>

namespace reprise {

void check_split(const std::vector<double>& split, std::int64_t patience, const Place& place) {
  const auto fraction = [](double f) { return f >= 0 && f <= 1; };
  double sum = 0;
  for (const double f : split) sum += f;
  if (split.size() != 3 || !std::all_of(split.begin(), split.end(), fraction) ||
      !(std::abs(sum - 1) < 1e-9)) {
    throw UserError(place,
                    fmt::format("'split' is [{}]; expected fractions for training, validation "
                                "and test that sum to 1, such as [0.84, 0.06, 0.1]",
                                fmt::join(split, ", ")));
  }
  if (split[0] == 0) {
    throw UserError(place,
                    "'split' begins with 0, which leaves nothing to train on; expected a first "
                    "fraction above 0");
  }
  // Fractions that only sum to 1 by rounding may leave nothing, too.
  if (!(split[1] + split[2] < 1)) {
    throw UserError(place,
                    fmt::format("'split' is [{}], which leaves nothing to train on; expected "
                                "a first fraction that is not nearly 0",
                                fmt::join(split, ", ")));
  }
  if (split[1] == 0 && patience > 0) {
    throw UserError(place,
                    "patience waits for a better validation loss, but 'split' leaves no pairs for "
                    "validation; give its second fraction more than 0");
  }
}

}  // namespace reprise
