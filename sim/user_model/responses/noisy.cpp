#include "sim/numerics/exponential.h"
#include "sim/numerics/logarithm.h"
#include "sim/user_model/odds.h"
#include "sim/user_model/parts.h"

namespace reprise {
namespace {

constexpr Limits kDeviation{.min = 0, .max = 100};

struct NoisyParameters {
  UserValue deviation = 1.0;
};

class Noisy final : public Cloned<ResponseRule, Noisy> {
 public:
  explicit Noisy(ValueOfUser deviation) : deviation_(std::move(deviation)) {}

  void begin(const Moment& moment) override {
    // The standard deviation of a logistic distribution is pi / sqrt(3) times its scale.
    constexpr double kOfScale = 1.8137993642342178;
    scale_ = deviation_(moment.user) / kOfScale;
  }

  Hundredths time(double share, double factor, ModelStream& draws) const override {
    if (scale_ == 0) return time_of_share(share, factor);
    // A draw that is never 0, so that its logarithm is finite. It adds logistic noise to the logit
    // of the share.
    const double draw = draws.unit(Draw::response) + 0x1p-33;
    const double odds = exponential(scale_ * (logarithm(draw) - logarithm(1 - draw)));
    return time_of_share(with_odds(share, odds), factor);
  }

 private:
  ValueOfUser deviation_;
  double scale_ = 0;
};

const Registration<ResponsePart> registration(
    "a logistic noise of this standard deviation is added to (score - bias) x sharpness at each "
    "track; deviation 0 is 'logistic'; source: random utility, McFadden 1974",
    Parameters<NoisyParameters>("noisy")
        .add("deviation", &NoisyParameters::deviation, "of the noise", kDeviation)
        .short_form(),
    UserModelFacts{.reacts = true}, [](const NoisyParameters& parameters, UserModelBuild& build) {
      return std::make_unique<Noisy>(
          build.values(parameters.deviation, "noisy.deviation", kDeviation));
    });

}  // namespace
}  // namespace reprise
