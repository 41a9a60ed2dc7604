// Makes worlds that are small enough to reason about, and sessions in them with chosen tracks.
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

/// A track of a handmade world: its artist, and the time that every user listens to it (in
/// hundredths, 0 to 100) when its artist was not played before.
struct HandmadeTrack {
  ArtistId artist;
  Hundredths time;
};

/// Returns a world whose users listen to each track for its `time`. Track 0 is the interest of
/// every user, so its own `time` is ignored (it gets 73). With a gamma of 1 times are not
/// discounted. Budgets never end.
WorldData handmade_data(const std::vector<HandmadeTrack>& tracks, double gamma = 1.0,
                        std::size_t users = 2);
World handmade_world(const std::vector<HandmadeTrack>& tracks, double gamma = 1.0);

/// Returns a world of `n` tracks. Each has an artist of its own and is listened to for half its
/// length.
World world_of(TrackId n);

/// Returns a session of `user` that begins with `tracks[0]` and continues with the others.
Session played(const World& world, std::initializer_list<TrackId> tracks, UserIndex user = 0);

/// Returns the history of a user whose sessions played these tracks.
UserHistory history_of(const World& world,
                       std::initializer_list<std::initializer_list<TrackId>> sessions);

/// Returns a generated world with as many users as tracks and with traits of every kind: gammas
/// from 0 to 1.5, negative and zero sharpness, budgets of 0 and below, more neighbours than tracks,
/// ids out of order.
World world_of_odd_users(std::int64_t tracks, std::int64_t dim);

}  // namespace reprise
