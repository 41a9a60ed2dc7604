#include "tests/sim/user_model/modelled_world.h"

#include <fmt/format.h>

#include "sim/generator/generate_world.h"
#include "sim/sessions/session_draws.h"

namespace reprise {

const World& plain_world() {
  static const World world = [] {
    WorldRecipe recipe;
    recipe.tracks = 300;
    recipe.users = 40;
    recipe.dim = 8;
    WorldData data;
    generate_world(data, recipe);
    return make_world(data);
  }();
  return world;
}

UserModelSentence sentence_of(const std::string& yaml) {
  return ParameterType<UserModelSentence>::read(parse_yaml(yaml, "test"), "model");
}

World modelled(const World& world, const std::string& sentence) {
  return with_user_model(world, make_user_model(sentence_of(sentence), world), sentence);
}

PlayedSession play_episode(const World& world, std::uint64_t episode, std::uint32_t max_steps,
                           UserMemory* memory) {
  constexpr std::uint64_t kSeed = 9;
  const StreamDraws draws(world, kSeed);
  const StartDraw start = draws.start(episode);
  const ModelDraws of_model{draws.model_key(), episode};
  Session session;
  // A neighbour of the interest is not looked up: any first track serves.
  session.start(world, {start.user, start.interest, start.interest}, &of_model, memory);
  LeaveDraws leave;
  leave.start(draws.leave_key(), episode);
  const auto n_tracks = static_cast<std::uint32_t>(world.catalog.n_tracks());
  const StreamKey key = stream_key(kSeed, "test/policy");
  for (std::uint32_t step = 0; step < max_steps && !session.over(); ++step) {
    Stream stream(key, episode, step);
    const std::span<const TrackId> played = session.playbacks().tracks();
    const bool again = uniform_index(stream, 5) == 0;
    const TrackId track =
        again ? played[uniform_index(stream, static_cast<std::uint32_t>(played.size()))]
              : uniform_index(stream, n_tracks);
    session.play(track, leave.at(step));
  }
  if (memory != nullptr && session.is_modelled()) session.end(*memory);
  const Playbacks& playbacks = session.playbacks();
  return {{playbacks.tracks().begin(), playbacks.tracks().end()},
          {playbacks.times().begin(), playbacks.times().end()},
          {session.skipped_steps().begin(), session.skipped_steps().end()},
          session.repeats(),
          session.over()};
}

}  // namespace reprise
