// Prepares everything to play or watch one session: a world, the treatments of an experiment, and
// the reference recommenders that any session is compared with.
#pragma once

#include <memory>
#include <optional>

#include "experiments/serving/one_session/scripted_session.h"
#include "experiments/simulation/prepared.h"

namespace reprise {

/// Chooses a session.
struct SessionChoice {
  std::uint64_t seed = 1;
  /// The episode; with `user` the first episode of the search.
  std::optional<std::uint64_t> episode;
  /// Searches for a session of this user, by the id in users.json.
  std::optional<std::string> user;
  /// Searches for a session of a user of this treatment, when neither `episode` nor `user` is given
  /// and the design assigns users to treatments.
  std::optional<std::string> treatment;
};

class PreparedSession {
 public:
  /// Opens the world, trains models and makes recommenders as a run does, but for one session only.
  /// Throws UserError as a run does, and for a user, a treatment or an episode that does not exist.
  PreparedSession(ExperimentSpec spec, const SessionChoice& choice, Workspace& workspace,
                  const Progress& progress);
  PreparedSession(const PreparedSession&) = delete;
  PreparedSession& operator=(const PreparedSession&) = delete;

  const World& world() const { return prepared_->world(); }
  /// Returns the id of the session's user as users.json writes it.
  std::string user_id() const;
  const SessionScript& script() const { return script_; }
  std::span<const Treatment> treatments() const { return prepared_->treatments; }
  /// Returns the index of a treatment among the treatments. Throws UserError, with a suggestion.
  std::size_t treatment(const std::string& treatment) const;
  /// Returns the treatment that the session's user is assigned to; nothing when every session is
  /// played under every treatment.
  std::optional<std::size_t> assigned() const;

  /// Returns the treatment's memory of earlier sessions when the session begins. For treatments
  /// that remember, the earlier episodes needed are played, on the threads of the TBB arena. Not
  /// thread-safe.
  TreatmentState state(std::size_t treatment, const Progress& progress) const;

  /// Returns the treatments random, sticky_artist and oracle, which remember nothing.
  std::span<const Treatment> references() const { return references_; }
  const Treatment& oracle() const { return references_.back(); }
  /// Returns the length of the session when a reference plays it.
  SessionReach reach(const Treatment& reference) const;

 private:
  ExperimentSpec whole_;  // the experiment as given
  ExperimentSpec spec_;   // the experiment for this session only
  std::unique_ptr<Prepared> prepared_;
  std::vector<Treatment> references_;
  SessionScript script_;
};

}  // namespace reprise
