#include "experiments/fitting/shares/fit_world.h"

#include <algorithm>
#include <cmath>
#include <functional>

#include <boost/random/normal_distribution.hpp>
#include <tbb/parallel_for.h>

#include "experiments/fitting/shares/fit_discount.h"
#include "experiments/fitting/shares/fit_listeners.h"
#include "experiments/fitting/shares/track_rows.h"
#include "sim/random/streams.h"
#include "sim/support/check.h"

namespace reprise {
namespace {

// A track is among those with which an interest's sessions begin from this rank on: the preset's
// `interest_neighbours`.
constexpr std::size_t kFirstTracks = 10;

FittedModel random_model(const FittingLog& log, const FitSettings& settings) {
  FittedModel model;
  const auto dim = static_cast<std::size_t>(settings.dim);
  model.rows = EmbeddingTable(log.n_tracks(), dim);
  const StreamKey key = stream_key(static_cast<std::uint64_t>(settings.seed), "fit/rows");
  const double spread = 1.5 / std::sqrt(static_cast<double>(dim));
  tbb::parallel_for(std::size_t{0}, log.n_tracks(), [&](std::size_t track) {
    Stream stream(key, track);
    boost::random::normal_distribution<double> normal(0, spread);
    for (std::size_t k = 0; k < dim; ++k) {
      model.rows.row(track)[k] = static_cast<float>(normal(stream));
    }
  });
  model.information.assign(log.n_tracks(), 0);
  FittedListener listener;
  listener.bias = model.mean_bias;
  model.listeners.assign(log.n_users(), listener);
  return model;
}

// The score of an interest's tenth nearest track, in the middle of 200 sessions.
double first_track_score(const FittedModel& model, std::span<const TrackId> interest_of) {
  const std::size_t n = std::min<std::size_t>(200, interest_of.size());
  const std::size_t rank = std::min(kFirstTracks, model.rows.size()) - 1;
  std::vector<float> tenth(n);
  tbb::parallel_for(std::size_t{0}, n, [&](std::size_t i) {
    const TrackId interest = interest_of[i * interest_of.size() / n];
    std::vector<float> scores(model.rows.size());
    for (std::size_t track = 0; track < scores.size(); ++track) {
      scores[track] = model.score(interest, static_cast<TrackId>(track));
    }
    std::nth_element(scores.begin(), scores.begin() + static_cast<std::ptrdiff_t>(rank),
                     scores.end(), std::greater<>());
    tenth[i] = scores[rank];
  });
  std::nth_element(tenth.begin(), tenth.begin() + static_cast<std::ptrdiff_t>(n / 2), tenth.end());
  return static_cast<double>(tenth[n / 2]);
}

class Fitting {
 public:
  Fitting(const FittingLog& log, const FitSettings& settings, const Progress& progress)
      : log_(log),
        settings_(settings),
        progress_(progress),
        rows_(log, static_cast<std::size_t>(settings.dim)),
        targets_(log.steps.size()) {}

  WorldFit fit() {
    fit_.model = random_model(log_, settings_);
    for (const FittingSession& session : log_.sessions) {
      fit_.interest_of.push_back(session.first_track);
    }
    fit_.firsts.clear();
    total_ = static_cast<std::size_t>(settings_.first_sweeps + settings_.rounds * settings_.sweeps);
    // Responses of users and what tracks are like are learned once rows say something.
    constexpr std::int64_t kBlind = 2;
    for (std::int64_t sweep = 0; sweep < settings_.first_sweeps; ++sweep) {
      step(sweep == 0 ? 1.0f : 0.5f, sweep >= kBlind, sweep >= kBlind);
      move_noise(0.5);
      if (sweep == settings_.first_sweeps / 2 || sweep + 1 == settings_.first_sweeps) discount();
    }
    // At first an interest is a track among the best for it, no more.
    fit_.model.first_track_score = 0.8 * first_track_score(fit_.model, fit_.interest_of);
    for (std::int64_t round = 0; round < settings_.rounds; ++round) choose_and_fit(round > 0);
    fit_.priors = rows_.priors();
    return std::move(fit_);
  }

 private:
  void choose_and_fit(bool with_firsts) {
    const ShareBounds bounds(fit_.model.discount);
    fit_.firsts =
        choose_interests(log_, fit_.model, bounds, static_cast<std::size_t>(settings_.interests),
                         fit_.firsts, fit_.interest_of);
    for (std::int64_t sweep = 0; sweep < settings_.sweeps; ++sweep) {
      step(0.5f, true, true, with_firsts);
      move_noise(0.7);
    }
    discount();
    fit_.model.first_track_score = first_track_score(fit_.model, fit_.interest_of);
  }

