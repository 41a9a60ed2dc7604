#include <numeric>

#include "sim/numerics/exponential.h"
#include "sim/numerics/logarithm.h"
#include "sim/support/parameters/nested.h"
#include "sim/user_model/parts.h"

namespace reprise {
namespace {

constexpr Limits kMean{.min = 1e-6, .max = 1e6};
constexpr Limits kSatisfied{.min = -100, .max = 100};
constexpr Limits kChance{.min = 0, .max = 1};

struct DaysParameters {
  UserValue mean = 3.0;
  UserValue satisfied = 0.5;
  UserValue never = 0.0;
  std::optional<double> followed;
};

// Returns how much of what was recommended was heard, from 0 to 1.
double satisfaction(const Playbacks& playbacks) {
  const std::span<const Hundredths> times = playbacks.times().subspan(1);
  if (times.empty()) return 0;
  const std::int64_t heard = std::accumulate(times.begin(), times.end(), std::int64_t{0});
  const double mean = 0.01 * static_cast<double>(heard) / static_cast<double>(times.size());
  return std::min(mean, 1.0);
}

class Days final : public Cloned<Return, Days> {
 public:
  Days(ValueOfUser mean, ValueOfUser satisfied, ValueOfUser never, double followed)
      : mean_(std::move(mean)),
        satisfied_(std::move(satisfied)),
        never_(std::move(never)),
        followed_(followed) {}

  void begin(const Moment& moment) override {
    mean_now_ = mean_(moment.user);
    satisfied_now_ = satisfied_(moment.user);
    never_now_ = never_(moment.user);
  }

  std::optional<double> days(const Playbacks& playbacks, ModelStream& draws) const override {
    const double satisfied = satisfaction(playbacks);
    Stream stream = draws.more(Draw::comes_back);
    const double for_days = uniform_unit(stream()) + 0x1p-33;  // never 0
    if (uniform_unit(stream()) < never_now_ * (1 - satisfied)) {
      return std::numeric_limits<double>::infinity();
    }
    return -logarithm(for_days) * mean_now_ * exponential(satisfied_now_ * (1 - 2 * satisfied));
  }
  double followed_days() const override { return followed_; }

 private:
  ValueOfUser mean_;
  ValueOfUser satisfied_;
  ValueOfUser never_;
  double followed_;
  double mean_now_ = 1;
  double satisfied_now_ = 0;
  double never_now_ = 0;
};

const Registration<ReturnPart> registration(
    "days until the user's next session, exponential with the mean 'mean' x exp('satisfied' (1 - 2 "
    "s)), s being the mean time of the session's recommended tracks, or never with the chance "
    "'never' (1 - s); episodes drawn for a user who does not come back, or only after the followed "
    "days, are not played; never 0 without an end plays what 'by_lot' plays; source: the return "
    "time of KuaiSim, Zhao et al. 2023",
    Parameters<DaysParameters>("days")
        .add("mean", &DaysParameters::mean, "days, for a session that was heard half", kMean)
        .add("satisfied", &DaysParameters::satisfied,
             "how much sooner after a good session: exp(2 x this) times between all and nothing",
             kSatisfied)
        .add("never", &DaysParameters::never, "chance of no return after a session of only skips",
             kChance)
        .add("followed", &DaysParameters::followed, "days after which a user is no longer followed",
             kMean)
        .otherwise("without an end"),
    UserModelFacts{
        .remembers_users = true, .loses_users = true, .counts_days = true, .reacts = true},
    [](const DaysParameters& parameters, UserModelBuild& build) {
      return std::make_unique<Days>(
          build.values(parameters.mean, "days.mean", kMean),
          build.values(parameters.satisfied, "days.satisfied", kSatisfied),
          build.values(parameters.never, "days.never", kChance),
          parameters.followed.value_or(std::numeric_limits<double>::infinity()));
    });

}  // namespace
}  // namespace reprise
