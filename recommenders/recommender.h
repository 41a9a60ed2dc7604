// Declares Recommender, which chooses the next track. A recommender is a pure function of the
// request, so one object serves all threads and sessions and never needs a reset: the engine owns
// every history.
#pragma once

#include <memory>

#include "recommenders/build.h"
#include "recommenders/capabilities.h"
#include "recommenders/propensities.h"
#include "recommenders/request.h"
#include "sim/support/parameters/nested.h"
#include "sim/support/parameters/registry.h"

namespace reprise {

class Recommender {
 public:
  virtual ~Recommender() = default;

  /// Returns the next track, 0..n_tracks-1. The result depends on the request alone. Thread-safe.
  virtual TrackId next(Request& request) const = 0;

  /// Sets `tracks` to the next track of each request, the same as next() gives. A recommender
  /// overrides this function when it can treat several requests together and so wait less for
  /// memory, or when each call costs much (Build::asked_at_once). The spans have the same length.
  virtual void next_of(std::span<Request* const> requests, std::span<TrackId> tracks) const {
    for (std::size_t i = 0; i < requests.size(); ++i) tracks[i] = next(*requests[i]);
  }

  /// Adds to each track's propensity `share` times the probability that next() names the track for
  /// this request, over all draws. Changes nothing that next() sees, as long as the request has a
  /// Scratch, a tally and a stream of its own: a session is told step by step from its start, each
  /// step once, as it is played. Takes no draws.
  ///
  /// The default serves recommenders that take no draws: it asks next(). A recommender that draws
  /// overrides it, or says while it is made that it cannot tell (Build::untold); else this throws
  /// UserError. Thread-safe.
  virtual void tell(Request& request, double share, Propensities& propensities) const;
};

/// The kind of part of the registry of whole recommenders. A treatment is one of its entries.
struct RecommenderPart {
  static constexpr const char* kind = "recommender";
  using Made = std::unique_ptr<Recommender>;
  using Context = Build;
  using Declared = Capabilities;
};

// The code of this registry is instantiated once, in recommender.cpp.
extern template class Registry<RecommenderPart>;

using RecommenderRecipe = Recipe<RecommenderPart>;

/// Reads a recommender: a name, {name: parameters}, a sentence written out ({anchor: ...,
/// candidates: ..., ...}), or the path of a YAML file that holds a recommender. Throws UserError.
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
