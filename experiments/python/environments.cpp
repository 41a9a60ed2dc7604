#include "experiments/python/environments.h"

#include <algorithm>

#include "sim/support/check.h"
#include "sim/support/user_error.h"
#include "sim/world/row_fetch.h"

namespace reprise {
namespace {

// What a reset reads is asked for so many environments before.
constexpr std::size_t kAhead = 6;

}  // namespace

Environments::Environments(const World& world, const NearestTracks& nearest, std::size_t n,
                           std::uint32_t max_steps)
    : world_(world),
      nearest_(nearest),
      max_steps_(max_steps),
      environments_(n),
      stages_(n, Stage::unused),
      draws_of_(n),
      next_(n),
      seen_{std::vector<std::int64_t>(n), std::vector<std::int64_t>(n),
            std::vector<std::int64_t>(n), std::vector<double>(n), std::vector<std::int64_t>(n)},
      groups_((n + kInGroup - 1) / kInGroup),
      starts_(n) {
  if (remembers_users(world)) {
    throw UserError(fmt::format(
        "the users of this world, {}, remember their earlier sessions, but environments play each "
        "session by itself; leave out {}",
        world.user_model->sentence(), world.user_model->remembering_parts()));
  }
}

void Environments::seed(std::size_t i, std::uint64_t seed) {
  std::unique_ptr<StreamDraws>& draws = draws_[seed];
  if (draws == nullptr) draws = std::make_unique<StreamDraws>(world_, seed);
  draws_of_[i] = draws.get();
  next_[i] = 0;
  stages_[i] = Stage::unused;
}

void Environments::reset(std::span<const std::uint8_t> which) {
  // The draws name what is read next, which is asked for meanwhile.
  for (std::size_t i = 0; i < environments_.size(); ++i) {
    if (which[i] == 0) continue;
    REPRISE_CHECK(draws_of_[i] != nullptr, "environment {} has no seed", i);
    ++next_[i];
    starts_[i] = draws_of_[i]->start(episode(i));
    nearest_.prefetch(starts_[i].interest);
    __builtin_prefetch(&world_.users.traits[starts_[i].user]);
    __builtin_prefetch(&world_.users.discounts_begin[starts_[i].user]);
  }
  for (std::size_t i = 0; i < environments_.size(); ++i) {
    if (i + kAhead < environments_.size() && which[i + kAhead] != 0) {
      const StartDraw& later = starts_[i + kAhead];
      __builtin_prefetch(nearest_.of(later.interest).data() + later.rank);
      world_.catalog.embeddings.prefetch(later.interest);
    }
    if (which[i] == 0) continue;
    Environment& one = environments_[i];
    const ModelDraws of_model{draws_of_[i]->model_key(), episode(i)};
    one.session.start(world_, start_of(starts_[i], nearest_), &of_model);
    one.leave.start(draws_of_[i]->leave_key(), episode(i));
    groups_[i / kInGroup].load(i % kInGroup, one.session);
    stages_[i] = Stage::playing;
    const Playbacks& playbacks = one.session.playbacks();
    seen_.user[i] = one.session.user();
    seen_.first_track[i] = seen_.previous_track[i] = playbacks.first();
    seen_.previous_time[i] = time_of(playbacks.last_time());
    seen_.step[i] = 0;
  }
}

void Environments::draw(std::size_t group, std::span<const std::uint8_t> which,
                        std::span<const std::int64_t> tracks, SessionGroup::OfEach<TrackId>& next,
                        SessionGroup::OfEach<std::uint32_t>& leave_words) {
  for (std::size_t place = 0; place < kInGroup; ++place) {
    const std::size_t i = group * kInGroup + place;
    next[place] = 0;
    if (i >= environments_.size() || which[i] == 0) continue;
    Environment& one = environments_[i];
    next[place] = static_cast<TrackId>(tracks[i]);
    const auto step = static_cast<std::uint32_t>(seen_.step[i]);
    leave_words[place] = static_cast<std::uint32_t>(one.leave.at(step) * 0x1p32);
  }
}

void Environments::step(std::span<const std::uint8_t> which, std::span<const std::int64_t> tracks,
                        const StepColumns& outcome) {
  RowFetch rows(world_.catalog.embeddings);
  SessionGroup::OfEach<TrackId> next{};
  SessionGroup::OfEach<std::uint32_t> leave_words{};
  for (std::size_t group = 0; group < groups_.size(); ++group) {
    // The rows of the next group are fetched while this one plays.
    rows.ask_for_rest();
    for (std::size_t i = (group + 1) * kInGroup;
         i < std::min((group + 2) * kInGroup, environments_.size()); ++i) {
      if (which[i] == 0) continue;
      rows.add(static_cast<TrackId>(tracks[i]));
      __builtin_prefetch(&world_.catalog.artist_of[static_cast<TrackId>(tracks[i])]);
    }
    draw(group, which, tracks, next, leave_words);
    const std::size_t begin = group * kInGroup;
    const std::size_t size = std::min(kInGroup, environments_.size() - begin);
    const std::uint32_t over = groups_[group].play(size, next, leave_words, max_steps_, rows);
    for (std::size_t place = 0; place < size; ++place) {
      const std::size_t i = begin + place;
      if (which[i] == 0) continue;
      Environment& one = environments_[i];
      const std::uint32_t repeats = one.session.repeats();
      groups_[group].settle(place);
      const double time = time_of(one.session.playbacks().last_time());
      seen_.previous_track[i] = tracks[i];
      seen_.previous_time[i] = time;
      ++seen_.step[i];
      outcome.rewards[i] = time;
      outcome.repeated[i] = one.session.repeats() > repeats ? 1 : 0;
      const bool ended = (over >> place & 1) != 0;
      stages_[i] = ended ? Stage::over : Stage::playing;
      outcome.terminated[i] = one.session.over() ? 1 : 0;
      outcome.truncated[i] = ended && !one.session.over() ? 1 : 0;
    }
  }
}

std::uint64_t Environments::episode(std::size_t i) const { return (next_[i] - 1) << 32 | i; }

}  // namespace reprise
