#include "tests/recommenders/small_world.h"

#include <cmath>
#include <numeric>

namespace reprise {

WorldData handmade_data(const std::vector<HandmadeTrack>& tracks, double gamma, std::size_t users) {
  WorldData data;
  // The embeddings have one coordinate, and the interest's value is 1, so a track's score against
  // the interest is the track's value. With bias 0 and sharpness 1, the time is the logistic
  // function of this score.
  data.dim = 1;
  const auto value_of = [](Hundredths time) {
    if (time <= 0) return -40.0f;
    if (time >= 100) return 40.0f;
    const double share = time / 100.0;
    return static_cast<float>(std::log(share / (1 - share)));
  };
  ArtistId artists = 0;
  for (std::size_t i = 0; i < tracks.size(); ++i) {
    data.embeddings.push_back(i == 0 ? 1.0f : value_of(tracks[i].time));
    data.artist_of.push_back(tracks[i].artist);
    data.titles.push_back("");
    artists = std::max(artists, tracks[i].artist + 1);
  }
  for (ArtistId artist = 0; artist < artists; ++artist) {
    data.artists.push_back("Artist " + std::to_string(artist));
  }
  for (std::size_t user = 0; user < users; ++user) {
    data.user_ids.push_back(100 + static_cast<std::int64_t>(user));
    data.traits.push_back({.session_budget = 1'000'000,
                           .consume_bias = 0,
                           .consume_sharpness = 1,
                           .artist_discount_gamma = gamma});
    data.interests.push_back({0});
  }
  data.top_tracks.resize(tracks.size());
  std::iota(data.top_tracks.begin(), data.top_tracks.end(), TrackId{0});
  return data;
}

World handmade_world(const std::vector<HandmadeTrack>& tracks, double gamma) {
  return make_world(handmade_data(tracks, gamma));
}

World world_of(TrackId n) {
  std::vector<HandmadeTrack> tracks;
  for (TrackId track = 0; track < n; ++track) tracks.push_back({track, 50});
  return handmade_world(tracks);
}

Session played(const World& world, std::initializer_list<TrackId> tracks, UserIndex user) {
  Session session;
  session.start(world, {.user = user,
                        .interest = world.users.interests(user).front(),
                        .first_track = *tracks.begin()});
  for (auto track = tracks.begin() + 1; track != tracks.end(); ++track) session.play(*track, 0.0);
  return session;
}

UserHistory history_of(const World& world,
                       std::initializer_list<std::initializer_list<TrackId>> sessions) {
  UserHistory history;
  for (const auto& tracks : sessions) history.append(played(world, tracks).playbacks());
  return history;
}

World world_of_odd_users(std::int64_t tracks, std::int64_t dim) {
  WorldData data;
  generate_world(data, {.tracks = tracks, .users = tracks, .dim = dim});
  const double gammas[] = {0.8, 0.0, 1.0, 1.5, 0.5};
  const double sharpness[] = {1.0, 2.0, -1.0, 0.0};
  const std::int32_t budgets[] = {5, 3, 0, -3, 8, 1};
  const std::int32_t neighbours[] = {10, 1, 1000};
  for (std::size_t user = 0; user < data.traits.size(); ++user) {
    data.traits[user].artist_discount_gamma = gammas[user % 5];
    data.traits[user].consume_sharpness = sharpness[user % 4];
    data.traits[user].session_budget = budgets[user % 6];
    data.traits[user].interest_neighbours = neighbours[user % 3];
    data.user_ids[user] = 1'000'000 - 7 * static_cast<std::int64_t>(user);
  }
  data.top_tracks.clear();
  for (TrackId track = 0; track < data.artist_of.size(); ++track) {
    data.top_tracks.push_back(static_cast<TrackId>(data.artist_of.size()) - 1 - track);
  }
  return make_world(data);
}

}  // namespace reprise
