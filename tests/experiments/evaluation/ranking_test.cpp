// Ranking metrics of small lists, by hand.
#include <array>
#include <cmath>

#include <gmock/gmock.h>

#include "experiments/evaluation/ranking/ranking_metric.h"

namespace reprise {
namespace {

class RankingMetrics : public testing::Test {
 protected:
  RankingMetrics() : told_(4) { catalog_.artist_of = artists_; }

  double value(const char* name, double above, double ties, bool named = true) const {
    const RankingMetric& metric = *Registered<RankingMetric>::instance().find(name);
    return metric.of_step({.track = 0,
                           .above = above,
                           .ties = ties,
                           .named = named,
                           .propensities = told_,
                           .catalog = catalog_,
                           .popularity = popularity_});
  }

  const std::array<ArtistId, 4> artists_{0, 0, 1, 2};
  Propensities told_;
  Catalog catalog_;
  std::array<double, 4> popularity_{0.5, 0.25, 0.125, 1.0};
};

TEST_F(RankingMetrics, OfARankThatIsCertain) {
  EXPECT_EQ(value("hit_rate_at_10", 0, 1), 1);
  EXPECT_EQ(value("hit_rate_at_10", 9, 1), 1);
  EXPECT_EQ(value("hit_rate_at_10", 10, 1), 0);
  EXPECT_EQ(value("ndcg_at_10", 0, 1), 1);
  EXPECT_DOUBLE_EQ(value("ndcg_at_10", 2, 1), 1 / std::log2(4.0));
  EXPECT_EQ(value("ndcg_at_10", 10, 1), 0);
  EXPECT_DOUBLE_EQ(value("mrr", 19, 1), 1 / 20.0);
  EXPECT_EQ(value("mrr", 0, 0, false), 0) << "the policy never names the track";
}

// Equal propensities are ranks in random order: expectations, not the best case.
TEST_F(RankingMetrics, OfTies) {
  EXPECT_DOUBLE_EQ(value("hit_rate_at_10", 0, 100), 0.1);
  EXPECT_DOUBLE_EQ(value("hit_rate_at_10", 8, 4), 0.5);
  EXPECT_DOUBLE_EQ(value("mrr", 1, 2), (1 / 2.0 + 1 / 3.0) / 2);
  EXPECT_DOUBLE_EQ(value("ndcg_at_10", 0, 2), (1 + 1 / std::log2(3.0)) / 2);
}

TEST_F(RankingMetrics, OfWhatIsNamed) {
  told_.add(0, 0.5);
  told_.add(2, 0.5);
  EXPECT_DOUBLE_EQ(value("novelty", 0, 1), 0.5 * 1 + 0.5 * 3);
  EXPECT_DOUBLE_EQ(value("intra_list_similarity", 0, 1), 0.5);
  told_.clear();
  told_.add(0, 0.5);
  told_.add(1, 0.5);
  EXPECT_DOUBLE_EQ(value("intra_list_similarity", 0, 1), 1) << "one artist";
}

}  // namespace
}  // namespace reprise
