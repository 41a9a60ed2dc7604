#include "experiments/fitting/shares/fitted_world.h"

#include <algorithm>
#include <cmath>
#include <numeric>

#include "experiments/statistics/moments.h"
#include "experiments/statistics/ratio_metric.h"

namespace reprise {

FittedBudget fit_budget(const FittingLog& log) {
  std::vector<double> unheard(log.n_users(), 0);
  std::vector<double> sessions(log.n_users(), 0);
  for (const FittingSession& session : log.sessions) {
    for (std::uint64_t i = session.begin; i < session.end; ++i) {
      unheard[session.user] += 1 - log.steps[i].share / 100.0;
    }
    sessions[session.user] += 1;
  }
  // Users are independent, sessions of a user are not.
  const Moments of_users = moments(linearized_ratio(unheard, sessions));
  FittedBudget result;
  result.mean = of_users.mean;
  result.error = std::sqrt(of_users.variance / static_cast<double>(of_users.n));
  result.budget = std::max(1, static_cast<std::int32_t>(std::lrint(result.mean)));
  return result;
}

WorldData fitted_world_data(const FittingLog& log, const FittedModel& model,
                            const FittedBudget& budget) {
  WorldData data;
  data.dim = model.rows.dim();
  data.embeddings.reserve(log.n_tracks() * data.dim);
  for (std::size_t track = 0; track < log.n_tracks(); ++track) {
    data.embeddings.insert(data.embeddings.end(), model.rows.row(track),
                           model.rows.row(track) + data.dim);
  }
  data.artist_of = log.artist_of;
  data.artists = log.artists;
  data.titles = log.titles;
  data.user_ids = log.user_ids;
  for (const FittedListener& listener : model.listeners) {
    UserTraits traits;
    traits.session_budget = budget.budget;
    traits.consume_bias = listener.bias;
    traits.consume_sharpness = listener.sharpness;
    traits.artist_discount_gamma = model.discount;
    data.traits.push_back(traits);
    data.interests.push_back(listener.interests);
  }
  std::vector<std::uint64_t> heard(log.n_tracks(), 0);
  for (const FittingSession& session : log.sessions) heard[session.first_track] += 100;
  for (const FittingStep& step : log.steps) heard[step.track] += step.share;
  data.top_tracks.resize(log.n_tracks());
  std::iota(data.top_tracks.begin(), data.top_tracks.end(), TrackId{0});
  std::stable_sort(data.top_tracks.begin(), data.top_tracks.end(),
                   [&](TrackId a, TrackId b) { return heard[a] > heard[b]; });
  return data;
}

}  // namespace reprise
