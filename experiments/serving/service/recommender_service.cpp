#include "experiments/serving/service/recommender_service.h"

#include <algorithm>
#include <numeric>

#include <fmt/format.h>

#include "experiments/spec/designs/split.h"
#include "recommenders/training/lists_on_demand.h"
#include "sim/support/suggestion.h"
#include "sim/support/user_error.h"

namespace reprise {
namespace {

std::optional<std::size_t> treatment_named(const Prepared& prepared,
                                           const std::optional<std::string>& name) {
  if (!name) return std::nullopt;
  std::vector<std::string> names;
  for (std::size_t treatment = 0; treatment < prepared.treatments.size(); ++treatment) {
    if (prepared.treatments[treatment].name == *name) return treatment;
    names.push_back(prepared.treatments[treatment].name);
  }
  throw UserError(fmt::format("there is no treatment '{}'{}; treatments are {}", *name,
                              did_you_mean(*name, names), fmt::join(names, ", ")));
}

// Returns the treatment of each user. A service has one for each user, whatever the design.
std::vector<std::uint32_t> service_assignment(const Prepared& prepared) {
  if (!prepared.assignment.empty()) return prepared.assignment;
  const auto n_treatments = static_cast<std::uint32_t>(prepared.treatments.size());
  std::vector<std::uint32_t> treatment_of;
  for (const std::int64_t id : prepared.world().users.ids) {
    treatment_of.push_back(split_index(prepared.spec.experiment, id, n_treatments));
  }
  return treatment_of;
}

// Returns the world with one more user, of whom nothing is known.
World with_stranger(const World& world) {
  struct Storage {
    std::shared_ptr<const void> shared;
    std::vector<std::int64_t> ids;
    std::vector<UserTraits> traits;
    std::vector<std::uint64_t> interests_begin;
  };
  const Users& users = world.users;
  auto storage = std::make_shared<Storage>();
  storage->shared = world.storage;
  storage->ids.assign(users.ids.begin(), users.ids.end());
  storage->ids.push_back(-1);
  storage->traits.assign(users.traits.begin(), users.traits.end());
  storage->traits.emplace_back();
  storage->interests_begin.assign(users.interests_begin.begin(), users.interests_begin.end());
  storage->interests_begin.push_back(storage->interests_begin.back());
  World changed = world;
  changed.users.ids = storage->ids;
  changed.users.traits = storage->traits;
  changed.users.interests_begin = storage->interests_begin;
  changed.users.discounts_begin.push_back(0);
  changed.storage = std::move(storage);
  return changed;
}

// Computes the nearest tracks of all tracks that a request may name, and all lists of models,
// because requests are not known beforehand.
void require_all_lists(const Prepared& prepared, const Progress& progress) {
  const World& world = prepared.world();
  std::vector<NearestQuery> queries =
      nearest_queries(world, prepared.treatments, prepared.seeds, 1, /*any_order=*/true);
  for (const Treatment& treatment : prepared.treatments) {
    for (const NearestNeed& need : treatment.nearest_needs) {
      if (need.of != NearestOf::first_tracks) continue;
      for (TrackId track = 0; track < world.catalog.n_tracks(); ++track) {
        queries.push_back({track, need.count});
      }
    }
  }
  prepared.nearest().require(queries, progress);
  for (const Treatment& treatment : prepared.treatments) {
    for (const std::shared_ptr<ListsOnDemand>& lists : treatment.model_lists) {
      std::vector<std::uint32_t> all(lists->size());
      std::iota(all.begin(), all.end(), 0u);
      lists->require(all, progress);
    }
  }
}

}  // namespace

RecommenderService::RecommenderService(const Prepared& prepared, const ServiceOptions& options,
                                       const Progress& progress)
    : prepared_(prepared),
      with_stranger_(with_stranger(prepared.world())),
      only_(treatment_named(prepared, options.treatment)),
      sessions_of_user_(prepared.world().users.size()),
      user_locks_(prepared.world().users.size()) {
  for (std::size_t treatment = 0; treatment < prepared.treatments.size(); ++treatment) {
    const Treatment& one = prepared.treatments[treatment];
    keys_.push_back(one.key(options.seed));
    states_.emplace_back(one, world().users.size());
    if (one.capabilities.observes_latent_state && only_.value_or(treatment) == treatment) {
      throw UserError(fmt::format(
          "the treatment '{}' sees what a service cannot: the interest that a session begins with; "
          "leave it out, or serve another one alone with --treatment",
          one.name));
    }
  }
  for (UserIndex user = 0; user < world().users.size(); ++user) {
    index_of_id_.emplace(world().users.ids[user], user);
  }
  if (!only_) assignment_ = service_assignment(prepared);
  require_all_lists(prepared, progress);
}

RecommenderService::Answer RecommenderService::next(std::int64_t user, std::optional<TrackId> track,
                                                    Hundredths time,
                                                    const std::optional<DrawAddress>& draws) {
  const std::optional<Visitor> visitor = this->visitor(user);
  if (!visitor) return {Answer::Kind::unknown_user, 0, 0};
  const std::size_t treatment = visitor->treatment;
  const std::lock_guard lock(*visitor->lock);
  OpenSession* open_session = add(*visitor, track, time);
  if (open_session == nullptr) return {Answer::Kind::too_long, 0, treatment};
  // The address has an episode for each session of the user and a step for each track of the
  // session.
  const std::size_t steps = open_session->playbacks.size() + open_session->unknown_tracks;
  Stream stream(draws.value_or(
      DrawAddress{keys_[treatment], std::uint64_t{visitor->draws_of} << 32 | *visitor->sessions,
                  static_cast<std::uint32_t>(steps - 1)}));
  if (open_session->playbacks.size() == 0) {
    const auto n_tracks = static_cast<std::uint32_t>(world().catalog.n_tracks());
    return {Answer::Kind::done, uniform_index(stream, n_tracks), treatment};
  }
  SourceTally tally;
  Request request{.world = with_stranger_,
                  .user = visitor->in_world,
                  .playbacks = open_session->playbacks,
                  .history = visitor->history,
                  .hidden = nullptr,
                  .draws = stream,
                  .tally = tally,
                  .scratch = open_session->scratch,
                  .learned_counts = states_[treatment].learned_counts};
  const TrackId next = prepared_.treatments[treatment].recommender->next(request);
  Shard& shard = shards_[visitor->place % kShards];
  const std::lock_guard shard_lock(shard.mutex);
  shard.tally += tally;
  return {Answer::Kind::done, next, treatment};
}

RecommenderService::Answer RecommenderService::last(std::int64_t user, std::optional<TrackId> track,
                                                    Hundredths time) {
  const std::optional<Visitor> visitor = this->visitor(user);
  if (!visitor) return {Answer::Kind::unknown_user, 0, 0};
  const std::size_t treatment = visitor->treatment;
  const std::lock_guard lock(*visitor->lock);
  OpenSession* open_session = add(*visitor, track, time);
  if (open_session == nullptr) return {Answer::Kind::too_long, 0, treatment};
  const Playbacks& playbacks = open_session->playbacks;
  if (playbacks.size() > 0) {
    for (const std::unique_ptr<SessionObserver>& observer :
         prepared_.treatments[treatment].observers) {
      observer->ended(visitor->in_world, playbacks);
    }
    if (visitor->history != nullptr) visitor->history->append(playbacks);
  }
  ++*visitor->sessions;
  Shard& shard = shards_[visitor->place % kShards];
  const std::lock_guard shard_lock(shard.mutex);
  ++shard.sessions;
  // The memory of the session may serve another session of the treatment.
  const auto at = shard.open_sessions.find(visitor->place);
  at->second->playbacks.clear();
  at->second->unknown_tracks = 0;
  if (only_ || prepared_.treatments.size() == 1) shard.spare.push_back(std::move(at->second));
  shard.open_sessions.erase(at);
  return {Answer::Kind::done, 0, treatment};
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

std::size_t RecommenderService::strangers() const {
  const std::lock_guard lock(strangers_mutex_);
  return strangers_.size();
}

std::optional<RecommenderService::Visitor> RecommenderService::visitor(std::int64_t user) {
  const auto of_world = static_cast<UserIndex>(world().users.size());
  const auto at = index_of_id_.find(user);
  if (at != index_of_id_.end()) {
    const UserIndex index = at->second;
    const std::size_t treatment = only_ ? *only_ : assignment_[index];
    std::vector<UserHistory>& histories = states_[treatment].histories;
    return Visitor{.place = index,
                   .in_world = index,
                   .draws_of = index,
                   .treatment = treatment,
                   .sessions = &sessions_of_user_[index],
                   .history = histories.empty() ? nullptr : &histories[index],
                   .lock = &user_locks_[index]};
  }
  Stranger* stranger = this->stranger(user);
  if (stranger == nullptr) return std::nullopt;
  const bool remembers = !states_[stranger->treatment].histories.empty();
  // The address of draws depends on the user alone. No index of a user has its highest bit.
  const std::uint64_t mixed = static_cast<std::uint64_t>(user) * 0x9e3779b97f4a7c15u;
  return Visitor{.place = stranger->place,
                 .in_world = of_world,
                 .draws_of = 0x80000000u | static_cast<std::uint32_t>(mixed >> 33),
                 .treatment = stranger->treatment,
                 .sessions = &stranger->sessions,
                 .history = remembers ? &stranger->history : nullptr,
                 .lock = &stranger->lock};
}

RecommenderService::Stranger* RecommenderService::stranger(std::int64_t user) {
  constexpr std::size_t kMost = 1'000'000;
  if (user < 0) return nullptr;  // botify's addresses have no such users
  const auto n_treatments = static_cast<std::uint32_t>(prepared_.treatments.size());
  const std::size_t treatment =
      only_ ? *only_ : split_index(prepared_.spec.experiment, user, n_treatments);
  if (!prepared_.treatments[treatment].observers.empty()) return nullptr;
  const std::lock_guard lock(strangers_mutex_);
  const auto at = strangers_.find(user);
  if (at != strangers_.end()) return at->second.get();
  if (strangers_.size() == kMost) return nullptr;
  auto made = std::make_unique<Stranger>();
  made->place = static_cast<UserIndex>(world().users.size() + strangers_.size());
  made->treatment = treatment;
  return strangers_.emplace(user, std::move(made)).first->second.get();
}

RecommenderService::OpenSession* RecommenderService::add(const Visitor& visitor,
                                                         std::optional<TrackId> track,
                                                         Hundredths time) {
  OpenSession* open_session = nullptr;
  {
    Shard& shard = shards_[visitor.place % kShards];
    const std::lock_guard shard_lock(shard.mutex);
    std::unique_ptr<OpenSession>& of_user = shard.open_sessions[visitor.place];
    if (of_user == nullptr) {
      if (shard.spare.empty()) {
        of_user = std::make_unique<OpenSession>();
        for (const auto& make : prepared_.treatments[visitor.treatment].scratch) {
          of_user->scratch.push_back(make());
        }
      } else {
        of_user = std::move(shard.spare.back());
        shard.spare.pop_back();
      }
      for (const std::unique_ptr<Scratch>& scratch : of_user->scratch) scratch->clear();
    }
    open_session = of_user.get();
  }
  const std::size_t steps = open_session->playbacks.size() + open_session->unknown_tracks;
  if (steps > static_cast<std::size_t>(prepared_.spec.max_steps)) return nullptr;
  if (track) {
    open_session->playbacks.append(*track, world().catalog.artist_of[*track], time);
  } else {
    ++open_session->unknown_tracks;
  }
  return open_session;
}

}  // namespace reprise
