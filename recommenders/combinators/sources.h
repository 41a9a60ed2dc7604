// Learning which of several recommenders is listened to: what the bandits over sources share.
#pragma once

#include <memory>
#include <vector>

#include "recommenders/recommender.h"

namespace reprise {

/// Several recommenders, one of which is asked at every request; notes which one it was, and learns
/// how long its recommendations were listened to. A recommender with one declares that it
/// learns.
class Sources {
 public:
  Sources(const std::vector<RecommenderRecipe>& recipes, Build& build);

  std::size_t size() const { return sources_.size(); }

  /// What is known of a source: recommendations it made on earlier days, and the hundredths they
  /// were listened to (at most 100 each).
  struct Known {
    std::int64_t recommendations = 0;
    std::int64_t hundredths = 0;
  };
  Known known(const Request& request, std::size_t source) const {
    const std::vector<std::int64_t>& totals = request.learned_counts[learner_].totals;
    return {totals[2 * source], totals[2 * source + 1]};
  }
  /// Days that are over.
  std::int64_t days(const Request& request) const { return request.learned_counts[learner_].days; }

  /// Asks one of them.
  TrackId ask(std::size_t source, Request& request) const;

 private:
  std::vector<std::unique_ptr<Recommender>> sources_;
  std::size_t notes_;
  std::size_t learner_;
};

}  // namespace reprise
