#include "sim/user_model/parts.h"

namespace reprise {
namespace {

constexpr Limits kChance{.min = 0, .max = 1};
constexpr Limits kFactor{.min = 1e-6, .max = 1e6};

struct SearchingParameters {
  UserValue enter = 0.1;
  UserValue stay = 0.6;
  UserValue skip = 3.0;
  UserValue begin = 0.0;
};

class Searching final : public Cloned<State, Searching> {
 public:
  Searching(ValueOfUser enter, ValueOfUser stay, ValueOfUser skip, ValueOfUser begin)
      : enter_(std::move(enter)),
        stay_(std::move(stay)),
        skip_(std::move(skip)),
        begin_(std::move(begin)) {}

  void begin(const Moment& moment, ModelStream& draws) override {
    enter_now_ = enter_(moment.user);
    stay_now_ = stay_(moment.user);
    skip_now_ = skip_(moment.user);
    searching_ = draws.unit(Draw::state) < begin_(moment.user);
  }
  void step(ModelStream& draws) override {
    searching_ = draws.unit(Draw::state) < (searching_ ? stay_now_ : enter_now_);
  }
  double odds() const override { return searching_ ? 1 / skip_now_ : 1.0; }

 private:
  ValueOfUser enter_;
  ValueOfUser stay_;
  ValueOfUser skip_;
  ValueOfUser begin_;
  double enter_now_ = 0;
  double stay_now_ = 0;
  double skip_now_ = 1;
  bool searching_ = false;
};

const Registration<StatePart> registration(
    "searching or settled, a Markov chain; while a listener searches, the odds of each share, "
    "share "
    ": 1 - share, are divided by 'skip', so skips come in bursts; skip 1 is 'none'; source: "
    "two-state models of skips, Meggetto et al. 2021, and listening histories (skips after a skip "
    ".56 to .77, after a track heard out .11 to .22)",
    Parameters<SearchingParameters>("searching")
        .add("enter", &SearchingParameters::enter, "chance that a settled listener searches next",
             kChance)
        .add("stay", &SearchingParameters::stay, "chance that one who searches goes on", kChance)
        .add("skip", &SearchingParameters::skip, "divides the odds while searching", kFactor)
        .add("begin", &SearchingParameters::begin, "chance that a session begins with a search",
             kChance),
    [](const SearchingParameters& parameters, UserModelBuild& build) {
      return std::make_unique<Searching>(
          build.values(parameters.enter, "searching.enter", kChance),
          build.values(parameters.stay, "searching.stay", kChance),
          build.values(parameters.skip, "searching.skip", kFactor),
          build.values(parameters.begin, "searching.begin", kChance));
    });

}  // namespace
}  // namespace reprise
