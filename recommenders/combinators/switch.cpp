#include <fmt/format.h>

#include "recommenders/listened_time.h"
#include "recommenders/recommender.h"

namespace reprise {
namespace {

struct Band {
  Hundredths below = 0;
  RecommenderRecipe recommender;
};

}  // namespace

template <>
struct ParameterType<Band> {
  static std::string name() { return "[time, recommender]"; }
  static Band read(const Node& node, const std::string& what) {
    if (!node.is_sequence() || node.items.size() != 2) {
      throw wrong_type(node, what, "[time, recommender], such as [0.3, random]");
    }
    const ListenedTime below = ParameterType<ListenedTime>::read(node.items[0], what);
    if (below.hundredths == 0) throw wrong_type(node.items[0], what, "a time above 0");
    return {below.hundredths, ParameterType<RecommenderRecipe>::read(node.items[1], what)};
  }
  static Node write(const Band& band) {
    return Node::make_sequence({ParameterType<ListenedTime>::write({band.below}),
                                ParameterType<RecommenderRecipe>::write(band.recommender)});
  }
};

namespace {

struct SwitchParameters {
  std::vector<Band> below;
  std::optional<RecommenderRecipe> otherwise;
};

class Switch final : public Recommender {
 public:
  struct Case {
    Hundredths below;
    std::unique_ptr<Recommender> recommender;
  };

  Switch(std::vector<Case> cases, std::unique_ptr<Recommender> otherwise)
      : cases_(std::move(cases)), otherwise_(std::move(otherwise)) {}

  TrackId next(Request& request) const override { return asked(request).next(request); }
  void tell(Request& request, double share, Propensities& propensities) const override {
    asked(request).tell(request, share, propensities);
  }

 private:
  const Recommender& asked(const Request& request) const {
    for (const Case& band : cases_) {
      if (request.playbacks.last_time() < band.below) return *band.recommender;
    }
    return *otherwise_;
  }

  std::vector<Case> cases_;
  std::unique_ptr<Recommender> otherwise_;
};

const Registration<RecommenderPart> registration(
    "which recommender depends on how much of the previous track was listened to",
    Parameters<SwitchParameters>("switch")
        .require("below", &SwitchParameters::below,
                 "[time, recommender] pairs in ascending order: the first whose time exceeds the "
                 "previous track's")
        .require("otherwise", &SwitchParameters::otherwise, "the recommender for longer times")
        .check([](const SwitchParameters& parameters, const Node& node) {
          for (std::size_t i = 1; i < parameters.below.size(); ++i) {
            if (parameters.below[i].below <= parameters.below[i - 1].below) {
              throw UserError(node.place,
                              fmt::format("'switch.below' has {} after {}; expected times in "
                                          "ascending order",
                                          time_of(parameters.below[i].below),
                                          time_of(parameters.below[i - 1].below)));
            }
          }
        }),
    [](const SwitchParameters& parameters, Build& build) {
      std::vector<Switch::Case> cases;
      for (const Band& band : parameters.below) {
        cases.push_back({band.below, band.recommender.make(build)});
      }
      return std::make_unique<Switch>(std::move(cases), parameters.otherwise->make(build));
    });

}  // namespace
}  // namespace reprise
