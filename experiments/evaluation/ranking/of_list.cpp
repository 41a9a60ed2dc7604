// Metrics of what a policy names, whatever was listened to.
#include <cmath>
#include <unordered_map>

#include "experiments/evaluation/ranking/ranking_metric.h"

namespace reprise {
namespace {

// Vargas and Castells, "Rank and relevance in novelty and diversity metrics for recommender
// systems", 2011: the expected self-information of a recommendation.
double novelty(const RankedStep& step) {
  double bits = 0;
  step.propensities.for_each([&](TrackId track, double propensity) {
    bits -= propensity * std::log2(step.popularity[track]);
  });
  return bits;
}

// The probability that two recommendations of the step, drawn by themselves, are of one artist.
double intra_list_similarity(const RankedStep& step) {
  std::unordered_map<ArtistId, double> of_artist;
  step.propensities.for_each([&](TrackId track, double propensity) {
    of_artist[step.catalog.artist_of[track]] += propensity;
  });
  double same = 0;
  for (const auto& [artist, share] : of_artist) same += share * share;
  return same;
}

double coverage(double shown, double n_tracks) { return shown / n_tracks; }

const RankingMetricRegistration registrations[] = {
    RankingMetricRegistration({"coverage_at_10", 20,
                               "share of the catalog that is ever among the 10 most probable", true,
                               nullptr, coverage}),
    RankingMetricRegistration({"novelty", 21, "mean of -log2 of how popular the named tracks are",
                               true, novelty, nullptr}),
    RankingMetricRegistration({"intra_list_similarity", 22,
                               "chance that two recommendations of a step are of one artist", false,
                               intra_list_similarity, nullptr})};

}  // namespace
}  // namespace reprise
