#include <algorithm>

#include <fmt/format.h>

#include "recommenders/listened_time.h"
#include "recommenders/recommender.h"
#include "sim/support/parameters/share.h"

namespace reprise {
namespace {

enum class On { mean_time, liked, tracks, history };
std::vector<std::string> choices(On) { return {"mean_time", "liked", "tracks", "history"}; }

struct ValueBand {
  double below = 0;
  RecommenderRecipe recommender;
};

}  // namespace

template <>
struct ParameterType<ValueBand> {
  static std::string name() { return "[value, recommender]"; }
  static ValueBand read(const Node& node, const std::string& what) {
    if (!node.is_sequence() || node.items.size() != 2) {
      throw wrong_type(node, what, "[value, recommender], such as [3, random]");
    }
    return {ParameterType<double>::read(percent_as_share(node.items[0]), what),
            ParameterType<RecommenderRecipe>::read(node.items[1], what)};
  }
  static Node write(const ValueBand& band) {
    return Node::make_sequence({ParameterType<double>::write(band.below),
                                ParameterType<RecommenderRecipe>::write(band.recommender)});
  }
};

namespace {

struct SwitchOnParameters {
  On what = On::mean_time;
  std::vector<ValueBand> below;
  std::optional<RecommenderRecipe> otherwise;
  ListenedTime from{80};
};

class SwitchOn final : public Recommender {
 public:
  struct Case {
    double below;
    std::unique_ptr<Recommender> recommender;
  };

  SwitchOn(On what, Hundredths from, std::vector<Case> cases,
           std::unique_ptr<Recommender> otherwise)
      : what_(what), from_(from), cases_(std::move(cases)), otherwise_(std::move(otherwise)) {}

  TrackId next(Request& request) const override { return asked(request).next(request); }
  void tell(Request& request, double share, Propensities& propensities) const override {
    asked(request).tell(request, share, propensities);
  }

 private:
  const Recommender& asked(const Request& request) const {
    const double value = value_of(request);
    for (const Case& band : cases_) {
      if (value < band.below) return *band.recommender;
    }
    return *otherwise_;
  }
  double value_of(const Request& request) const {
    // The first track of a session is no recommendation.
    const std::span<const Hundredths> times = request.playbacks.times().subspan(1);
    switch (what_) {
      case On::mean_time: {
        if (times.empty()) return 1;
        std::int64_t sum = 0;
        for (const Hundredths time : times) sum += time;
        return static_cast<double>(sum) / (100.0 * static_cast<double>(times.size()));
      }
      case On::liked:
        return static_cast<double>(std::count_if(
            times.begin(), times.end(), [this](Hundredths time) { return time >= from_; }));
      case On::tracks:
        return static_cast<double>(times.size());
      case On::history:
        return request.history == nullptr ? 0
                                          : static_cast<double>(request.history->tracks().size());
    }
    return 0;
  }

  On what_;
  Hundredths from_;
  std::vector<Case> cases_;
  std::unique_ptr<Recommender> otherwise_;
};

const Registration<RecommenderPart> registration(
    "which recommender depends on the session so far, or on how much is known of the user",
    Parameters<SwitchOnParameters>("switch_on")
        .require("what", &SwitchOnParameters::what,
                 "of this session's recommendations their mean time (1 before the first), how many "
                 "were liked, or how many there were; or how many tracks the user heard in earlier "
                 "sessions")
        .require_some("below", &SwitchOnParameters::below,
                      "[value, recommender] pairs in ascending order: the first whose value is "
                      "above it",
                      "pair")
        .require("otherwise", &SwitchOnParameters::otherwise, "the recommender for higher values")
        .add("liked", &SwitchOnParameters::from, "a track is liked that was listened to so long")
        .check([](const SwitchOnParameters& parameters, const Node& node) {
          for (std::size_t i = 1; i < parameters.below.size(); ++i) {
            if (parameters.below[i].below > parameters.below[i - 1].below) continue;
            throw UserError(node.place,
                            fmt::format("'switch_on.below' has {} after {}; expected values in "
                                        "ascending order",
                                        parameters.below[i].below, parameters.below[i - 1].below));
          }
        }),
    [](const SwitchOnParameters& parameters) {
      return Capabilities{.reads_history = parameters.what == On::history};
    },
    [](const SwitchOnParameters& parameters, Build& build) {
      std::vector<SwitchOn::Case> cases;
      for (const ValueBand& band : parameters.below) {
        cases.push_back({band.below, band.recommender.make(build)});
      }
      return std::make_unique<SwitchOn>(parameters.what, parameters.from.hundredths,
                                        std::move(cases), parameters.otherwise->make(build));
    });

}  // namespace
}  // namespace reprise
