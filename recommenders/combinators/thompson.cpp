#include <boost/random/beta_distribution.hpp>

#include "recommenders/combinators/sources.h"
#include "recommenders/largest_beta.h"

namespace reprise {
namespace {

struct ThompsonParameters {
  std::vector<RecommenderRecipe> of;
};

// The sources' chances of one day. They take an integral, and every request of the day has the
// same, so they are kept from session to session, with the counts that they follow from.
struct DaysChances final : Scratch {
  std::vector<std::int64_t> counts;
  std::vector<double> chances;

  void clear() override {}
};

class Thompson final : public Recommender {
 public:
  Thompson(Sources sources, std::size_t scratch)
      : sources_(std::move(sources)), scratch_(scratch) {}

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

  void tell(Request& request, double share, Propensities& propensities) const override {
    auto& known = request.scratch_as<DaysChances>(scratch_);
    std::vector<std::int64_t> counts;
    std::vector<BetaArm> arms;
    for (std::size_t source = 0; source < sources_.size(); ++source) {
      const auto [recommendations, hundredths] = sources_.known(request, source);
      const double listened = time_of_total(hundredths);
      arms.push_back({1 + listened, 1 + static_cast<double>(recommendations) - listened, 1});
      counts.insert(counts.end(), {recommendations, hundredths});
    }
    if (counts != known.counts) {
      known.counts = std::move(counts);
      known.chances = largest_beta(arms);
    }
    sources_.tell(known.chances, request, share, propensities);
  }

 private:
  static double time_of_total(std::int64_t hundredths) {
    return static_cast<double>(hundredths) / kWholeTrack;
  }

  Sources sources_;
  std::size_t scratch_;
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
      Sources sources(parameters.of, build);
      return std::make_unique<Thompson>(std::move(sources), build.add_scratch<DaysChances>());
    });

}  // namespace
}  // namespace reprise
