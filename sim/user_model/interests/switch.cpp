#include <algorithm>

#include "sim/support/parameters/nested.h"
#include "sim/user_model/parts.h"

namespace reprise {
namespace {

constexpr Limits kChance{.min = 0, .max = 1};

struct SwitchParameters {
  UserValue chance = 0.1;
  std::optional<UserValue> after_skip;
};

// A Markov chain over the user's interests.
class Switch final : public Cloned<Interest, Switch> {
 public:
  Switch(ValueOfUser chance, ValueOfUser after_skip)
      : chance_(std::move(chance)), after_skip_(std::move(after_skip)) {}

  void begin(const Moment& moment) override {
    embeddings_ = &moment.world.catalog.embeddings;
    interests_ = moment.world.users.interests(moment.start.user);
    const auto at = std::find(interests_.begin(), interests_.end(), moment.start.interest);
    place_ = static_cast<std::size_t>(at - interests_.begin());
    row_ = embeddings_->memory_of(moment.start.interest);
    chance_now_ = chance_(moment.user);
    after_skip_now_ = after_skip_(moment.user);
  }

  float score(TrackId track) const override { return embeddings_->score(row_, track); }

  void heard(const HeardTrack& heard, ModelStream& draws) override {
    const double chance = heard.skipped ? after_skip_now_ : chance_now_;
    if (chance == 0 || interests_.size() < 2) return;
    const double draw = draws.unit(Draw::interest);
    if (!(draw < chance)) return;
    // The draw is uniform below the chance, so it also says which of the other interests follows.
    const auto others = static_cast<double>(interests_.size() - 1);
    const auto which =
        std::min(static_cast<std::size_t>(draw / chance * others), interests_.size() - 2);
    place_ = which < place_ ? which : which + 1;
    row_ = embeddings_->memory_of(interests_[place_]);
  }

 private:
  ValueOfUser chance_;
  ValueOfUser after_skip_;
  const Embeddings* embeddings_ = nullptr;
  std::span<const TrackId> interests_;
  std::size_t place_ = 0;  // of the present interest
  const void* row_ = nullptr;
  double chance_now_ = 0;
  double after_skip_now_ = 0;
};

const Registration<InterestPart> registration(
    "several moods: after each track, with this chance, another of the user's interests, each "
    "alike "
    "(a Markov chain); chance 0 is 'fixed'; source: context switches within sessions, Hansen et "
    "al. "
    "2020",
    Parameters<SwitchParameters>("switch")
        .add("chance", &SwitchParameters::chance, "of another interest after a track", kChance)
        .add("after_skip", &SwitchParameters::after_skip, "the chance after a skip", kChance)
        .otherwise("chance"),
    UserModelFacts{.reacts = true}, [](const SwitchParameters& parameters, UserModelBuild& build) {
      return std::make_unique<Switch>(
          build.values(parameters.chance, "switch.chance", kChance),
          build.values(parameters.after_skip.value_or(parameters.chance),
                       parameters.after_skip ? "switch.after_skip" : "switch.chance", kChance));
    });

}  // namespace
}  // namespace reprise
