// A treatment that is ready to play: its recommender, made for one world, and the objects that the
// recommender needs while it plays.
#pragma once

#include <cstdint>
#include <limits>
#include <memory>
#include <optional>
#include <string>

#include "recommenders/recommender.h"

namespace reprise {

struct Treatment {
  std::string name;
  std::string recommender_name;  // its name in the YAML: "sentence", "random", ...
  std::string sentence;          // the resolved YAML in one line
  std::unique_ptr<Recommender> recommender;
  std::vector<NearestNeed> nearest_needs;
  std::vector<std::shared_ptr<ListsOnDemand>> model_lists;  // as in Build
  Capabilities capabilities;  // as the recipe declares them, and as they were found
  std::vector<std::string> warnings;
  std::vector<std::function<std::unique_ptr<Scratch>()>> scratch;
  std::vector<std::unique_ptr<Learner>> learners;
  std::vector<std::unique_ptr<SessionObserver>> observers;
  // The service that the recommender asks, if any. A service remembers its requests, so each
  // session of such a treatment is played only once, and never a second time to look ahead.
  std::optional<OutsideService> service;
  std::size_t asked_at_once = 0;       // as in Build
  std::vector<Untold> untold;          // as in Build; empty: its propensities can be told
  bool world_remembers_users = false;  // remembers_users(world)
  // The treatment plays the episodes below this number of each seed (`ceiling_sessions`).
  std::uint64_t episodes = std::numeric_limits<std::uint64_t>::max();

  /// Returns true if the treatment, its service or the users themselves remember earlier sessions.
  /// The sessions of each user must then be played in their order.
  bool users_in_order() const {
    return capabilities.reads_history || service || world_remembers_users;
  }

  /// Returns the key of the recommender's own draws under a seed. The key is made from the
  /// treatment's name, so that no two treatments share draws.
  StreamKey key(std::uint64_t seed) const { return stream_key(seed, "recommender/" + name); }
};

/// Makes the recommender. `world` and `nearest` must outlive the treatment. `progress` is told how
/// far the lists of models are made. Throws UserError for mistakes that only the world or the
/// models can show (lists with unknown tracks). Aborts if the made recommender contradicts its
/// declaration (capabilities.h): it learns, asks a service or asks for nearest tracks without
/// having declared it, or it has no learner or no service although it declares one. That is a
/// mistake of its author.
Treatment make_treatment(std::string name, const RecommenderRecipe& recipe, const World& world,
                         const NearestTracks& nearest, const Models* models = nullptr,
                         const Progress& progress = {});

}  // namespace reprise
