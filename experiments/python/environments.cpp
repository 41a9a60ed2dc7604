#include "experiments/python/environments.h"

#include "sim/support/check.h"

namespace reprise {
namespace {

// Rows of embeddings are fetched so many environments before they are needed.
constexpr std::size_t kAhead = 6;

}  // namespace

Environments::Environments(const World& world, const NearestTracks& nearest, std::size_t n,
                           std::uint32_t max_steps)
    : world_(world), nearest_(nearest), max_steps_(max_steps), environments_(n) {}

void Environments::seed(std::size_t i, std::uint64_t seed) {
  std::unique_ptr<StreamDraws>& draws = draws_[seed];
  if (draws == nullptr) draws = std::make_unique<StreamDraws>(world_, seed);
  environments_[i].draws = draws.get();
  environments_[i].next = 0;
  environments_[i].ended = true;
}

void Environments::reset(std::span<const std::uint8_t> which) {
  for (std::size_t i = 0; i < environments_.size(); ++i) {
    if (which[i] == 0) continue;
    Environment& one = environments_[i];
    REPRISE_CHECK(one.draws != nullptr, "environment {} has no seed", i);
    ++one.next;
    one.session.start(world_, start_of(one.draws->start(episode(i)), nearest_));
    one.leave.start(one.draws->leave_key(), episode(i));
    one.ended = false;
  }
}

void Environments::step(std::span<const std::uint8_t> which, std::span<const std::int64_t> tracks,
                        const StepColumns& outcome) {
  for (std::size_t i = 0; i < environments_.size(); ++i) {
    if (i + kAhead < environments_.size() && which[i + kAhead] != 0) {
      const auto later = static_cast<TrackId>(tracks[i + kAhead]);
      world_.catalog.embeddings.prefetch(later);
      __builtin_prefetch(&world_.catalog.artist_of[later]);
    }
    if (which[i] == 0) continue;
    Environment& one = environments_[i];
    const auto track = static_cast<TrackId>(tracks[i]);
    const std::uint32_t repeats = one.session.repeats();
    const Hundredths time = one.session.play(track, one.leave.at(one.session.recommendations()));
    outcome.rewards[i] = time_of(time);
    outcome.repeated[i] = one.session.repeats() > repeats ? 1 : 0;
    outcome.terminated[i] = one.session.over() ? 1 : 0;
    outcome.truncated[i] =
        !one.session.over() && one.session.recommendations() >= max_steps_ ? 1 : 0;
    one.ended = outcome.terminated[i] != 0 || outcome.truncated[i] != 0;
  }
}

void Environments::observe(const ObservationColumns& seen) const {
  for (std::size_t i = 0; i < environments_.size(); ++i) {
    const Session& session = environments_[i].session;
    seen.user[i] = session.user();
    seen.first_track[i] = session.playbacks().first();
    seen.previous_track[i] = session.playbacks().last();
    seen.previous_time[i] = time_of(session.playbacks().last_time());
    seen.step[i] = session.recommendations();
  }
}

std::uint64_t Environments::episode(std::size_t i) const {
  return (environments_[i].next - 1) << 32 | i;
}

bool Environments::ended(std::size_t i) const { return environments_[i].ended; }

}  // namespace reprise
