// Declares Build, the context in which a recommender and its parts are made: it holds the world and
// the models, and it collects the needs that the parts state while they are made. The capabilities
// of the parts are declared earlier, at their registration (capabilities.h).
#pragma once

#include <functional>
#include <limits>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "recommenders/capabilities.h"
#include "recommenders/request.h"
#include "sim/support/progress.h"
#include "sim/support/user_error.h"
#include "sim/world/nearest_tracks.h"
#include "sim/world/world.h"

namespace reprise {

class ListsOnDemand;
class Model;
using Models = std::map<std::string, std::shared_ptr<Model>>;

/// The set of tracks whose neighbours a recommender will ask for.
enum class NearestOf {
  first_tracks,    // first tracks of the sessions that are played
  interests,       // interests of the sessions that are played
  user_interests,  // all interests of the users whose sessions are played
  all_tracks,
};

struct NearestNeed {
  NearestOf of;
  std::uint32_t count;
  // For interests: all tracks that score at least floor(user) for the user are wanted too; null
  // asks for no more than `count` tracks.
  float (*floor)(const UserTraits&) = nullptr;
  // The most tracks that a floor asks for, those of `count` included.
  std::uint32_t most = std::numeric_limits<std::uint32_t>::max();
};

/// The part of a recommender that learns from finished sessions.
class Learner {
 public:
  virtual ~Learner() = default;
  /// Returns the number of whole numbers in the learner's LearnedCounts.
  virtual std::size_t size() const = 0;
  /// Adds the lesson of one session to `totals`, the sums of the day (size() numbers). `scratch` is
  /// in the state in which the session's last step left it. Thread-safe.
  virtual void observe(const Playbacks& session, std::span<const std::unique_ptr<Scratch>> scratch,
                       std::span<std::int64_t> totals) const = 0;
};

/// An observer that is told when a session is over.
class SessionObserver {
 public:
  virtual ~SessionObserver() = default;
  /// Called after the last playback of the user's session, before the user's next session begins.
  /// Thread-safe.
  virtual void ended(UserIndex user, const Playbacks& session) const = 0;
};

/// An external service that a treatment asks. The service remembers the playbacks that it was told.
struct OutsideService {
  std::string url;
  std::uint32_t connections = 1;  // requests that are sent to the service at the same time
};

/// A part whose probabilities cannot be told, and why: "a service does not tell them".
struct Untold {
  Place place;
  std::string why;
};

/// The context of every maker. Each treatment has a Build of its own.
struct Build {
  Build(const World& of_world, const NearestTracks& of_nearest, const Models* of_models = nullptr)
      : world(of_world), models(of_models), nearest(of_nearest) {}

  const World& world;
  const Models* models = nullptr;  // the models of the experiment; null if it has none
  Progress progress;
  const NearestTracks& nearest;  // filled with the tracks of nearest_needs before the first request

  // The parts fill these fields while they are made:
  std::vector<NearestNeed> nearest_needs;  // needs of parts that declare `privileged`
  std::vector<std::shared_ptr<ListsOnDemand>> model_lists;  // that parts take their lists from
  std::vector<std::string> warnings;
  std::vector<std::function<std::unique_ptr<Scratch>()>> scratch;
  std::vector<std::unique_ptr<Learner>> learners;  // of parts that declare `learns`
  std::vector<std::unique_ptr<SessionObserver>> observers;
  std::optional<OutsideService> service;  // set by a part that declares `asks_service`
  std::vector<Untold> untold;  // parts whose probabilities cannot be told (Recommender::tell)
  // Capabilities that only the made part tells, because a user's code decides them. They are added
  // to the declared ones.
  Capabilities found;
  // The number of requests that the recommender wants to be asked at a time, because each time
  // costs it much: the engine then asks for up to so many at once. 0: the engine's own few.
  std::size_t asked_at_once = 0;

  // A part reads these fields while it is made:
  std::string treatment;                      // the name of the treatment, for errors
  Place place;                                // of the part in the YAML, for errors
  NearestOf anchors = NearestOf::all_tracks;  // anchors that candidates are asked with
  bool wants_scores = false;                  // whether candidates must give scores
  bool drawn = false;  // whether a draw decides if this part is asked at a step

  /// Returns the length of the longest list of candidates without repeated tracks.
  std::size_t longest_list() const { return world.catalog.n_tracks(); }

  /// Returns the number under which Request::scratch will hold an object made by `make`.
  std::size_t add_scratch(std::function<std::unique_ptr<Scratch>()> make) {
    scratch.push_back(std::move(make));
    return scratch.size() - 1;
  }
  template <class T>
  std::size_t add_scratch() {
    return add_scratch([] { return std::make_unique<T>(); });
  }

  /// Returns the number under which Request::learned_counts will hold the counts that `learner`
  /// collected on earlier days.
  std::size_t add_learner(std::unique_ptr<Learner> learner) {
    learners.push_back(std::move(learner));
    return learners.size() - 1;
  }
};

}  // namespace reprise
