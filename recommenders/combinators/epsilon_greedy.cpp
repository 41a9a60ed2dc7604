#include <cmath>

#include <boost/random/uniform_01.hpp>

#include "recommenders/combinators/sources.h"

namespace reprise {
namespace {

struct EpsilonGreedyParameters {
  std::vector<RecommenderRecipe> of;
  double epsilon = 0.1;
  double decay = 1;
};

class EpsilonGreedy final : public Recommender {
 public:
  EpsilonGreedy(const EpsilonGreedyParameters& parameters, Sources sources)
      : epsilon_(parameters.epsilon), decay_(parameters.decay), sources_(std::move(sources)) {}

  TrackId next(Request& request) const override { return sources_.ask(choose(request), request); }

  void tell(Request& request, double share, Propensities& propensities) const override {
    const std::size_t n = sources_.size();
    std::vector<double> chances(n, epsilon_of(request) / static_cast<double>(n));
    // The sources that were never asked, if there are any, have the same chance.
    std::vector<std::size_t> unknown;
    std::size_t best = 0;
    double best_mean = -1;
    for (std::size_t source = 0; source < n; ++source) {
      const auto [recommendations, hundredths] = sources_.known(request, source);
      if (recommendations == 0) {
        unknown.push_back(source);
        continue;
      }
      const double mean = static_cast<double>(hundredths) / static_cast<double>(recommendations);
      if (mean > best_mean) {
        best = source;
        best_mean = mean;
      }
    }
    if (unknown.empty()) unknown.push_back(best);
    for (const std::size_t source : unknown) {
      chances[source] += (1 - epsilon_of(request)) / static_cast<double>(unknown.size());
    }
    sources_.tell(chances, request, share, propensities);
  }

 private:
  double epsilon_of(const Request& request) const {
    return epsilon_ * std::pow(decay_, static_cast<double>(sources_.days(request)));
  }

  std::size_t choose(Request& request) const {
    const double epsilon = epsilon_of(request);
    const auto n = static_cast<std::uint32_t>(sources_.size());
    if (boost::random::uniform_01<double>()(request.draws) < epsilon) {
      return uniform_index(request.draws, n);
    }
    // A source that was never asked is chosen first, because it may be the best. Several such
    // sources have the same chance.
    std::uint32_t unknown = 0;
    std::size_t best = 0;
    double best_mean = -1;
    for (std::size_t source = 0; source < n; ++source) {
      const auto [recommendations, hundredths] = sources_.known(request, source);
      if (recommendations == 0) {
        if (uniform_index(request.draws, ++unknown) == 0) best = source;
      } else if (unknown == 0) {
        const double mean = static_cast<double>(hundredths) / static_cast<double>(recommendations);
        if (mean > best_mean) {
          best = source;
          best_mean = mean;
        }
      }
    }
    return best;
  }

  double epsilon_;
  double decay_;
  Sources sources_;
};

// Source: Sutton and Barto, Reinforcement Learning, 2nd edition, section 2.2.
const Registration<RecommenderPart> registration(
    "the one of several recommenders whose recommendations were listened to longest on earlier "
    "days "
    "or, with chance epsilon, any of them; learns between days",
    Parameters<EpsilonGreedyParameters>("epsilon_greedy")
        .require_some("of", &EpsilonGreedyParameters::of, "the recommenders", "recommender")
        .short_form()
        .add("epsilon", &EpsilonGreedyParameters::epsilon, "chance to try any",
             {.min = 0, .max = 1})
        .add("decay", &EpsilonGreedyParameters::decay,
             "factor on epsilon for every day that is over", {.min = 0, .max = 1}),
    Capabilities{.learns = true}, [](const EpsilonGreedyParameters& parameters, Build& build) {
      return std::make_unique<EpsilonGreedy>(parameters, Sources(parameters.of, build));
    });

}  // namespace
}  // namespace reprise
