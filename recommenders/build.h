// What making a recommender needs, and what it says it will need while it plays.
#pragma once

#include <functional>
#include <memory>
#include <string>
#include <vector>

#include "recommenders/request.h"
#include "sim/nearest_tracks.h"
#include "sim/world.h"

namespace reprise {

/// Which tracks a recommender will ask the neighbours of.
enum class NearestOf {
  first_tracks,  // of the sessions played
  interests,     // of the sessions played
  all_tracks,
};

struct NearestNeed {
  NearestOf of;
  std::uint32_t count;
  // For interests: all tracks are wanted that score at least this for the user; null wants no more
  // than `count`.
  float (*floor)(const UserTraits&) = nullptr;
};

/// The context of every maker. One treatment, one Build.
struct Build {
  Build(const World& of_world, const NearestTracks& of_nearest)
      : world(of_world), nearest(of_nearest) {}

  const World& world;
  const NearestTracks& nearest;  // filled, before the first request, with what nearest_needs asks

  // Said by the parts as they are made:
  std::vector<NearestNeed> nearest_needs;
  bool needs_history = false;  // reads Request::history
  bool needs_hidden = false;   // reads Request::hidden
  bool oracle_side = false;    // uses what no service could know
  std::vector<std::string> warnings;
  std::vector<std::function<std::unique_ptr<Scratch>()>> scratch;

  // Told to the parts of one sentence by the sentence:
  NearestOf anchors = NearestOf::all_tracks;

  /// The number under which Request::scratch will hold an object that `make` made.
  std::size_t add_scratch(std::function<std::unique_ptr<Scratch>()> make) {
    scratch.push_back(std::move(make));
    return scratch.size() - 1;
  }
};

}  // namespace reprise
