// What making a recommender needs, and what its parts ask for as they are made. Their capabilities
// are declared earlier, at their registration (capabilities.h).
#pragma once

#include <functional>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "recommenders/request.h"
#include "sim/support/progress.h"
#include "sim/support/user_error.h"
#include "sim/world/nearest_tracks.h"
#include "sim/world/world.h"

namespace reprise {

class Model;
using Models = std::map<std::string, std::shared_ptr<Model>>;

/// Which tracks a recommender will ask the neighbours of.
enum class NearestOf {
  first_tracks,    // of the sessions played
  interests,       // of the sessions played
  user_interests,  // all interests of the users whose sessions are played
  all_tracks,
};

struct NearestNeed {
  NearestOf of;
  std::uint32_t count;
  // For interests: all tracks are wanted that score at least this for the user; null wants no more
  // than `count`.
  float (*floor)(const UserTraits&) = nullptr;
};

/// How a recommender learns from a finished session.
class Learner {
 public:
  virtual ~Learner() = default;
  /// Whole numbers in its LearnedCounts.
  virtual std::size_t size() const = 0;
  /// Adds what a session taught to `totals` (size() of them, the day's). `scratch` is as the
  /// session's last step left it. Thread-safe.
  virtual void observe(const Playbacks& session, std::span<const std::unique_ptr<Scratch>> scratch,
                       std::span<std::int64_t> totals) const = 0;
};

/// Who wants to know that a session is over.
class SessionObserver {
 public:
  virtual ~SessionObserver() = default;
  /// After the last playback of the user's session, before the user's next one begins. Thread-safe.
  virtual void ended(UserIndex user, const Playbacks& session) const = 0;
};

/// A treatment asks a service outside of this program, which remembers what it was told.
struct OutsideService {
  std::string url;
  std::uint32_t connections = 1;  // requests that it is sent at the same time
};

/// The context of every maker. One treatment, one Build.
struct Build {
  Build(const World& of_world, const NearestTracks& of_nearest, const Models* of_models = nullptr)
      : world(of_world), models(of_models), nearest(of_nearest) {}

  const World& world;
  const Models* models = nullptr;  // of the experiment, if it has any
  Progress progress;
  const NearestTracks& nearest;  // filled, before the first request, with what nearest_needs asks

  // Said by the parts as they are made:
  std::vector<NearestNeed> nearest_needs;  // of parts that declare `privileged`
  std::vector<std::string> warnings;
  std::vector<std::function<std::unique_ptr<Scratch>()>> scratch;
  std::vector<std::unique_ptr<Learner>> learners;  // of parts that declare `learns`
  std::vector<std::unique_ptr<SessionObserver>> observers;
  std::optional<OutsideService> service;  // of a part that declares `asks_service`

  // Told to a part that is being made:
  Place place;                                // where it is written, for its complaints
  NearestOf anchors = NearestOf::all_tracks;  // what candidates will be asked for
  bool wants_scores = false;                  // candidates that can are to have scores

  /// No list of candidates without repeated tracks is longer.
  std::size_t longest_list() const { return world.catalog.n_tracks(); }

  /// The number under which Request::scratch will hold an object that `make` made.
  std::size_t add_scratch(std::function<std::unique_ptr<Scratch>()> make) {
    scratch.push_back(std::move(make));
    return scratch.size() - 1;
  }
  template <class T>
  std::size_t add_scratch() {
    return add_scratch([] { return std::make_unique<T>(); });
  }

  /// The number under which Request::knowledge will hold what `learner` has learned on earlier
  /// days.
  std::size_t add_learner(std::unique_ptr<Learner> learner) {
    learners.push_back(std::move(learner));
    return learners.size() - 1;
  }
};

}  // namespace reprise
