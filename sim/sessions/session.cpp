#include "sim/sessions/session.h"

namespace reprise {

void Session::start(const World& world, const SessionStart& start) {
  world_ = &world;
  start_ = start;
  interest_row_ = world.catalog.embeddings.row(start.interest);
  traits_ = &world.users.traits[start.user];
  discounts_ = world.users.discounts_of(start.user);
  playbacks_.clear();
  playbacks_.append(start.first_track, world.catalog.artist_of[start.first_track], kWholeTrack);
  counters_ = {.budget = traits_->session_budget};
  waited_ = 0;
}

Hundredths Session::time_if_played(TrackId track) const {
  if (playbacks_.contains(track)) return 0;
  const ArtistId artist = world_->catalog.artist_of[track];
  return listening_time(world_->catalog.embeddings.score(interest_row_, track), *traits_,
                        discounts_.after(playbacks_.plays_of(artist)));
}

Hundredths Session::play(TrackId track, double leave_draw) {
  const Catalog& catalog = world_->catalog;
  REPRISE_CHECK(track < catalog.n_tracks(), "track {} of {}", track, catalog.n_tracks());
  REPRISE_CHECK(!over(), "session of user {} is over after {} steps", start_.user,
                recommendations());
  const Playbacks::Earlier earlier = offer(track);
  Hundredths time = 0;
  if (earlier.of_track == 0) {
    const float score = catalog.embeddings.score(interest_row_, track);
    time = listening_time(score, *traits_, discounts_.after(earlier.of_artist));
  }
  if (leave_draw > time_of(time)) {
    skipped_steps_[counters_.skips++] = recommendations();
    --counters_.budget;
  }
  counters_.repeats += earlier.of_track > 0;
  counters_.listened += time;
  playbacks_.listened(time);
  return time;
}

}  // namespace reprise
