// Metrics of the rank that a policy gives to the track that was listened to. One track is relevant
// at each step, so the ideal DCG is 1. Jarvelin and Kekalainen, "Cumulated gain-based evaluation of
// IR techniques", 2002.
#include <algorithm>
#include <cmath>

#include "experiments/evaluation/ranking/ranking_metric.h"

namespace reprise {
namespace {

// Calls visit(rank) for the ranks, from 1, that the track may have within the list, each with
// probability 1 / ties.
template <class Visit>
void for_each_rank(const RankedStep& step, double last, Visit visit) {
  if (!step.named) return;
  for (double rank = step.above + 1; rank <= std::min(step.above + step.ties, last); ++rank) {
    visit(rank);
  }
}

double hit_rate(const RankedStep& step) {
  double hits = 0;
  for_each_rank(step, kRankedTracks, [&](double) { hits += 1; });
  return step.named ? hits / step.ties : 0;
}

double ndcg(const RankedStep& step) {
  double gain = 0;
  for_each_rank(step, kRankedTracks, [&](double rank) { gain += 1 / std::log2(rank + 1); });
  return step.named ? gain / step.ties : 0;
}

double reciprocal_rank(const RankedStep& step) {
  double sum = 0;
  for_each_rank(step, step.above + step.ties, [&](double rank) { sum += 1 / rank; });
  return step.named ? sum / step.ties : 0;
}

const RankingMetricRegistration registrations[] = {
    RankingMetricRegistration({"hit_rate_at_10", 10,
                               "share of listened tracks among the policy's 10 most probable", true,
                               hit_rate, nullptr}),
    RankingMetricRegistration({"ndcg_at_10", 11,
                               "the same, a track at rank k counting 1 / log2(k + 1)", true, ndcg,
                               nullptr}),
    RankingMetricRegistration(
        {"mrr", 12, "mean of 1 / rank of the listened track", true, reciprocal_rank, nullptr})};

}  // namespace
}  // namespace reprise
