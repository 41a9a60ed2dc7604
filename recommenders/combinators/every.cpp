#include "recommenders/recommender.h"

namespace reprise {
namespace {

struct EveryParameters {
  std::int64_t step = 2;
  std::optional<RecommenderRecipe> then;
  std::optional<RecommenderRecipe> otherwise;
};

class Every final : public Recommender {
 public:
  Every(std::size_t step, std::unique_ptr<Recommender> then, std::unique_ptr<Recommender> otherwise)
      : step_(step), then_(std::move(then)), otherwise_(std::move(otherwise)) {}

  TrackId next(Request& request) const override { return asked(request).next(request); }
  void tell(Request& request, double share, Propensities& propensities) const override {
    asked(request).tell(request, share, propensities);
  }

 private:
  const Recommender& asked(const Request& request) const {
    // The first track is playback 1, so the present recommendation has the number size().
    return request.playbacks.size() % step_ == 0 ? *then_ : *otherwise_;
  }

  std::size_t step_;
  std::unique_ptr<Recommender> then_;
  std::unique_ptr<Recommender> otherwise_;
};

const Registration<RecommenderPart> registration(
    "another recommender at every k-th recommendation of a session",
    Parameters<EveryParameters>("every")
        .require("step", &EveryParameters::step, "k", {.min = 1, .max = 1e9})
        .require("then", &EveryParameters::then, "who is asked at recommendations k, 2k, ...")
        .require("otherwise", &EveryParameters::otherwise, "who is asked at the others"),
    [](const EveryParameters& parameters, Build& build) {
      auto then = parameters.then->make(build);
      return std::make_unique<Every>(static_cast<std::size_t>(parameters.step), std::move(then),
                                     parameters.otherwise->make(build));
    });

}  // namespace
}  // namespace reprise