  void step(float part, bool learn_prior, bool listeners, bool with_firsts = false) {
    const ShareBounds bounds(fit_.model.discount);
    FittedModel& model = fit_.model;
    if (stale_) expect_scores(log_, model, fit_.interest_of, bounds, targets_);
    stale_ = false;
    rows_.sweep(model, fit_.interest_of, targets_,
                with_firsts ? std::span<const std::pair<TrackId, TrackId>>(fit_.firsts)
                            : std::span<const std::pair<TrackId, TrackId>>(),
                part, learn_prior);
    if (listeners) {
      fit_listeners(log_, model, fit_.interest_of, bounds);
      rows_.rescale(normalise_scale(model));
    }
    fit_.quality = expect_scores(log_, model, fit_.interest_of, bounds, targets_);
    REPRISE_CHECK(std::isfinite(model.mean_bias) && std::isfinite(fit_.quality.held_out_noise),
                  "sweep {} of a fit gave a mean bias of {} and a noise of {}", done_,
                  model.mean_bias, fit_.quality.held_out_noise);
    ++done_;
    if (progress_) progress_("sweeps of the fit", done_, total_);
  }

  void move_noise(double part) {
    FittedModel& model = fit_.model;
    if (fit_.quality.held_out == 0) return;
    model.noise += part * (fit_.quality.held_out_noise - model.noise);
  }

  void discount() {
    constexpr std::uint64_t kLeast = 100;
    const FittedDiscount found = fit_discount(log_, fit_.model, fit_.interest_of);
    fit_.discounted_steps = found.steps;
    fit_.knows_discount = log_.artists_known && found.steps >= kLeast;
    fit_.model.discount = fit_.knows_discount ? found.value : UserTraits{}.artist_discount_gamma;
    fit_.model.discount_error = fit_.knows_discount ? found.error : 0;
    stale_ = true;
  }

  const FittingLog& log_;
  const FitSettings& settings_;
  const Progress& progress_;
  TrackRows rows_;
  std::vector<ScoreTarget> targets_;
  WorldFit fit_;
  bool stale_ = true;  // targets are those of other interests or of another discount
  std::size_t done_ = 0;
  std::size_t total_ = 0;
};

}  // namespace

WorldFit fit_world(const FittingLog& log, const FitSettings& settings, const Progress& progress) {
  return Fitting(log, settings, progress).fit();
}

FittedModel draw_model(const FittingLog& log, const WorldFit& fit, std::uint64_t seed) {
  const TrackRows rows(log, fit.model.rows.dim(), fit.priors);
  std::vector<ScoreTarget> targets(log.steps.size());
  expect_scores(log, fit.model, fit.interest_of, ShareBounds(fit.model.discount), targets);
  FittedModel model = fit.model;
  model.rows = rows.draw(fit.model, fit.interest_of, targets, fit.firsts,
                         stream_key(seed, "fit/drawn rows"));
  const StreamKey key = stream_key(seed, "fit/drawn listeners");
  for (std::size_t user = 0; user < model.listeners.size(); ++user) {
    Stream stream(key, user);
    boost::random::normal_distribution<double> normal;
    FittedListener& listener = model.listeners[user];
    listener.bias += listener.bias_error * normal(stream);
    listener.sharpness *= std::exp(listener.log_sharpness_error * normal(stream));
  }
  return model;
}

WorldFit fit_users(const FittingLog& log, const FitSettings& settings, const WorldFit& tracks) {
  WorldFit fit;
  fit.model.rows = tracks.model.rows;
  fit.model.information = tracks.model.information;
  fit.model.discount = tracks.model.discount;
  fit.model.noise = tracks.model.noise;
  fit.model.first_track_score = tracks.model.first_track_score;
  fit.model.mean_bias = tracks.model.mean_bias;
  fit.model.bias_spread = tracks.model.bias_spread;
  fit.model.log_sharpness_spread = tracks.model.log_sharpness_spread;
  FittedListener listener;
  listener.bias = fit.model.mean_bias;
  fit.model.listeners.assign(log.n_users(), listener);
  fit.interest_of.resize(log.sessions.size());
  const ShareBounds bounds(fit.model.discount);
  constexpr int kRounds = 3;
  for (int round = 0; round < kRounds; ++round) {
    choose_interests(log, fit.model, bounds, static_cast<std::size_t>(settings.interests),
                     tracks.firsts, fit.interest_of);
    fit_listeners(log, fit.model, fit.interest_of, bounds);
    fit.model.mean_bias = tracks.model.mean_bias;
    fit.model.bias_spread = tracks.model.bias_spread;
    fit.model.log_sharpness_spread = tracks.model.log_sharpness_spread;
  }
  return fit;
}

}  // namespace reprise
