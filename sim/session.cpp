#include "sim/session.h"

#include "sim/check.h"

namespace reprise {

void Session::start(const World& world, const SessionStart& start) {
  world_ = &world;
  start_ = start;
  interest_row_ = world.catalog.embeddings.row(start.interest);
  playbacks_.clear();
  playbacks_.append(start.first_track, world.catalog.artist_of[start.first_track], kWholeTrack);
  budget_ = world.users.traits[start.user].session_budget;
  over_ = false;
  listened_ = 0;
  skipped_steps_.clear();
  repeats_ = 0;
  waited_ = 0;
}

Hundredths Session::time_if_played(TrackId track) const {
  if (playbacks_.contains(track)) return 0;
  const ArtistId artist = world_->catalog.artist_of[track];
  return listening_time(world_->catalog.embeddings.score(interest_row_, track),
                        world_->users.traits[start_.user],
                        world_->users.discount(start_.user, playbacks_.plays_of(artist)));
}

Hundredths Session::play(TrackId track, double leave_draw) {
  REPRISE_CHECK(track < world_->catalog.n_tracks(), "track {} of {}", track,
                world_->catalog.n_tracks());
  REPRISE_CHECK(!over_, "session of user {} is over after {} steps", start_.user,
                recommendations());
  const ArtistId artist = world_->catalog.artist_of[track];
  const Playbacks::Earlier earlier = playbacks_.count(track, artist);
  Hundredths time = 0;
  if (earlier.of_track > 0) {
    ++repeats_;
  } else {
    time = listening_time(world_->catalog.embeddings.score(interest_row_, track),
                          world_->users.traits[start_.user],
                          world_->users.discount(start_.user, earlier.of_artist));
  }
  playbacks_.times_.push_back(time);
  listened_ += time;
  if (leave_draw > time_of(time)) {
    --budget_;
    skipped_steps_.push_back(recommendations() - 1);
  }
  over_ = budget_ <= 0;
  return time;
}

}  // namespace reprise
