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
  const Catalog& catalog = world_->catalog;
  REPRISE_CHECK(track < catalog.n_tracks(), "track {} of {}", track, catalog.n_tracks());
  REPRISE_CHECK(!over_, "session of user {} is over after {} steps", start_.user,
                recommendations());
  const std::uint32_t of_track = track_plays().add(track);
  const std::uint32_t of_artist = artist_plays().add(catalog.artist_of[track]);
  const double discount = offered(of_track, of_artist);
  const float score = catalog.embeddings.score(interest_row_, track);
  const Hundredths time = listening_time(score, *traits_, discount);
  listened(time, leave_draw > time_of(time));
  return time;
}

}  // namespace reprise
