#include "sim/numerics/exponential.h"
#include "sim/numerics/logarithm.h"
#include "sim/user_model/parts.h"
#include "sim/user_model/repeats/tracks_since.h"

namespace reprise {
namespace {

constexpr Limits kFrequency{.min = -100, .max = 100};
constexpr Limits kRecency{.min = 0, .max = 10};
constexpr Limits kFactor{.min = 0, .max = 1};

struct EnjoysParameters {
  UserValue frequency = 1.0;
  UserValue recency = 0.5;
  UserValue again = 1.0;
};

class Enjoys final : public Cloned<Repeat, Enjoys> {
 public:
  Enjoys(ValueOfUser frequency, ValueOfUser recency, ValueOfUser again)
      : frequency_(std::move(frequency)), recency_(std::move(recency)), again_(std::move(again)) {}

  void begin(const Moment& moment) override {
    memory_ = moment.memory;
    frequency_now_ = frequency_(moment.user);
    recency_now_ = recency_(moment.user);
    again_now_ = again_(moment.user);
  }

  Effect of(const OfferedTrack& offered, const Playbacks& playbacks) const override {
    Effect effect;
    const bool again = offered.earlier.of_track > 0;
    if (again) effect.factor = again_now_;
    if (frequency_now_ == 0) return effect;
    const UserMemory::Known* known = memory_ == nullptr ? nullptr : memory_->find(offered.track);
    if (known == nullptr && !again) return effect;
    double heard = known == nullptr ? 0.0 : time_of(known->heard);
    double age = 0;
    if (again) {
      age = static_cast<double>(tracks_since(playbacks, offered.track));
      for (std::size_t i = 0; i < playbacks.size(); ++i) {
        if (playbacks.tracks()[i] == offered.track) heard += time_of(playbacks.times()[i]);
      }
    } else {
      age = static_cast<double>(memory_->plays() - known->last + playbacks.size());
    }
    const double activation = heard * exponential(-recency_now_ * logarithm(age));
    effect.odds = exponential(frequency_now_ * logarithm(1 + activation));
    return effect;
  }

 private:
  ValueOfUser frequency_;
  ValueOfUser recency_;
  ValueOfUser again_;
  const UserMemory* memory_ = nullptr;
  double frequency_now_ = 0;
  double recency_now_ = 0;
  double again_now_ = 1;
};

const Registration<RepeatPart> registration(
    "known tracks are heard longer: the odds of the share are multiplied by (1 + n age^-recency)^"
    "frequency, n being the time of the track that the user heard before, in tracks, and age the "
    "number of tracks since its last play, earlier sessions included; frequency 0 and again 0 are "
    "'never'; source: the power laws of practice and recency, Anderson and Schooler 1991, for "
    "music "
    "Reiter-Haas et al. 2021",
    Parameters<EnjoysParameters>("enjoys")
        .add("frequency", &EnjoysParameters::frequency, "what it adds to have heard it", kFrequency)
        .add("recency", &EnjoysParameters::recency, "how fast that fades", kRecency)
        .add("again", &EnjoysParameters::again, "factor of a track again in the session", kFactor),
    UserModelFacts{.remembers_users = true, .reacts = true},
    [](const EnjoysParameters& parameters, UserModelBuild& build) {
      return std::make_unique<Enjoys>(
          build.values(parameters.frequency, "enjoys.frequency", kFrequency),
          build.values(parameters.recency, "enjoys.recency", kRecency),
          build.values(parameters.again, "enjoys.again", kFactor));
    });

}  // namespace
}  // namespace reprise
