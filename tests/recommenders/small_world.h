// Worlds small enough to reason about, and sessions in them that go as a test wants.
#pragma once

#include <initializer_list>
#include <string>
#include <utility>
#include <vector>

#include "recommenders/request.h"
#include "sim/generator/generate_world.h"
#include "sim/sessions/session.h"
#include "sim/world/world.h"

namespace reprise {

/// A track of a world made by hand: its artist, and the time anybody gives to it (in hundredths, 0
/// to 100) when its artist was not played before.
struct HandmadeTrack {
  ArtistId artist;
  Hundredths time;
};

/// A world whose users listen to each track for as long as it says. Track 0 is everybody's
/// interest: what it says of itself does not count (it gets 73). Nothing is discounted unless gamma
/// says so, and budgets do not end.
WorldData handmade_data(const std::vector<HandmadeTrack>& tracks, double gamma = 1.0,
                        std::size_t users = 2);
World handmade_world(const std::vector<HandmadeTrack>& tracks, double gamma = 1.0);

/// `n` tracks, each by an artist of its own and listened to for half.
World world_of(TrackId n);

/// A session of `user` that begins with `tracks[0]` and goes on with the others.
Session played(const World& world, std::initializer_list<TrackId> tracks, UserIndex user = 0);

/// The history of a user whose sessions played these tracks.
UserHistory history_of(const World& world,
                       std::initializer_list<std::initializer_list<TrackId>> sessions);

/// A generated world with as many users as tracks and traits of every kind: gammas from 0 to 1.5,
/// negative and zero sharpness, budgets of 0 and below, more neighbours than tracks, ids out of
/// order.
World world_of_odd_users(std::int64_t tracks, std::int64_t dim);

}  // namespace reprise
