#include "experiments/serving/one_session/scripted_session.h"

#include "sim/support/check.h"

namespace reprise {

SessionScript script_of(const World& world, const NearestTracks& nearest, std::uint64_t seed,
                        std::uint64_t number, std::uint32_t max_steps) {
  const StreamDraws draws(world, seed);
  return {&world, seed, {number, start_of(draws.start(number), nearest)}, max_steps};
}

std::optional<std::uint64_t> find_episode(const StreamDraws& draws, std::uint64_t begin,
                                          std::uint64_t end,
                                          const std::function<bool(UserIndex)>& wanted) {
  for (std::uint64_t episode = begin; episode < end; ++episode) {
    if (wanted(draws.start(episode).user)) return episode;
  }
  return std::nullopt;
}

ScriptedSession::ScriptedSession(const SessionScript& script) : max_steps_(script.max_steps) {
  const StreamDraws draws(*script.world, script.seed);
  const ModelDraws of_model{draws.model_key(), script.episode.number};
  session_.start(*script.world, script.episode.start, &of_model);
  leave_.start(draws.leave_key(), script.episode.number);
}

Hundredths ScriptedSession::play(TrackId track) {
  REPRISE_CHECK(!over(), "a session of {} steps is over", session_.recommendations());
  return session_.play(track, leave_.at(session_.recommendations()));
}

Advisor::Advisor(const Treatment& treatment, const SessionScript& script,
                 const TreatmentState& state)
    : treatment_(treatment),
      key_(treatment.key(script.seed)),
      episode_(script.episode.number),
      state_(state) {
  for (const auto& make : treatment.scratch) {
    scratch_.push_back(make());
    scratch_.back()->clear();
  }
}

TrackId Advisor::next(const Session& session) {
  Stream draws(key_, episode_, session.recommendations());
  const UserIndex user = session.user();
  Request request{.world = session.world(),
                  .user = user,
                  .playbacks = session.playbacks(),
                  .history = state_.histories.empty() ? nullptr : &state_.histories[user],
                  .hidden = treatment_.capabilities.observes_latent_state ? &session : nullptr,
                  .draws = draws,
                  .tally = tally_,
                  .scratch = scratch_,
                  .learned_counts = state_.learned_counts};
  return treatment_.recommender->next(request);
}

SessionReach reach_of(const Session& session) {
  return {session.recommendations() + 1, kWholeTrack + session.listened(), !session.over()};
}

SessionReach play_through(const SessionScript& script, const Treatment& treatment,
                          const TreatmentState& state) {
  ScriptedSession play(script);
  Advisor advisor(treatment, script, state);
  while (!play.over()) play.play(advisor.next(play.session()));
  return reach_of(play.session());
}

}  // namespace reprise
