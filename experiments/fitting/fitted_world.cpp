#include "experiments/fitting/fitted_world.h"

#include <algorithm>
#include <cmath>
#include <numeric>

namespace reprise {

FittedBudget fit_budget(const FittingLog& log) {
  FittedBudget result;
  result.sessions = log.sessions.size();
  double tracks = 0;
  std::vector<double> unheard_of_user(log.n_users(), 0);
  for (const FittingSession& session : log.sessions) {
    double unheard = 0;
    for (std::uint64_t i = session.begin; i < session.end; ++i) {
      unheard += 1 - log.steps[i].share / 100.0;
    }
    unheard_of_user[session.user] += unheard;
    tracks += unheard;
  }
  const auto n = static_cast<double>(std::max<std::size_t>(log.sessions.size(), 1));
  result.mean = tracks / n;
  // The ratio's standard error: users are independent, sessions of a user are not.
  double squares = 0;
  for (std::size_t user = 0; user < log.n_users(); ++user) {
    const auto sessions =
        static_cast<double>(log.sessions_begin[user + 1] - log.sessions_begin[user]);
    const double off = unheard_of_user[user] - result.mean * sessions;
    squares += off * off;
  }
  const auto users = static_cast<double>(log.n_users());
  result.error = users > 1 ? std::sqrt(squares * users / (users - 1)) / n : 0;
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
