#include "sim/user_model/parts.h"

namespace reprise {
namespace {

constexpr Limits kMinutes{.min = 0, .max = 1e6};
constexpr Limits kSeconds{.min = 1, .max = 1e6};

struct ClockParameters {
  UserValue minutes = 30.0;
  UserValue track_seconds;
  UserValue choice_seconds = 5.0;
};

class Clock final : public Cloned<Leave, Clock> {
 public:
  Clock(ValueOfUser minutes, ValueOfUser track, ValueOfUser choice)
      : minutes_(std::move(minutes)), track_(std::move(track)), choice_(std::move(choice)) {}

  std::int32_t begin(const Moment& moment, ModelStream&) override {
    track_now_ = track_(moment.user);
    choice_now_ = choice_(moment.user);
    // The first track is heard as a whole.
    left_ = 60 * minutes_(moment.user) - track_now_;
    return 1;
  }
  bool leaves(const HeardTrack& heard, ModelStream&) override {
    left_ -= choice_now_ + time_of(heard.time) * track_now_;
    return !(left_ > 0);
  }

 private:
  ValueOfUser minutes_;
  ValueOfUser track_;
  ValueOfUser choice_;
  double track_now_ = 0;
  double choice_now_ = 0;
  double left_ = 0;  // seconds
};

const Registration<LeavePart> registration(
    "a session ends when its time is over: each track takes time x track_seconds + choice_seconds; "
    "source: the time budget of RecSim, Ie et al. 2019",
    Parameters<ClockParameters>("clock")
        .add("minutes", &ClockParameters::minutes, "that a session lasts", kMinutes)
        .require("track_seconds", &ClockParameters::track_seconds,
                 "what a whole track takes, as the tracks of a world have no durations", kSeconds)
        .add("choice_seconds", &ClockParameters::choice_seconds, "what each further track takes",
             kSeconds),
    UserModelFacts{.leaves_otherwise = true, .reacts = true},
    [](const ClockParameters& parameters, UserModelBuild& build) {
      return std::make_unique<Clock>(
          build.values(parameters.minutes, "clock.minutes", kMinutes),
          build.values(parameters.track_seconds, "clock.track_seconds", kSeconds),
          build.values(parameters.choice_seconds, "clock.choice_seconds", kSeconds));
    });

}  // namespace
}  // namespace reprise
