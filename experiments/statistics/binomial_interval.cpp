#include "experiments/statistics/binomial_interval.h"

#include <boost/math/distributions/binomial.hpp>

#include "sim/support/check.h"

namespace reprise {

BinomialInterval clopper_pearson(std::uint64_t count, std::uint64_t runs, double alpha) {
  REPRISE_CHECK(runs > 0 && count <= runs && alpha > 0 && alpha < 1, "{} of {}, alpha {}", count,
                runs, alpha);
  using Binomial = boost::math::binomial;
  const double n = static_cast<double>(runs);
  const double k = static_cast<double>(count);
  return {Binomial::find_lower_bound_on_p(n, k, alpha / 2),
          Binomial::find_upper_bound_on_p(n, k, alpha / 2)};
}

}  // namespace reprise
