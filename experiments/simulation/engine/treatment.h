// A treatment ready to play: its recommender made for a world, and what it needs while it plays.
#pragma once

#include <memory>
#include <optional>
#include <string>

#include "recommenders/recommender.h"

namespace reprise {

struct Treatment {
  std::string name;
  std::string recommender_name;  // "sentence", "random", ...: what it is called in the YAML
  std::string sentence;          // the resolved YAML in one line
  std::unique_ptr<Recommender> recommender;
  std::vector<NearestNeed> nearest_needs;
  Capabilities capabilities;  // as the recipe declares them
  std::vector<std::string> warnings;
  std::vector<std::function<std::unique_ptr<Scratch>()>> scratch;
  std::vector<std::unique_ptr<Learner>> learners;
  std::vector<std::unique_ptr<SessionObserver>> observers;
  // Asked, it remembers: such an treatment's sessions are played once, and never twice to see what
  // comes.
  std::optional<OutsideService> service;

  /// Whether somebody remembers users, so that each one's sessions must be played in their order.
  bool users_in_order() const { return capabilities.reads_history || service; }

  /// The key of the recommender's own draws under a seed: by name, so that treatments never share
  /// them.
  StreamKey key(std::uint64_t seed) const { return stream_key(seed, "recommender/" + name); }
};

/// Makes the recommender. `world` and `nearest` must outlive the treatment. Throws UserError for
/// what only the world or the models can refuse (lists with unknown tracks). Progress is that of
/// making models' lists. A recommender that learns, asks a service or asks for nearest tracks
/// without having declared it (capabilities.h) is a mistake of its author's: it aborts.
Treatment make_treatment(std::string name, const RecommenderRecipe& recipe, const World& world,
                         const NearestTracks& nearest, const Models* models = nullptr,
                         const Progress& progress = {});

}  // namespace reprise
