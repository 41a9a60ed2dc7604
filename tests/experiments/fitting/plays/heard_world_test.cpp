// Tests that a fit to plays without shares finds what is known of a small world.
// REPRISE_TEST_TRACKS, _USERS, _SESSIONS (of a user) and _DIM measure it in worlds of another size.
#include "experiments/fitting/plays/heard_world.h"

#include <algorithm>
#include <cmath>
#include <cstdlib>

#include <fmt/format.h>
#include <gmock/gmock.h>

#include "experiments/fitting/log/heard_log.h"
#include "experiments/fitting/trust/near_lists.h"
#include "experiments/fitting/trust/policies.h"
#include "experiments/simulation/engine/threads.h"
#include "experiments/statistics/rank_correlation.h"
#include "tests/experiments/fitting/played_log.h"
#include "tests/temporary_folder.h"

namespace reprise {
namespace {

std::uint64_t number_of(const char* name, std::uint64_t usually) {
  const char* text = std::getenv(name);
  return text == nullptr ? usually : std::strtoull(text, nullptr, 10);
}

// A log under a policy with variety, of which only is kept what was heard for at least half.
struct HeardPart {
  PlayedLog played;
  FittingLog heard;
};

HeardPart heard_part(const PlayedLogSettings& settings) {
  HeardPart part{play_log(settings), {}};
  const FittingLog& log = part.played.log;
  FittingLog& heard = part.heard;
  heard = catalog_of(log);
  heard.user_ids = log.user_ids;
  for (std::size_t user = 0; user < log.n_users(); ++user) {
    heard.sessions_begin.push_back(heard.sessions.size());
    for (std::uint64_t s = log.sessions_begin[user]; s < log.sessions_begin[user + 1]; ++s) {
      std::vector<TrackId> tracks{log.sessions[s].first_track};
      for (std::uint64_t i = log.sessions[s].begin; i < log.sessions[s].end; ++i) {
        if (log.steps[i].share >= 50) tracks.push_back(log.steps[i].track);
      }
      add_heard_session(tracks, static_cast<std::uint32_t>(user), heard);
    }
  }
  heard.sessions_begin.push_back(heard.sessions.size());
  hold_out(heard, kHoldOutEvery);
  return part;
}

PlayedLogSettings settings_of_test() {
  PlayedLogSettings settings;
  settings.tracks = static_cast<std::int64_t>(number_of("REPRISE_TEST_TRACKS", 400));
  settings.users = static_cast<std::int64_t>(number_of("REPRISE_TEST_USERS", 200));
  settings.sessions_of_user = number_of("REPRISE_TEST_SESSIONS", 60);
  settings.dim = 100;
  settings.popular = 0.01 * static_cast<double>(number_of("REPRISE_TEST_POPULAR", 20));
  settings.near = 0.01 * static_cast<double>(number_of("REPRISE_TEST_NEAR", 40));
  return settings;
}

struct Knowledge {
  double scores = 0;    // rank correlation of true and fitted scores of tracks with tracks
  double users = 0;     // of true and fitted shares of tracks, in the mean of users
  double policies = 0;  // of policies
  double error = 0;     // median error of log effects
};

Knowledge knowledge_of(const HeardPart& part, const HeardFit& fit) {
  Knowledge known;
  const World& world = part.played.world;
  const auto n = static_cast<std::uint32_t>(world.catalog.n_tracks());
  Stream stream(stream_key(1, "test/pairs"), 0);
  std::vector<double> truth;
  std::vector<double> fitted;
  for (int pair = 0; pair < 20'000; ++pair) {
    const auto flat = world.users.interests_flat;
    const TrackId interest = flat[uniform_index(stream, static_cast<std::uint32_t>(flat.size()))];
    const TrackId track = uniform_index(stream, n);
    truth.push_back(static_cast<double>(world.catalog.embeddings.score(interest, track)));
    fitted.push_back(static_cast<double>(fit.model.score(interest, track)));
  }
  known.scores = *rank_correlation(truth, fitted);
  for (UserIndex user = 0; user < world.users.size(); ++user) {
    truth.clear();
    fitted.clear();
    for (TrackId track = 0; track < n; track += std::max(n / 1000, 1u)) {
      const auto mean = [&](auto interests, const auto& score) {
        double sum = 0;
        for (const TrackId interest : interests) {
          sum += 1 / (1 + std::exp(5 - static_cast<double>(score(interest))));
        }
        return sum;
      };
      truth.push_back(mean(world.users.interests(user), [&](TrackId interest) {
        return world.catalog.embeddings.score(interest, track);
      }));
      fitted.push_back(mean(std::span<const TrackId>(fit.model.listeners[user].interests),
                            [&](TrackId interest) { return fit.model.score(interest, track); }));
    }
    known.users += *rank_correlation(truth, fitted) / static_cast<double>(world.users.size());
  }
  const TemporaryFolder folder;
  const auto lists = folder.path() / "lists.json";
  FittedModel model;
  model.rows = EmbeddingTable(n, world.catalog.embeddings.dim());
  Stream noise(stream_key(2, "test/noise"), 0);
  for (TrackId track = 0; track < n; ++track) {
    for (std::size_t k = 0; k < model.rows.dim(); ++k) {
      model.rows.row(track)[k] = world.catalog.embeddings.row(track)[k] +
                                 0.6f * static_cast<float>(uniform_unit(noise()) - 0.5);
    }
  }
  write_near_lists(model, lists);
  WorldData data = heard_world_data(part.heard, fit);
  // The log has lost the skips that spent the budget; policies are compared under the same one.
  for (UserTraits& traits : data.traits) traits.session_budget = UserTraits{}.session_budget;
  World true_world = world;
  const World fitted_world = make_world(data);
  true_world.top_tracks = fitted_world.top_tracks;
  truth.clear();
  fitted.clear();
  const auto policies = judged_policies(lists);
  const auto true_plays = play_policies(true_world, policies, 10'000, 1);
  const auto fitted_plays = play_policies(fitted_world, policies, 10'000, 2);
  std::vector<double> errors;
  for (std::size_t i = 0; i < policies.size(); ++i) {
    truth.push_back(std::log(true_plays[i].tracks_per_session / true_plays[0].tracks_per_session));
    fitted.push_back(
        std::log(fitted_plays[i].tracks_per_session / fitted_plays[0].tracks_per_session));
    if (i > 0) errors.push_back(std::abs(truth[i] - fitted[i]));
    if (std::getenv("REPRISE_TEST_TRACKS") != nullptr) {
      std::fputs(fmt::format("  {:20} {:7.3f} {:7.3f}\n", policies[i].name,
                             true_plays[i].tracks_per_session, fitted_plays[i].tracks_per_session)
                     .c_str(),
                 stdout);
    }
  }
  known.policies = *rank_correlation(truth, fitted);
  std::sort(errors.begin(), errors.end());
  known.error = errors[errors.size() / 2];
  return known;
}

TEST(HeardWorld, KnowsWhatIsHeardTogether) {
  const HeardPart part = heard_part(settings_of_test());
  FitSettings settings;
  settings.dim = static_cast<std::int64_t>(number_of("REPRISE_TEST_DIM", 32));
  const HeardFit fit = fit_heard(part.heard, settings);
  const Knowledge known = knowledge_of(part, fit);
  std::fputs(
      fmt::format("{} sessions, {} tracks heard after the first, of {} recommended: scores "
                  "{:.3f}, users {:.3f}, policies {:.3f}, median error {:.3f}; shrinkage "
                  "{}, scale {:.2f}, budget {:.2f} +- {:.2f}\n",
                  part.heard.sessions.size(), part.heard.steps.size(), part.played.log.steps.size(),
                  known.scores, known.users, known.policies, known.error, fit.tracks.shrinkage,
                  fit.scale, fit.budgets.mean, fit.budgets.spread)
          .c_str(),
      stdout);
  EXPECT_GT(known.scores, 0.3);
  EXPECT_GT(known.users, 0.3);
  EXPECT_GT(known.policies, 0.7);
}

}  // namespace
}  // namespace reprise
