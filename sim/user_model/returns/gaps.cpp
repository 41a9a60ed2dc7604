#include <boost/random/normal_distribution.hpp>

#include "sim/numerics/exponential.h"
#include "sim/user_model/parts.h"

namespace reprise {
namespace {

constexpr Limits kHours{.min = 0, .max = 1e6};
constexpr Limits kSpread{.min = 0, .max = 10};

struct GapsParameters {
  UserValue median = 2.75;
  UserValue spread = 2.2;
  double at_least = 0.5;
};

class Gaps final : public Cloned<Return, Gaps> {
 public:
  Gaps(ValueOfUser median, ValueOfUser spread, double at_least)
      : median_(std::move(median)), spread_(std::move(spread)), at_least_(at_least) {}

  void begin(const Moment& moment) override {
    median_now_ = median_(moment.user);
    spread_now_ = spread_(moment.user);
  }

  std::optional<double> days(const Playbacks&, ModelStream& draws) const override {
    constexpr double kHoursOfADay = 24;
    Stream stream = draws.more(Draw::comes_back);
    boost::random::normal_distribution<double> normal;
    const double beyond = median_now_ * exponential(spread_now_ * normal(stream));
    return (at_least_ + beyond) / kHoursOfADay;
  }

 private:
  ValueOfUser median_;
  ValueOfUser spread_;
  double at_least_;
  double median_now_ = 0;
  double spread_now_ = 0;
};

const Registration<ReturnPart> registration(
    "hours until the user's next session, at_least + a lognormal time, whatever the session was; "
    "plays what 'by_lot' plays, and counts days; source: listening histories (quartiles 1, 3 and "
    "13 "
    "hours between sessions that half an hour separates)",
    Parameters<GapsParameters>("gaps")
        .add("median", &GapsParameters::median, "hours beyond 'at_least'", kHours)
        .add("spread", &GapsParameters::spread, "standard deviation of the logarithm", kSpread)
        .add("at_least", &GapsParameters::at_least, "hours that separate two sessions", kHours),
    UserModelFacts{.remembers_users = true, .counts_days = true},
    [](const GapsParameters& parameters, UserModelBuild& build) {
      return std::make_unique<Gaps>(build.values(parameters.median, "gaps.median", kHours),
                                    build.values(parameters.spread, "gaps.spread", kSpread),
                                    parameters.at_least);
    });

}  // namespace
}  // namespace reprise
