#include "recommenders/combinators/skips.h"
#include "recommenders/listened_time.h"
#include "recommenders/recommender.h"

namespace reprise {
namespace {

enum class After { skips, recommendations };
std::vector<std::string> choices(After) { return {"skips", "recommendations"}; }

struct RotateParameters {
  std::vector<RecommenderRecipe> of;
  After after = After::skips;
  std::int64_t count = 1;
  ListenedTime below{50};
};

class Rotate final : public Recommender {
 public:
  Rotate(const RotateParameters& parameters, std::vector<std::unique_ptr<Recommender>> of)
      : after_(parameters.after),
        count_(static_cast<std::size_t>(parameters.count)),
        below_(parameters.below.hundredths),
        of_(std::move(of)) {}

  TrackId next(Request& request) const override { return asked(request).next(request); }
  void tell(Request& request, double share, Propensities& propensities) const override {
    asked(request).tell(request, share, propensities);
  }

 private:
  const Recommender& asked(const Request& request) const {
    const std::size_t passed =
        after_ == After::skips ? skips(request.playbacks, below_) : request.playbacks.size() - 1;
    return *of_[passed / count_ % of_.size()];
  }

  After after_;
  std::size_t count_;
  Hundredths below_;
  std::vector<std::unique_ptr<Recommender>> of_;
};

const Registration<RecommenderPart> registration(
    "several recommenders in turn: the next one after every so many skips or recommendations of "
    "the "
    "session, from the last back to the first ('stages' stays with its last one)",
    Parameters<RotateParameters>("rotate")
        .require_some("of", &RotateParameters::of, "the recommenders, the first one first",
                      "recommender")
        .short_form()
        .add("after", &RotateParameters::after, "what is counted")
        .add("count", &RotateParameters::count, "how many it takes", {.min = 1, .max = 1e9})
        .add("below", &RotateParameters::below,
             "a recommendation is skipped that was listened to for less"),
    [](const RotateParameters& parameters, Build& build) {
      std::vector<std::unique_ptr<Recommender>> made;
      for (const RecommenderRecipe& recipe : parameters.of) made.push_back(recipe.make(build));
      return std::make_unique<Rotate>(parameters, std::move(made));
    });

}  // namespace
}  // namespace reprise
