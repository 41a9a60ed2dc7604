#include "experiments/serving/service/recommender_service.h"

#include <algorithm>

#include <fmt/format.h>

#include "experiments/spec/designs/split.h"
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

// Computes the nearest tracks of all tracks that a request may name, because requests are not known
// beforehand.
void require_all_nearest(const Prepared& prepared, const Progress& progress) {
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
}

}  // namespace

RecommenderService::RecommenderService(const Prepared& prepared, const ServiceOptions& options,
                                       const Progress& progress)
    : prepared_(prepared),
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
  require_all_nearest(prepared, progress);
}

RecommenderService::Answer RecommenderService::next(std::int64_t user, TrackId track,
                                                    Hundredths time,
                                                    const std::optional<DrawAddress>& draws) {
  const std::optional<UserIndex> index = index_of(user);
  if (!index) return {Answer::Kind::unknown_user, 0, 0};
  const std::size_t treatment = treatment_of(*index);
  const std::lock_guard lock(user_locks_[*index]);
  OpenSession* open_session = add(*index, track, time);
  if (open_session == nullptr) return {Answer::Kind::too_long, 0, treatment};
  // The address has an episode for each session of the user and a step for each track of the
  // session.
  Stream stream(draws.value_or(
      DrawAddress{keys_[treatment], std::uint64_t{*index} << 32 | sessions_of_user_[*index],
                  static_cast<std::uint32_t>(open_session->playbacks.size() - 1)}));
  const TreatmentState& state = states_[treatment];
  SourceTally tally;
  Request request{.world = world(),
                  .user = *index,
                  .playbacks = open_session->playbacks,
                  .history = state.histories.empty() ? nullptr : &state.histories[*index],
                  .hidden = nullptr,
                  .draws = stream,
                  .tally = tally,
                  .scratch = open_session->scratch,
                  .learned_counts = state.learned_counts};
  const TrackId next = prepared_.treatments[treatment].recommender->next(request);
  Shard& shard = shards_[*index % kShards];
  const std::lock_guard shard_lock(shard.mutex);
  shard.tally += tally;
  return {Answer::Kind::done, next, treatment};
}

RecommenderService::Answer RecommenderService::last(std::int64_t user, TrackId track,
                                                    Hundredths time) {
  const std::optional<UserIndex> index = index_of(user);
  if (!index) return {Answer::Kind::unknown_user, 0, 0};
  const std::size_t treatment = treatment_of(*index);
  const std::lock_guard lock(user_locks_[*index]);
  OpenSession* open_session = add(*index, track, time);
  if (open_session == nullptr) return {Answer::Kind::too_long, 0, treatment};
  const Playbacks& playbacks = open_session->playbacks;
  for (const std::unique_ptr<SessionObserver>& observer :
       prepared_.treatments[treatment].observers) {
    observer->ended(*index, playbacks);
  }
  std::vector<UserHistory>& histories = states_[treatment].histories;
  if (!histories.empty()) histories[*index].append(playbacks);
  ++sessions_of_user_[*index];
  Shard& shard = shards_[*index % kShards];
  const std::lock_guard shard_lock(shard.mutex);
  ++shard.sessions;
  // The memory of the session may serve another session of the treatment.
  const auto at = shard.open_sessions.find(*index);
  at->second->playbacks.clear();
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

std::optional<UserIndex> RecommenderService::index_of(std::int64_t user) const {
  const auto at = index_of_id_.find(user);
  return at == index_of_id_.end() ? std::nullopt : std::optional(at->second);
}

std::size_t RecommenderService::treatment_of(UserIndex user) const {
  return only_ ? *only_ : assignment_[user];
}

RecommenderService::OpenSession* RecommenderService::add(UserIndex user, TrackId track,
                                                         Hundredths time) {
  OpenSession* open_session = nullptr;
  {
    Shard& shard = shards_[user % kShards];
    const std::lock_guard shard_lock(shard.mutex);
    std::unique_ptr<OpenSession>& of_user = shard.open_sessions[user];
    if (of_user == nullptr) {
      if (shard.spare.empty()) {
        of_user = std::make_unique<OpenSession>();
        for (const auto& make : prepared_.treatments[treatment_of(user)].scratch) {
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
  if (open_session->playbacks.size() > static_cast<std::size_t>(prepared_.spec.max_steps))
    return nullptr;
  open_session->playbacks.append(track, world().catalog.artist_of[track], time);
  return open_session;
}

}  // namespace reprise
