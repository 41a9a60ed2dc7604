#include <boost/random/beta_distribution.hpp>

#include "recommenders/combinators/sources.h"

namespace reprise {
namespace {

struct ThompsonParameters {
  std::vector<RecommenderRecipe> of;
};

class Thompson final : public Recommender {
 public:
  explicit Thompson(Sources sources) : sources_(std::move(sources)) {}

  TrackId next(Request& request) const override {
    std::size_t best = 0;
    double best_draw = -1;
    for (std::size_t source = 0; source < sources_.size(); ++source) {
      const auto [recommendations, hundredths] = sources_.known(request, source);
      const double listened = time_of_total(hundredths);
      const double missed = static_cast<double>(recommendations) - listened;
      const double draw =
          boost::random::beta_distribution<double>(1 + listened, 1 + missed)(request.draws);
      if (draw > best_draw) {
        best = source;
        best_draw = draw;
      }
    }
    return sources_.ask(best, request);
  }

 private:
  static double time_of_total(std::int64_t hundredths) {
    return static_cast<double>(hundredths) / kWholeTrack;
  }

  Sources sources_;
};

// Source: Russo et al., "A tutorial on Thompson sampling", 2018, section 3. Times are in [0, 1], so
// a recommendation counts as a success in part.
const Registration<RecommenderPart> registration(
    "one of several recommenders, by Thompson sampling: the one with the largest draw from "
    "Beta(1 + time listened, 1 + time missed) of earlier days; learns between days",
    Parameters<ThompsonParameters>("thompson")
        .require_some("of", &ThompsonParameters::of, "the recommenders", "recommender")
        .short_form(),
    Capabilities{.learns = true}, [](const ThompsonParameters& parameters, Build& build) {
      return std::make_unique<Thompson>(Sources(parameters.of, build));
    });

}  // namespace
}  // namespace reprise
