#include "tests/experiments/fitting/played_log.h"

#include <algorithm>

#include "sim/generator/generate_world.h"
#include "sim/generator/top_tracks.h"
#include "sim/sessions/listening.h"
#include "sim/world/nearest_tracks.h"

namespace reprise {
namespace {

World generated(const PlayedLogSettings& settings) {
  WorldRecipe recipe;
  recipe.tracks = settings.tracks;
  recipe.users = settings.users;
  recipe.dim = settings.dim;
  recipe.seed = static_cast<std::int64_t>(settings.seed);
  WorldData data;
  generate_world(data, recipe);
  for (TrackId track = 0; track < data.artist_of.size(); ++track) data.top_tracks.push_back(track);
  for (UserTraits& traits : data.traits) traits.session_budget = settings.budget;
  if (settings.popular > 0) {
    const World world = make_world(data);
    NearestTracks nearest(world.catalog.embeddings);
    const std::uint64_t sessions = top_tracks_sessions(world.catalog.n_tracks());
    nearest.require(top_tracks_queries(world, sessions, settings.seed));
    data.top_tracks = rank_top_tracks(world, nearest, sessions, settings.seed);
  }
  return make_world(data);
}

}  // namespace

PlayedLog play_log(const PlayedLogSettings& settings) {
  PlayedLog played{generated(settings), {}, {}};
  const World& world = played.world;
  NearestTracks nearest(world.catalog.embeddings);
  std::vector<NearestQuery> queries;
  for (const TrackId interest : world.users.interests_flat) queries.push_back({interest, 10});
  constexpr std::uint32_t kNear = 50;
  if (settings.near > 0) {
    for (TrackId track = 0; track < world.catalog.n_tracks(); ++track) {
      queries.push_back({track, kNear});
    }
  }
  nearest.require(queries);
  FittingLog& log = played.log;
  log.artist_of.assign(world.catalog.artist_of.begin(), world.catalog.artist_of.end());
  for (std::size_t artist = 0; artist < world.catalog.n_artists(); ++artist) {
    log.artists.emplace_back(world.catalog.artists[artist]);
  }
  log.artists_known = true;
  const auto n_tracks = static_cast<std::uint32_t>(world.catalog.n_tracks());
  log.titles.assign(n_tracks, "");
  const std::uint32_t shown = settings.variety > 0 ? settings.variety : n_tracks;
  const StreamKey key = stream_key(settings.seed, "test/log");
  for (UserIndex user = 0; user < world.users.size(); ++user) {
    log.user_ids.push_back(world.users.ids[user]);
    log.sessions_begin.push_back(log.sessions.size());
    for (std::uint64_t k = 0; k < settings.sessions_of_user; ++k) {
      Stream stream(key, user * settings.sessions_of_user + k);
      const auto interests = world.users.interests(user);
      const TrackId interest =
          interests[uniform_index(stream, static_cast<std::uint32_t>(interests.size()))];
      const auto neighbours = nearest.of(interest);
      const TrackId first = neighbours[uniform_index(
          stream, std::min(static_cast<std::uint32_t>(neighbours.size()), 10u))];
      const std::uint64_t begin = log.steps.size();
      std::vector<TrackId> tracks{first};
      std::int32_t left = settings.budget;
      for (bool over = false; !over && tracks.size() < 500;) {
        FittingStep step;
        const double kind = settings.popular + settings.near > 0 ? uniform_unit(stream()) : 1;
        if (kind < settings.near) {
          step.track = nearest.of(first)[uniform_index(stream, kNear)];
        } else if (kind < settings.near + settings.popular) {
          step.track = world.top_tracks[uniform_index(stream, std::max(n_tracks / 20, 1u))];
        } else {
          step.track = uniform_index(stream, shown);
        }
        std::uint32_t earlier = 0;
        for (const TrackId track : tracks) {
          if (log.artist_of[track] == log.artist_of[step.track]) ++earlier;
        }
        step.earlier = static_cast<std::uint8_t>(std::min(earlier, 255u));
        Hundredths share = 0;
        if (std::find(tracks.begin(), tracks.end(), step.track) != tracks.end()) {
          step.use = StepUse::repeated;
        } else {
          share = listening_time(world.catalog.embeddings.score(interest, step.track),
                                 world.users.traits[user], world.users.discount(user, earlier));
          if (settings.heard) share = settings.heard(share, stream);
        }
        step.share = static_cast<std::uint8_t>(share);
        tracks.push_back(step.track);
        log.steps.push_back(step);
        if (costs_budget(stream(), share)) --left;
        over = settings.leaves ? settings.leaves(share, stream) : left <= 0;
      }
      log.sessions.push_back({user, first, begin, log.steps.size()});
      played.interest_of.push_back(interest);
    }
  }
  log.sessions_begin.push_back(log.sessions.size());
  hold_out(log, settings.hold_out_every);
  return played;
}

FittingLog shuffled(const FittingLog& log, std::uint64_t seed) {
  FittingLog result = log;
  Stream stream(stream_key(seed, "test/shuffled"), 0);
  for (std::size_t i = result.steps.size(); i > 1; --i) {
    std::swap(result.steps[i - 1],
              result.steps[uniform_index(stream, static_cast<std::uint32_t>(i))]);
  }
  return result;
}

}  // namespace reprise
