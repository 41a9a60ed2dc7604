// Plays the sessions from which models learn, or reads them from a file.
#pragma once

#include "experiments/simulation/engine/session_sink.h"
#include "experiments/simulation/models/log_of_file.h"
#include "recommenders/training/model.h"
#include "sim/world/nearest_tracks.h"

namespace reprise {

class LogPlayer final : public LogSource {
 public:
  /// `world` and `nearest` must outlive the player. Uses the threads of the current TBB arena; logs
  /// do not depend on the number of threads.
  LogPlayer(const World& world, NearestTracks& nearest, const Progress& progress)
      : world_(world), nearest_(nearest), progress_(progress) {}

  void add_pairs(const LogSpec& spec, std::size_t round, LogAnchor anchor, const Models& models,
                 PairLog& log) override;
  void add_sessions(const LogSpec& spec, std::size_t round, Hundredths least, const Models& models,
                    ListenedSessions& sessions) override;

  /// Returns the number of sessions played so far; of a file, each user counts as one.
  std::uint64_t sessions() const { return sessions_; }
  /// Returns true if a policy was privileged: it used data that no service could know.
  bool privileged() const { return privileged_; }

 private:
  std::vector<UserRows> rows_of(const LogSpec& spec);
  void play(const LogSpec& spec, std::size_t round, const Models& models, SessionSink& sink);

  const World& world_;
  NearestTracks& nearest_;
  Progress progress_;
  std::uint64_t sessions_ = 0;
  bool privileged_ = false;
};

}  // namespace reprise
