#include <cmath>

#include "recommenders/picks/weighted_of.h"

namespace reprise {
namespace {

struct RankPowerParameters {
  double power = 1;
};

class RankPower final : public Pick {
 public:
  RankPower(double power, std::size_t longest) {
    for (std::size_t i = 0; i < longest; ++i) {
      weights_.add(-power * std::log(static_cast<double>(i + 1)));
    }
  }

  MaybeTrack pick(const TrackList& list, const Exclude* exclude, Request& request) const override {
    return weighted_of(list, weights_, exclude, request);
  }
  bool tell(const TrackList& list, const Exclude* exclude, Request& request, double share,
            Propensities& propensities) const override {
    return tell_weighted_of(list, weights_, exclude, request, share, propensities);
  }
  bool needs_order() const override { return true; }

 private:
  Weights weights_;
};

const Registration<PickPart> registration("in proportion to rank^-power, the head having rank 1",
                                          Parameters<RankPowerParameters>("rank_power")
                                              .add("power", &RankPowerParameters::power,
                                                   "0 is uniform; large powers stay at the head",
                                                   {.min = 0, .max = 100})
                                              .short_form(),
                                          [](const RankPowerParameters& parameters, Build& build) {
                                            return std::make_unique<RankPower>(
                                                parameters.power, build.longest_list());
                                          });

}  // namespace
}  // namespace reprise
