#include "experiments/serving/one_session/prepared_session.h"

#include <algorithm>
#include <array>

#include <fmt/format.h>

#include "experiments/serving/one_session/state_before.h"
#include "sim/support/suggestion.h"

namespace reprise {
namespace {

// The reference recommenders. The oracle is the last.
constexpr std::array kReferences = {"random", "sticky_artist", "oracle"};

UserIndex user_of_id(const OpenWorld& open, const std::string& id) {
  const Users& users = open.world->users;
  const auto found = std::find(users.ids.begin(), users.ids.end(), number_of_user(id));
  if (found != users.ids.end()) return static_cast<UserIndex>(found - users.ids.begin());
  if (!open.fields.ids.empty()) {
    throw UserError(fmt::format("there is no user {}{}; the world has {} users", id,
                                did_you_mean(id, open.fields.ids), users.size()));
  }
  const auto [least, most] = std::minmax_element(users.ids.begin(), users.ids.end());
  throw UserError(fmt::format("there is no user {}; the world has {} users with ids from {} to {}",
                              id, users.size(), *least, *most));
}

std::size_t find_treatment(const ExperimentSpec& spec, const std::string& name) {
  std::vector<std::string> names;
  for (const NamedTreatment* treatment : spec.ordered()) names.push_back(treatment->name);
  const auto found = std::find(names.begin(), names.end(), name);
  if (found == names.end()) {
    throw UserError(fmt::format("there is no treatment '{}'{}; treatments are {}", name,
                                did_you_mean(name, names), fmt::join(names, ", ")));
  }
  return static_cast<std::size_t>(found - names.begin());
}

// Checks everything that can be checked before a world is made.
void check_choice(const ExperimentSpec& spec, const SessionChoice& choice) {
  if (spec.random == RandomSource::numpy) {
    throw UserError(
        "the sessions of 'random: numpy' follow each other in one stream, so none can be played by "
        "itself; add --set random=streams");
  }
  if (choice.treatment) find_treatment(spec, *choice.treatment);
  const auto episodes = static_cast<std::uint64_t>(spec.episodes);
  if (choice.episode.value_or(0) >= episodes) {
    throw UserError(fmt::format("there is no episode {}; the experiment has those from 0 to {}",
                                *choice.episode, episodes - 1));
  }
}

std::uint64_t choose_episode(const ExperimentSpec& spec, const OpenWorld& open,
                             const SessionChoice& choice) {
  const World& world = *open.world;
  const std::uint64_t first = choice.episode.value_or(0);
  const auto end = static_cast<std::uint64_t>(spec.episodes);
  const StreamDraws draws(world, choice.seed);
  if (choice.user) {
    const UserIndex user = user_of_id(open, *choice.user);
    const auto found =
        find_episode(draws, first, end, [user](UserIndex comes) { return comes == user; });
    if (!found) {
      throw UserError(
          fmt::format("user {} does not come in episodes {} to {} of seed {}; choose "
                      "another --seed, or more episodes",
                      *choice.user, first, end - 1, choice.seed));
    }
    return *found;
  }
  if (choice.episode || !choice.treatment) return first;
  const std::size_t treatment = find_treatment(spec, *choice.treatment);
  const std::vector<std::uint32_t> assignment =
      design_of(spec, open.fields.ids)->assignment(world.users, spec.treatments.named.size());
  if (assignment.empty()) return first;
  return find_episode(draws, first, end,
                      [&](UserIndex comes) { return assignment[comes] == treatment; })
      .value_or(first);
}

// Computes the nearest tracks that the treatments need for playing one session, given its start.
void require_session(const World& world, NearestTracks& nearest,
                     std::span<const Treatment> treatments, const StartDraw& start,
                     const Progress& progress) {
  std::vector<NearestQuery> queries = {{start.interest, start.neighbours}};
  const auto for_each_need = [&](NearestOf of, const auto& visit) {
    for (const Treatment& treatment : treatments) {
      for (const NearestNeed& need : treatment.nearest_needs) {
        if (need.of == of) visit(need);
      }
    }
  };
  for_each_need(NearestOf::interests, [&](const NearestNeed& need) {
    queries.push_back({start.interest, need.count});
    if (need.floor != nullptr) {
      queries.back().floor = need.floor(world.users.traits[start.user]);
    }
  });
  for_each_need(NearestOf::user_interests, [&](const NearestNeed& need) {
    for (const TrackId interest : world.users.interests(start.user)) {
      queries.push_back({interest, need.count});
    }
  });
  for_each_need(NearestOf::all_tracks, [&](const NearestNeed& need) {
    for (TrackId track = 0; track < world.catalog.n_tracks(); ++track) {
      queries.push_back({track, need.count});
    }
  });
  nearest.require(queries, progress);
  queries.clear();
  for_each_need(NearestOf::first_tracks, [&](const NearestNeed& need) {
    queries.push_back({start_of(start, nearest).first_track, need.count});
  });
  nearest.require(queries, progress);
}

}  // namespace

PreparedSession::PreparedSession(ExperimentSpec spec, const SessionChoice& choice,
                                 Workspace& workspace, const Progress& progress)
    : whole_(std::move(spec)), spec_(whole_) {
  check_choice(whole_, choice);
  const std::shared_ptr<SharedWorld> shared = workspace.world(spec_.world, progress);
  if (remembers_users(*shared->open.world)) {
    throw UserError(
        whole_.world.users->model->place,
        fmt::format("these users remember their earlier sessions, so none can be played by itself; "
                    "leave out {}",
                    shared->open.world->user_model->remembering_parts()));
  }
  const std::uint64_t episode = choose_episode(whole_, shared->open, choice);
  spec_.seeds.values = {choice.seed};
  spec_.episodes = 1;  // one episode, so that nothing is prepared for the others
  Timings timings;
  // Prepare the treatments and the references.
  prepared_ = std::make_unique<Prepared>(prepare(spec_, workspace, timings, progress));
  for (const char* name : kReferences) {
    references_.push_back(make_treatment(name, read_recommender(Node::make_scalar(name), name),
                                         world(), prepared_->nearest()));
  }
  // Compute the nearest tracks, then write the script.
  const StartDraw start = StreamDraws(world(), choice.seed).start(episode);
  for (const std::span<const Treatment> of : {treatments(), references()}) {
    require_session(world(), prepared_->nearest(), of, start, progress);
  }
  script_ = script_of(world(), prepared_->nearest(), choice.seed, episode,
                      static_cast<std::uint32_t>(spec_.max_steps));
}

std::size_t PreparedSession::treatment(const std::string& treatment) const {
  return find_treatment(spec_, treatment);
}

std::string PreparedSession::user_id() const {
  const UserIndex user = script_.episode.start.user;
  return prepared_->shared->open.fields.id_text(user, world().users.ids[user]);
}

std::optional<std::size_t> PreparedSession::assigned() const {
  if (prepared_->assignment.empty()) return std::nullopt;
  return prepared_->assignment[script_.episode.start.user];
}

TreatmentState PreparedSession::state(std::size_t treatment, const Progress& progress) const {
  const Treatment& of = prepared_->treatments[treatment];
  if (of.capabilities.reads_history || (!of.learners.empty() && whole_.days > 1)) {
    require_lists(*prepared_, std::span(&of, 1), spec_.seeds.values, script_.episode.number + 1,
                  false, progress);
  }
  return state_before(*prepared_, treatment, script_.seed, script_.episode.number,
                      script_.episode.start.user, whole_.episodes, progress);
}

SessionReach PreparedSession::reach(const Treatment& reference) const {
  return play_through(script_, reference, TreatmentState(reference, world().users.size()));
}

}  // namespace reprise
