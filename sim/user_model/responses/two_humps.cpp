#include <algorithm>

#include "sim/numerics/exponential.h"
#include "sim/numerics/logarithm.h"
#include "sim/user_model/parts.h"

namespace reprise {
namespace {

constexpr Limits kSpread{.min = 0, .max = 1};
constexpr Limits kEarly{.min = 0.01, .max = 10};

struct TwoHumpsParameters {
  UserValue spread = 1.0;
  UserValue early = 0.2;
};

// Returns u to the power of 1 / a, for u in [0, 1) and a of at least 0.
double root(double u, double a) {
  if (!(u > 0) || !(a > 0)) return 0;
  return exponential(logarithm(u) / a);
}

class TwoHumps final : public Cloned<ResponseRule, TwoHumps> {
 public:
  TwoHumps(ValueOfUser spread, ValueOfUser early)
      : spread_(std::move(spread)), early_(std::move(early)) {}

  void begin(const Moment& moment) override {
    spread_now_ = spread_(moment.user);
    early_now_ = early_(moment.user);
  }

  Hundredths time(double share, double factor, ModelStream& draws) const override {
    if (spread_now_ == 0) return time_of_share(share, factor);
    const double mean = std::clamp(share * factor, 0.0, 1.0);
    const double heard = far_from(mean, draws.unit(Draw::response));
    return time_of_share(mean + spread_now_ * (heard - mean), 1);
  }

 private:
  // Returns a time of this mean that is 1 or early. An early one has the distribution function
  // x^early on [0, 1], whose mean is early / (1 + early); where even that is too much, all times
  // are early and the exponent is the one that gives the mean.
  double far_from(double mean, double draw) const {
    const double mean_of_early = early_now_ / (1 + early_now_);
    if (mean < mean_of_early) return root(draw, mean / (1 - mean));
    const double heard_out = (mean - mean_of_early) / (1 - mean_of_early);
    if (draw < heard_out) return 1;
    return root((draw - heard_out) / (1 - heard_out), early_now_);
  }

  ValueOfUser spread_;
  ValueOfUser early_;
  double spread_now_ = 0;
  double early_now_ = 0;
};

const Registration<ResponsePart> registration(
    "skips early, or hears it out: with the mean of 'logistic', a time is 1 or has the "
    "distribution "
    "function x^early, and lies 'spread' of the way from the mean to that; spread 0 is 'logistic'; "
    "source: early 0.2 has the shape of published skips, half of which come within 5 s and 7 of 10 "
    "within 30 s (Lamere 2014)",
    Parameters<TwoHumpsParameters>("two_humps")
        .add("spread", &TwoHumpsParameters::spread, "how far times lie from their mean", kSpread)
        .add("early", &TwoHumpsParameters::early, "exponent of early times; the less, the earlier",
             kEarly),
    [](const TwoHumpsParameters& parameters, UserModelBuild& build) {
      return std::make_unique<TwoHumps>(
          build.values(parameters.spread, "two_humps.spread", kSpread),
          build.values(parameters.early, "two_humps.early", kEarly));
    });

}  // namespace
}  // namespace reprise
