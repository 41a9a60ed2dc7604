// Learns how long the recommendations of several recommenders are listened to. The bandits over
// recommenders share this code.
#pragma once

#include <memory>
#include <span>
#include <vector>

#include "recommenders/recommender.h"

namespace reprise {

/// Several recommenders, one of which is asked at every request. The class notes which recommender
/// was asked and learns how long its recommendations were listened to. A recommender that has a
/// Sources declares the capability `learns`.
class Sources {
 public:
  Sources(const std::vector<RecommenderRecipe>& recipes, Build& build);

  std::size_t size() const { return sources_.size(); }

  /// The experience with one source: the number of its recommendations on earlier days, and the
  /// hundredths for which they were listened to (at most 100 each).
  struct Known {
    std::int64_t recommendations = 0;
    std::int64_t hundredths = 0;
  };
  Known known(const Request& request, std::size_t source) const {
    const std::vector<std::int64_t>& totals = request.learned_counts[learner_].totals;
    return {totals[2 * source], totals[2 * source + 1]};
  }
  /// Returns the number of finished days.
  std::int64_t days(const Request& request) const { return request.learned_counts[learner_].days; }

  /// Asks the source with this number and notes it.
  TrackId ask(std::size_t source, Request& request) const;

  /// Tells the propensities of a choice among the sources that has these probabilities, as
  /// Recommender::tell does.
  void tell(std::span<const double> chances, Request& request, double share,
            Propensities& propensities) const;

 private:
  std::vector<std::unique_ptr<Recommender>> sources_;
  std::size_t notes_;
  std::size_t learner_;
};

}  // namespace reprise
