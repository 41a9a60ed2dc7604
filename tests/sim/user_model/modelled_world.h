// Worlds with a user model, and sessions of them.
#pragma once

#include <memory>
#include <string>
#include <vector>

#include "sim/random/leave_draws.h"
#include "sim/sessions/session.h"
#include "sim/user_model/sentence.h"

namespace reprise {

/// Returns a world of 300 tracks of 30 artists and 40 users with 3 interests each; all with genres.
const World& plain_world();

UserModelSentence sentence_of(const std::string& yaml);

/// Returns the world with a model. Throws UserError.
World modelled(const World& world, const std::string& sentence);

/// What can be seen of a session.
struct PlayedSession {
  std::vector<TrackId> tracks;
  std::vector<Hundredths> times;
  std::vector<std::uint32_t> skipped;
  std::uint32_t repeats = 0;
  bool over = false;

  friend bool operator==(const PlayedSession&, const PlayedSession&) = default;
};

/// Plays an episode in which random tracks are recommended, a fifth of which the session played
/// before; both follow from the episode and the step alone. `memory` is what the user remembers and
/// gets the session; null where nothing is remembered.
PlayedSession play_episode(const World& world, std::uint64_t episode, std::uint32_t max_steps = 200,
                           UserMemory* memory = nullptr);

/// Returns the part that the YAML names, made for plain_world().
template <class Part>
auto part_of(const std::string& yaml) {
  UserModelBuild build{plain_world(), {}};
  return Registry<Part>::instance().read(parse_yaml(yaml, "test"), "part").make(build);
}

/// Returns the draws of a step of an episode.
inline ModelStream draws_of(std::uint64_t episode, std::uint32_t step = 0) {
  ModelStream draws;
  draws.start({stream_key(5, "user_model"), episode});
  draws.go_to(step);
  return draws;
}

}  // namespace reprise
