#include "sim/session.h"

namespace reprise {

void Session::start(const World& world, const SessionStart& start) {
  world_ = &world;
  start_ = start;
  interest_row_ = world.catalog.embeddings.row(start.interest);
  traits_ = &world.users.traits[start.user];
  discounts_ = world.users.discounts_of(start.user);
  playbacks_.clear();
  playbacks_.append(start.first_track, world.catalog.artist_of[start.first_track], kWholeTrack);
  budget_ = traits_->session_budget;
  over_ = false;
  listened_ = 0;
  skips_ = 0;
  repeats_ = 0;
  waited_ = 0;
}

Hundredths Session::time_if_played(TrackId track) const {
  if (playbacks_.contains(track)) return 0;
  const ArtistId artist = world_->catalog.artist_of[track];
  return listening_time(world_->catalog.embeddings.score(interest_row_, track), *traits_,
                        discounts_.after(playbacks_.plays_of(artist)));
}

Hundredths Session::play(TrackId track, double leave_draw) {
  const double discount = count(track);
  const float score = world_->catalog.embeddings.score(interest_row_, track);
  listen(listening_time(score, *traits_, discount), leave_draw);
  return playbacks_.last_time();
}

}  // namespace reprise
