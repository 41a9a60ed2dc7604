#include "sim/sessions/session.h"

namespace reprise {

void Session::start(const World& world, const SessionStart& start) {
  world_ = &world;
  start_ = start;
  interest_row_ = world.catalog.embeddings.memory_of(start.interest);
  traits_ = &world.users.traits[start.user];
  discounts_ = world.users.discounts_of(start.user);
  playbacks_.clear();
  playbacks_.append(start.first_track, world.catalog.artist_of[start.first_track], kWholeTrack);
  counters_ = {.budget = traits_->session_budget};
  waited_ = 0;
}

Hundredths Session::time_of_new(TrackId track, std::uint32_t plays_of_artist) const {
  const float score = world_->catalog.embeddings.score(interest_row_, track);
  return time_of_share(listening_share(response_of(*world_), score, *traits_),
                       discounts_.after(plays_of_artist));
}

Hundredths Session::time_if_played(TrackId track) const {
  if (playbacks_.contains(track)) return 0;
  return time_of_new(track, playbacks_.plays_of(world_->catalog.artist_of[track]));
}

Hundredths Session::play(TrackId track, double leave_draw) {
  const Catalog& catalog = world_->catalog;
  REPRISE_CHECK(track < catalog.n_tracks(), "track {} of {}", track, catalog.n_tracks());
  REPRISE_CHECK(!over(), "session of user {} is over after {} steps", start_.user,
                recommendations());
  const Playbacks::Earlier earlier = offer(track);
  const Hundredths time = earlier.of_track == 0 ? time_of_new(track, earlier.of_artist) : 0;
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
