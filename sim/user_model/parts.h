// Declares the parts of a user model: interest, state, response, repeat, fatigue, leave and return.
// Each kind of part has a registry, and each part is one file. A part's object plays one session at
// a time: it holds the part's parameters, which copies share, and its state in the session.
#pragma once

#include <cmath>
#include <limits>
#include <memory>
#include <optional>

#include "sim/sessions/listening.h"
#include "sim/sessions/user_model.h"
#include "sim/support/parameters/registry.h"
#include "sim/user_model/model_stream.h"
#include "sim/user_model/user_value.h"

namespace reprise {

/// The session so far, as all parts see it.
struct Moment {
  const World& world;
  UserIndex user;  // in the world for which the parts were made
  const SessionStart& start;
  const UserMemory* memory;  // null unless a part declares that it remembers users
};

/// A track that is played next, or that might be.
struct OfferedTrack {
  TrackId track = 0;
  Playbacks::Earlier earlier;  // earlier playbacks in this session, of the track and of its artist
};

/// What became of a track that was played.
struct HeardTrack {
  TrackId track = 0;
  Hundredths time = 0;
  bool skipped = false;
};

/// Gives `Kind` a clone() that copies the part.
template <class Kind, class Self>
class Cloned : public Kind {
 public:
  std::unique_ptr<Kind> clone() const override {
    return std::make_unique<Self>(static_cast<const Self&>(*this));
  }
};

/// What the listener would like to hear.
class Interest {
 public:
  virtual ~Interest() = default;
  virtual std::unique_ptr<Interest> clone() const = 0;
  virtual void begin(const Moment& moment) = 0;
  /// Returns the score of a track for the present interest.
  virtual float score(TrackId track) const = 0;
  /// Changes the interest after a track was heard.
  virtual void heard(const HeardTrack&, ModelStream&) {}
};

/// A state of mind that makes all tracks better or worse.
class State {
 public:
  virtual ~State() = default;
  virtual std::unique_ptr<State> clone() const = 0;
  virtual void begin(const Moment&, ModelStream&) {}
  /// Draws the state of the next step.
  virtual void step(ModelStream&) {}
  /// Returns the factor by which the odds of each share are multiplied, share : 1 - share.
  virtual double odds() const { return 1; }
};

/// How a share becomes a time.
class ResponseRule {
 public:
  virtual ~ResponseRule() = default;
  virtual std::unique_ptr<ResponseRule> clone() const = 0;
  virtual void begin(const Moment&) {}
  /// Returns the time for a share, in [0, 1], and the factor of repeat and fatigue.
  virtual Hundredths time(double share, double factor, ModelStream& draws) const = 0;
};

/// What it changes that a track was heard before.
class Repeat {
 public:
  virtual ~Repeat() = default;
  virtual std::unique_ptr<Repeat> clone() const = 0;
  virtual void begin(const Moment&) {}
  struct Effect {
    double odds = 1;    // multiplies the odds of the share
    double factor = 1;  // multiplies the share
  };
  virtual Effect of(const OfferedTrack& offered, const Playbacks& playbacks) const = 0;
};

/// How a listener tires of what is alike.
class Fatigue {
 public:
  virtual ~Fatigue() = default;
  virtual std::unique_ptr<Fatigue> clone() const = 0;
  virtual void begin(const Moment& moment) = 0;
  /// Returns the factor for the offered track, from 0 on.
  virtual double factor(const OfferedTrack& offered, const Playbacks& playbacks) const = 0;
  /// Tells that a track was played. The first track of a session is not told.
  virtual void played(TrackId) {}
};

/// When a session ends.
class Leave {
 public:
  virtual ~Leave() = default;
  virtual std::unique_ptr<Leave> clone() const = 0;
  /// Begins a session and returns its budget, or 1 where skips use up none.
  virtual std::int32_t begin(const Moment& moment, ModelStream& draws) = 0;
  virtual bool spends_budget() const { return false; }
  /// Returns whether the session ends after this track, other than by a used up budget.
  virtual bool leaves(const HeardTrack& heard, ModelStream& draws) = 0;
};

/// When the next session begins.
class Return {
 public:
  virtual ~Return() = default;
  virtual std::unique_ptr<Return> clone() const = 0;
  virtual void begin(const Moment&) {}
  /// Returns the number of days until the next session: infinite for never, nothing where no days
  /// are counted.
  virtual std::optional<double> days(const Playbacks& playbacks, ModelStream& draws) const = 0;
  virtual double followed_days() const { return std::numeric_limits<double>::infinity(); }
};

/// The context in which parts are made.
struct UserModelBuild {
  const World& world;
  Place place;                             // of the part in the YAML, for errors
  const GivenUserValues* given = nullptr;  // users' own values; null: none have some

  /// Returns the users' values of a parameter; its name has the part's name before it.
  ValueOfUser values(const UserValue& value, const std::string& name, const Limits& limits) const {
    return ValueOfUser(value, world, name, limits, given);
  }
};

/// The registry's kind for each kind of part.
template <class PartClass>
struct UserModelPart {
  using Made = std::unique_ptr<PartClass>;
  using Context = UserModelBuild;
  using Declared = UserModelFacts;
};
struct InterestPart : UserModelPart<Interest> {
  static constexpr const char* kind = "interest of users";
};
struct StatePart : UserModelPart<State> {
  static constexpr const char* kind = "state of users";
};
struct ResponsePart : UserModelPart<ResponseRule> {
  static constexpr const char* kind = "response of users";
};
struct RepeatPart : UserModelPart<Repeat> {
  static constexpr const char* kind = "repeat of users";
};
struct FatiguePart : UserModelPart<Fatigue> {
  static constexpr const char* kind = "fatigue of users";
};
struct LeavePart : UserModelPart<Leave> {
  static constexpr const char* kind = "leave of users";
};
struct ReturnPart : UserModelPart<Return> {
  static constexpr const char* kind = "return of users";
};

// The code of these registries is instantiated once, in sentence.cpp.
extern template class Registry<InterestPart>;
extern template class Registry<StatePart>;
extern template class Registry<ResponsePart>;
extern template class Registry<RepeatPart>;
extern template class Registry<FatiguePart>;
extern template class Registry<LeavePart>;
extern template class Registry<ReturnPart>;

}  // namespace reprise
