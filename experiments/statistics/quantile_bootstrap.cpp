#include "experiments/statistics/quantile_bootstrap.h"

#include <algorithm>
#include <cmath>
#include <functional>
#include <limits>
#include <numeric>
#include <string_view>

#include <tbb/parallel_for.h>

#include "experiments/statistics/quantile_replicates.h"
#include "experiments/statistics/session_quantile.h"
#include "sim/support/check.h"

namespace reprise {
namespace {

constexpr std::string_view kPurpose = "bootstrap";
// The purpose for the treatment's users when they are not the control's, even where they have the
// same indices.
constexpr std::string_view kPurposeOfTreatment = "bootstrap/treatment";

using Estimates = QuantileReplicates;

Estimates leaving_out(const SessionQuantile& treatment) {
  Estimates estimates(treatment.users());
  tbb::parallel_for(std::size_t{0}, treatment.users(),
                    [&](std::size_t user) { estimates[user] = treatment.without(user); });
  return estimates;
}

std::vector<double> present(const Estimates& estimates) {
  std::vector<double> values;
  for (const std::optional<double>& estimate : estimates) {
    if (estimate) values.push_back(*estimate);
  }
  return values;
}

bool enough_users(const SessionQuantile& treatment) {
  std::size_t enough = 0;
  for (std::size_t user = 0; user < treatment.users() && enough < 2; ++user) {
    enough += treatment.has_sessions(user);
  }
  return enough == 2;
}

// A statistic of all users, of each replicate, and without each user. `left_out` has one list per
// group of users that is resampled by itself; only BCa needs it.
struct Resampled {
  double estimate = 0;
  std::vector<double> replicates;
  std::vector<std::vector<double>> left_out;
};

BootstrapInterval whole_line() {
  constexpr double kInfinity = std::numeric_limits<double>::infinity();
  return {.lower = -kInfinity, .upper = kInfinity};
}

// Returns a function that gives the interval at any alpha.
std::function<BootstrapInterval(double)> intervals_of(Resampled resampled, BootstrapMethod method) {
  if (resampled.replicates.empty()) return [](double) { return whole_line(); };
  // Each interval sorts the replicates again, which is quick when they are already sorted.
  std::ranges::sort(resampled.replicates);
  if (method == BootstrapMethod::percentile) {
    return [replicates = std::move(resampled.replicates)](double alpha) {
      return percentile_interval(replicates, alpha);
    };
  }
  const double acceleration = bca_acceleration(resampled.left_out);
  return [replicates = std::move(resampled.replicates), estimate = resampled.estimate,
          acceleration](double alpha) {
    return bca_interval(replicates, estimate, acceleration, alpha);
  };
}

// Returns the smallest alpha at which the interval excludes 0. Intervals shrink as alpha grows, so
// bisection finds this alpha to the last bit. p then agrees with the intervals even where ties and
// rounding move them.
double smallest_alpha(const std::function<BootstrapInterval(double)>& interval,
                      std::uint64_t replicates) {
  const auto excludes_zero = [&](double alpha) {
    const BootstrapInterval found = interval(alpha);
    return found.lower > 0 || found.upper < 0;
  };
  double inside = std::min(2 / (static_cast<double>(replicates) + 1), 1.0);
  double outside = std::nextafter(1.0, 0.0);
  if (inside >= outside || !excludes_zero(outside)) return 1;
  if (excludes_zero(inside)) return inside;
  for (;;) {
    const double middle = std::midpoint(inside, outside);
    if (middle == inside || middle == outside) return outside;
    (excludes_zero(middle) ? outside : inside) = middle;
  }
}

struct Pair {
  double control = 0;
  double treatment = 0;
};

// The quantiles of both treatments before they are compared, laid out as in Resampled.
struct ResampledTreatments {
  Pair estimate;
  std::vector<Pair> replicates;
  std::vector<std::vector<Pair>> left_out;

  bool control_above_zero() const {
    const auto above = [](const Pair& pair) { return pair.control > 0; };
    return above(estimate) && std::ranges::all_of(replicates, above) &&
           std::ranges::all_of(left_out, [&](const std::vector<Pair>& group) {
             return std::ranges::all_of(group, above);
           });
  }

