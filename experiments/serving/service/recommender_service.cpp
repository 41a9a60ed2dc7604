#include "experiments/serving/service/recommender_service.h"

#include <algorithm>

#include <fmt/format.h>

#include "experiments/spec/designs/split.h"
#include "sim/support/suggestion.h"
#include "sim/support/user_error.h"

namespace reprise {
namespace {

std::optional<std::size_t> arm_named(const Prepared& prepared,
                                     const std::optional<std::string>& name) {
  if (!name) return std::nullopt;
  std::vector<std::string> names;
  for (std::size_t arm = 0; arm < prepared.arms.size(); ++arm) {
    if (prepared.arms[arm].name == *name) return arm;
    names.push_back(prepared.arms[arm].name);
  }
  throw UserError(fmt::format("there is no treatment '{}'{}; treatments are {}", *name,
                              did_you_mean(*name, names), fmt::join(names, ", ")));
}

// The nearest tracks of whatever a request may name: no request is drawn beforehand here.
void require_all_nearest(const Prepared& prepared, const Progress& progress) {
  const World& world = prepared.world();
  std::vector<NearestQuery> queries =
      nearest_queries(world, prepared.arms, prepared.seeds, 1, /*any_order=*/true);
  for (const Arm& arm : prepared.arms) {
    for (const NearestNeed& need : arm.nearest_needs) {
      if (need.of != NearestOf::first_tracks) continue;
      for (TrackId track = 0; track < world.catalog.n_tracks(); ++track) {
        queries.push_back({track, need.count});
      }
    }
  }
  prepared.nearest().require(queries, progress);
}

}  // namespace

RecommenderService::RecommenderService(const Prepared& prepared, const ServiceOptions& options,
                                       const Progress& progress)
    : prepared_(prepared),
      only_(arm_named(prepared, options.treatment)),
      visits_of_(prepared.world().users.size()) {
  for (std::size_t arm = 0; arm < prepared.arms.size(); ++arm) {
    const Arm& one = prepared.arms[arm];
    keys_.push_back(one.key(options.seed));
    memories_.emplace_back(one, world().users.size());
    if (one.needs_hidden && only_.value_or(arm) == arm) {
      throw UserError(fmt::format(
          "the treatment '{}' sees what a service cannot: the interest that a session begins with; "
          "leave it out, or serve another one alone with --treatment",
          one.name));
    }
  }
  const auto n_arms = static_cast<std::uint32_t>(prepared.arms.size());
  for (UserIndex user = 0; user < world().users.size(); ++user) {
    const std::int64_t id = world().users.ids[user];
    index_of_id_.emplace(id, user);
    if (!only_) assignment_.push_back(split_index(prepared.spec.experiment, id, n_arms));
  }
  require_all_nearest(prepared, progress);
}

RecommenderService::Answer RecommenderService::next(std::int64_t user, TrackId track,
                                                    Hundredths time,
                                                    const std::optional<DrawAddress>& draws) {
  const std::optional<UserIndex> index = index_of(user);
  if (!index) return {Answer::Kind::unknown_user, 0, 0};
  const std::size_t arm = arm_of(*index);
  Shard& shard = shards_[*index % kShards];
  const std::lock_guard lock(shard.mutex);
  Visit* visit = add(shard, *index, track, time);
  if (visit == nullptr) return {Answer::Kind::too_long, 0, arm};
  // A session of its own for each of the user's visits, and a step for each of its tracks.
  Stream stream(
      draws.value_or(DrawAddress{keys_[arm], std::uint64_t{*index} << 32 | visits_of_[*index],
                                 static_cast<std::uint32_t>(visit->playbacks.size() - 1)}));
  const Memory& memory = memories_[arm];
  Request request{.world = world(),
                  .user = *index,
                  .playbacks = visit->playbacks,
                  .history = memory.histories.empty() ? nullptr : &memory.histories[*index],
                  .hidden = nullptr,
                  .draws = stream,
                  .tally = shard.tally,
                  .scratch = visit->scratch,
                  .knowledge = memory.knowledge};
  return {Answer::Kind::done, prepared_.arms[arm].recommender->next(request), arm};
}

RecommenderService::Answer RecommenderService::last(std::int64_t user, TrackId track,
                                                    Hundredths time) {
  const std::optional<UserIndex> index = index_of(user);
  if (!index) return {Answer::Kind::unknown_user, 0, 0};
  const std::size_t arm = arm_of(*index);
  Shard& shard = shards_[*index % kShards];
  const std::lock_guard lock(shard.mutex);
  if (add(shard, *index, track, time) == nullptr) return {Answer::Kind::too_long, 0, arm};
  const auto at = shard.visits.find(*index);
  const Playbacks& playbacks = at->second->playbacks;
  for (const std::unique_ptr<SessionObserver>& observer : prepared_.arms[arm].observers) {
    observer->ended(*index, playbacks);
  }
  std::vector<UserHistory>& histories = memories_[arm].histories;
  if (!histories.empty()) histories[*index].append(playbacks);
  ++visits_of_[*index];
  ++shard.sessions;
  // Another session of the arm may use its memory.
  at->second->playbacks.clear();
  if (only_ || prepared_.arms.size() == 1) shard.spare.push_back(std::move(at->second));
  shard.visits.erase(at);
  return {Answer::Kind::done, 0, arm};
}

std::uint64_t RecommenderService::sessions() const {
  std::uint64_t sessions = 0;
  for (const Shard& shard : shards_) {
    const std::lock_guard lock(shard.mutex);
    sessions += shard.sessions;
  }
  return sessions;
}

SourceTally RecommenderService::tally() const {
  SourceTally tally;
  for (const Shard& shard : shards_) {
    const std::lock_guard lock(shard.mutex);
    tally += shard.tally;
  }
  return tally;
}

std::optional<UserIndex> RecommenderService::index_of(std::int64_t user) const {
  const auto at = index_of_id_.find(user);
  return at == index_of_id_.end() ? std::nullopt : std::optional(at->second);
}

std::size_t RecommenderService::arm_of(UserIndex user) const {
  return only_ ? *only_ : assignment_[user];
}

RecommenderService::Visit* RecommenderService::add(Shard& shard, UserIndex user, TrackId track,
                                                   Hundredths time) {
  std::unique_ptr<Visit>& visit = shard.visits[user];
  if (visit == nullptr) {
    if (shard.spare.empty()) {
      visit = std::make_unique<Visit>();
      for (const auto& make : prepared_.arms[arm_of(user)].scratch) {
        visit->scratch.push_back(make());
      }
    } else {
      visit = std::move(shard.spare.back());
      shard.spare.pop_back();
    }
    for (const std::unique_ptr<Scratch>& scratch : visit->scratch) scratch->clear();
  }
  if (visit->playbacks.size() > static_cast<std::size_t>(prepared_.spec.max_steps)) return nullptr;
  visit->playbacks.append(track, world().catalog.artist_of[track], time);
  return visit.get();
}

}  // namespace reprise
