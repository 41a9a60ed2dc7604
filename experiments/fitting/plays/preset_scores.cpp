#include "experiments/fitting/plays/preset_scores.h"

#include <algorithm>
#include <cmath>
#include <numeric>

#include <tbb/parallel_for.h>

#include "sim/generator/generate_world.h"
#include "sim/generator/popularity.h"

namespace reprise {
namespace {

constexpr std::size_t kInterests = 500;

double mean_of(const std::vector<double>& values, std::size_t from, std::size_t to) {
  double sum = 0;
  for (std::size_t i = from; i < to; ++i) sum += values[i];
  return sum / static_cast<double>(to - from);
}

}  // namespace

double PresetScores::appeal_at(double place) const {
  const auto at = static_cast<std::size_t>(place * static_cast<double>(appeal.size() - 1) + 0.5);
  return appeal[std::min(at, appeal.size() - 1)];
}

PresetScores preset_scores(std::size_t n_tracks) {
  WorldRecipe recipe;
  recipe.tracks = static_cast<std::int64_t>(std::clamp<std::size_t>(n_tracks, 200, 20'000));
  recipe.users = 2'000;
  WorldData data;
  generate_world(data, recipe);
  const Popularity popularity = draw_popularity(data.artist_of, data.artists.size(), recipe);
  const World world = make_world(data);
  const std::size_t n = world.catalog.n_tracks();
  const auto flat = world.users.interests_flat;
  std::vector<double> means(n);
  std::vector<double> squares(n);
  tbb::parallel_for(std::size_t{0}, n, [&](std::size_t track) {
    double sum = 0;
    double sum_of_squares = 0;
    for (std::size_t i = 0; i < kInterests; ++i) {
      const TrackId interest = flat[i * flat.size() / kInterests];
      const auto score = static_cast<double>(
          world.catalog.embeddings.score(interest, static_cast<TrackId>(track)));
      sum += score;
      sum_of_squares += score * score;
    }
    means[track] = sum / kInterests;
    squares[track] = sum_of_squares / kInterests - means[track] * means[track];
  });
  PresetScores scores;
  scores.spread = std::sqrt(mean_of(squares, 0, n));
  std::vector<std::size_t> order(n);
  std::iota(order.begin(), order.end(), std::size_t{0});
  std::stable_sort(order.begin(), order.end(),
                   [&](std::size_t a, std::size_t b) { return popularity.z[a] > popularity.z[b]; });
  std::vector<double> ordered(n);
  for (std::size_t i = 0; i < n; ++i) ordered[i] = means[order[i]];
  // Single tracks differ; tracks about as popular are taken together, fewer of them at the top.
  constexpr std::size_t kLeast = 2;
  constexpr std::size_t kPart = 6;
  for (std::size_t i = 0; i < n; ++i) {
    const std::size_t half = std::min(kLeast + i / kPart, i);
    scores.appeal.push_back(mean_of(ordered, i - half, std::min(n, i + half + 1)));
  }
  return scores;
}

}  // namespace reprise
