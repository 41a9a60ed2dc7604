// A recommender names the next track. It is a pure function of the request, so one object serves
// all threads and sessions and never needs a reset: the engine owns every history.
#pragma once

#include <memory>

#include "recommenders/build.h"
#include "recommenders/capabilities.h"
#include "recommenders/request.h"
#include "sim/support/parameters/nested.h"
#include "sim/support/parameters/registry.h"

namespace reprise {

class Recommender {
 public:
  virtual ~Recommender() = default;

  /// The next track, 0..n_tracks-1. Depends on the request alone; thread-safe.
  virtual TrackId next(Request& request) const = 0;

  /// The next track of each of several requests, as next() gives them: for recommenders who save
  /// waiting for memory by going through them together. The spans have the same length.
  virtual void next_of(std::span<Request* const> requests, std::span<TrackId> tracks) const {
    for (std::size_t i = 0; i < requests.size(); ++i) tracks[i] = next(*requests[i]);
  }
};

/// The registry of whole recommenders: what a treatment may be.
struct RecommenderPart {
  static constexpr const char* kind = "recommender";
  using Made = std::unique_ptr<Recommender>;
  using Context = Build;
  using Declared = Capabilities;
};

// Their code is made once, in recommender.cpp.
extern template class Registry<RecommenderPart>;

using RecommenderRecipe = Recipe<RecommenderPart>;

/// Reads a recommender: a name, {name: parameters}, a sentence written out ({anchor: ...,
/// candidates:
/// ..., ...}), or the path of a YAML file that holds one. Throws UserError.
RecommenderRecipe read_recommender(const Node& node, const std::string& what);

template <>
struct ParameterType<RecommenderRecipe> {
  static std::string name() { return "recommender"; }
  static RecommenderRecipe read(const Node& node, const std::string& what) {
    return read_recommender(node, what);
  }
  static Node write(const RecommenderRecipe& recipe) { return recipe.resolved; }
};

}  // namespace reprise
