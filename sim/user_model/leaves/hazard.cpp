#include "sim/support/parameters/nested.h"
#include "sim/user_model/parts.h"

namespace reprise {
namespace {

constexpr Limits kChance{.min = 0, .max = 1};

struct HazardParameters {
  UserValue skipped = 0.03;
  UserValue heard = 0.08;
  std::optional<UserValue> broken_off;
};

// From this time on a track counts as heard out.
constexpr Hundredths kHeardOut = 90;

class Hazard final : public Cloned<Leave, Hazard> {
 public:
  Hazard(ValueOfUser skipped, ValueOfUser heard, ValueOfUser broken_off)
      : skipped_(std::move(skipped)),
        heard_(std::move(heard)),
        broken_off_(std::move(broken_off)) {}

  std::int32_t begin(const Moment& moment, ModelStream&) override {
    skipped_now_ = skipped_(moment.user);
    heard_now_ = heard_(moment.user);
    broken_off_now_ = broken_off_(moment.user);
    return 1;
  }
  bool leaves(const HeardTrack& heard, ModelStream& draws) override {
    return draws.unit(Draw::leave) < (heard.skipped            ? skipped_now_
                                      : heard.time < kHeardOut ? broken_off_now_
                                                               : heard_now_);
  }

 private:
  ValueOfUser skipped_;
  ValueOfUser heard_;
  ValueOfUser broken_off_;
  double skipped_now_ = 0;
  double heard_now_ = 0;
  double broken_off_now_ = 0;
};

const Registration<LeavePart> registration(
    "a session ends with one chance after each skip and another after each other track; skipped 1 "
    "and heard 0 are a budget of one skip; source: listening histories (.02 to .05 after a skip, "
    ".03 to .10 after a track heard out, .2 to .5 after one that was broken off otherwise)",
    Parameters<HazardParameters>("hazard")
        .add("skipped", &HazardParameters::skipped, "chance of the end after a skip", kChance)
        .add("heard", &HazardParameters::heard, "chance of the end after another track", kChance)
        .add("broken_off", &HazardParameters::broken_off,
             "chance of the end after a track that was not skipped and of which less than nine "
             "tenths were heard",
             kChance)
        .otherwise("heard"),
    UserModelFacts{.leaves_otherwise = true, .reacts = true},
    [](const HazardParameters& parameters, UserModelBuild& build) {
      return std::make_unique<Hazard>(
          build.values(parameters.skipped, "hazard.skipped", kChance),
          build.values(parameters.heard, "hazard.heard", kChance),
          build.values(parameters.broken_off.value_or(parameters.heard),
                       parameters.broken_off ? "hazard.broken_off" : "hazard.heard", kChance));
    });

}  // namespace
}  // namespace reprise
