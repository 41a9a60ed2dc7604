#include "recommenders/training/split.h"

#include <cmath>

#include "sim/support/check.h"

namespace reprise {

Split::Split(StreamKey key, double validation, double test)
    : key_(key),
      all_train_(validation == 0 && test == 0),
      validation_(static_cast<std::uint32_t>(std::ldexp(validation, 32))),
      test_(static_cast<std::uint32_t>(std::ldexp(validation + test, 32))) {
  REPRISE_CHECK(validation >= 0 && test >= 0 && validation + test < 1, "validation {}, test {}",
                validation, test);
}

}  // namespace reprise