  template <typename Statistic>
  Resampled compared(const Statistic& statistic) const {
    const auto of = [&](const std::vector<Pair>& pairs) {
      std::vector<double> values(pairs.size());
      std::ranges::transform(pairs, values.begin(), statistic);
      return values;
    };
    Resampled result{.estimate = statistic(estimate), .replicates = of(replicates), .left_out = {}};
    for (const std::vector<Pair>& group : left_out) result.left_out.push_back(of(group));
    return result;
  }
};

// Returns the pairs whose estimates are both present, in order. A replicate whose weights are all 0
// in a treatment has no estimate and is dropped.
std::vector<Pair> aligned(const Estimates& control, const Estimates& treatment) {
  std::vector<Pair> pairs;
  for (std::size_t i = 0; i < control.size(); ++i) {
    if (control[i] && treatment[i]) {
      pairs.push_back({.control = *control[i], .treatment = *treatment[i]});
    }
  }
  return pairs;
}

std::vector<std::vector<Pair>> left_out(const SessionQuantile& control,
                                        const SessionQuantile& treatment, bool same_users) {
  const Estimates without_control = leaving_out(control);
  const Estimates without_treatment = leaving_out(treatment);
  if (same_users) return {aligned(without_control, without_treatment)};
  return {aligned(without_control, Estimates(control.users(), treatment.of_all())),
          aligned(Estimates(treatment.users(), control.of_all()), without_treatment)};
}

}  // namespace

QuantileEstimate quantile_estimate(const UserDistributions& users, double probability,
                                   BootstrapMethod method, std::uint64_t replicates,
                                   std::uint64_t seed, double alpha) {
  REPRISE_CHECK(replicates > 0, "no replicates");
  const SessionQuantile treatment(users, probability);
  const std::optional<double> estimate = treatment.of_all();
  REPRISE_CHECK(estimate.has_value(), "no sessions of {} users", treatment.users());
  Resampled resampled{.estimate = *estimate, .replicates = {}, .left_out = {}};
  if (enough_users(treatment)) {
    resampled.replicates =
        present(*quantile_replicates(users, probability, stream_key(seed, kPurpose), replicates));
    if (method == BootstrapMethod::bca) resampled.left_out = {present(leaving_out(treatment))};
  }
  const BootstrapInterval interval = intervals_of(std::move(resampled), method)(alpha);
  return {.estimate = *estimate, .lower = interval.lower, .upper = interval.upper};
}

QuantileComparison compare_quantiles(const UserDistributions& control,
                                     const UserDistributions& treatment, bool same_users,
                                     double probability, BootstrapMethod method,
                                     std::uint64_t replicates, std::uint64_t seed, double alpha) {
  REPRISE_CHECK(replicates > 0, "no replicates");
  const SessionQuantile first(control, probability);
  const SessionQuantile second(treatment, probability);
  REPRISE_CHECK(!same_users || first.users() == second.users(), "{} users against {}",
                first.users(), second.users());
  const std::optional<double> of_first = first.of_all();
  const std::optional<double> of_second = second.of_all();
  REPRISE_CHECK(of_first && of_second, "no sessions of {} or of {} users", first.users(),
                second.users());

  ResampledTreatments treatments{.estimate = {.control = *of_first, .treatment = *of_second},
                                 .replicates = {},
                                 .left_out = {}};
  if (enough_users(first) && enough_users(second)) {
    const StreamKey key = stream_key(seed, kPurpose);
    const StreamKey other_key = same_users ? key : stream_key(seed, kPurposeOfTreatment);
    treatments.replicates =
        aligned(*quantile_replicates(control, probability, key, replicates),
                *quantile_replicates(treatment, probability, other_key, replicates));
    if (method == BootstrapMethod::bca) treatments.left_out = left_out(first, second, same_users);
  }
  const auto difference = intervals_of(
      treatments.compared([](const Pair& pair) { return pair.treatment - pair.control; }), method);
  QuantileComparison comparison{.control = *of_first,
                                .treatment = *of_second,
                                .difference = difference(alpha),
                                .relative = std::nullopt,
                                .p = smallest_alpha(difference, replicates)};
  if (treatments.control_above_zero()) {
    comparison.relative = intervals_of(
        treatments.compared([](const Pair& pair) { return pair.treatment / pair.control - 1; }),
        method)(alpha);
  }
  return comparison;
}

}  // namespace reprise
