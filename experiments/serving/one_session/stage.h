// Everything that one session is played or watched with: a world, the treatments of an experiment,
// and the recommenders that any session is compared with.
#pragma once

#include <memory>
#include <optional>

#include "experiments/serving/one_session/scripted_session.h"
#include "experiments/simulation/prepared.h"

namespace reprise {

/// Which session it is.
struct SessionChoice {
  std::uint64_t seed = 1;
  /// The episode, or the first that is looked at where the others rule some out.
  std::optional<std::uint64_t> episode;
  /// Of this user, by the id in users.json.
  std::optional<std::int64_t> user;
  /// Of this treatment's users, where a design deals them out and no episode is named.
  std::optional<std::string> treatment;
};

class Stage {
 public:
  /// Opens the world, trains models and makes recommenders as a run does, but for one session
  /// alone. Throws UserError as a run does, and for a user, a treatment or an episode that is not
  /// there.
  Stage(ExperimentSpec spec, const SessionChoice& choice, Workspace& workspace,
        const Progress& progress);
  Stage(const Stage&) = delete;
  Stage& operator=(const Stage&) = delete;

  const World& world() const { return prepared_->world(); }
  const SessionScript& script() const { return script_; }
  std::span<const Treatment> treatments() const { return prepared_->treatments; }
  /// The number of a treatment among the treatments. Throws UserError, with a suggestion.
  std::size_t treatment(const std::string& treatment) const;
  /// The treatment that the session's user belongs to; nothing where every session is played under
  /// every treatment.
  std::optional<std::size_t> assigned() const;

  /// What an treatment remembers when the session begins. What it takes of earlier episodes is
  /// played, for treatments that remember, on the threads of the TBB arena. Not thread-safe.
  TreatmentState state(std::size_t treatment, const Progress& progress) const;

  /// random, sticky_artist and oracle. They remember nothing.
  std::span<const Treatment> references() const { return references_; }
  const Treatment& oracle() const { return references_.back(); }
  /// How far a reference comes in the session.
  SessionReach reach(const Treatment& reference) const;

 private:
  ExperimentSpec whole_;  // as it was given
  ExperimentSpec spec_;   // as far as this session
  std::unique_ptr<Prepared> prepared_;
  std::vector<Treatment> references_;
  SessionScript script_;
};

}  // namespace reprise
