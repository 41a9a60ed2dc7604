#include "sim/sessions/session.h"

namespace reprise {

void Session::start(const World& world, const SessionStart& start, const ModelDraws* draws,
                    const UserMemory* memory) {
  world_ = &world;
  start_ = start;
  interest_row_ = world.catalog.embeddings.memory_of(start.interest);
  traits_ = &world.users.traits[start.user];
  discounts_ = world.users.discounts_of(start.user);
  playbacks_.clear();
  playbacks_.append(start.first_track, world.catalog.artist_of[start.first_track], kWholeTrack);
  counters_ = {.budget = traits_->session_budget};
  waited_ = 0;
  if (world.user_model == nullptr) [[likely]] {
    return;
  }
  const UserModelFacts& facts = world.user_model->facts();
  REPRISE_CHECK(draws != nullptr, "no draws for the user model of user {}", start.user);
  REPRISE_CHECK(memory != nullptr || !facts.remembers_users, "user {} has no memory", start.user);
  if (listener_of_ != world.user_model) {
    listener_ = world.user_model->make_listener();
    listener_of_ = world.user_model;
  }
  days_to_return_.reset();
  counters_.budget =
      listener_->begin(world, start, *draws, facts.remembers_users ? memory : nullptr);
}

Hundredths Session::time_of_new(TrackId track, std::uint32_t plays_of_artist) const {
  const float score = world_->catalog.embeddings.score(interest_row_, track);
  return time_of_share(listening_share(response_of(*world_), score, *traits_),
                       discounts_.after(plays_of_artist));
}

Hundredths Session::time_if_played(TrackId track) const {
  if (is_modelled()) return time_of_share(expected_share(track), 1);
  if (playbacks_.contains(track)) return 0;
  return time_of_new(track, playbacks_.plays_of(world_->catalog.artist_of[track]));
}

Hundredths Session::play(TrackId track, double leave_draw) {
  const Catalog& catalog = world_->catalog;
  REPRISE_CHECK(track < catalog.n_tracks(), "track {} of {}", track, catalog.n_tracks());
  REPRISE_CHECK(!over(), "session of user {} is over after {} steps", start_.user,
                recommendations());
  if (is_modelled()) return play_modelled(track, leave_draw);
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

Hundredths Session::play_modelled(TrackId track, double leave_draw) {
  const Playbacks::Earlier earlier = offer(track);
  const Hundredths time = listener_->listen(playbacks_, track, earlier);
  const bool skipped = leave_draw > time_of(time);
  if (skipped) {
    skipped_steps_[counters_.skips++] = recommendations();
    if (listener_->spends_budget()) --counters_.budget;
  }
  if (listener_->react(playbacks_, track, time, skipped)) counters_.budget = 0;
  counters_.repeats += earlier.of_track > 0;
  counters_.listened += time;
  playbacks_.listened(time);
  return time;
}

void Session::end(UserMemory& memory) {
  days_to_return_ = remember(playbacks_, *listener_, memory);
}

}  // namespace reprise
