// Plays the sessions that models learn from.
#pragma once

#include "experiments/simulation/engine/session_sink.h"
#include "recommenders/training/model.h"
#include "sim/world/nearest_tracks.h"

namespace reprise {

class LogPlayer final : public LogSource {
 public:
  /// World and lists outlive the player. Uses the threads of the current TBB arena; logs do not
  /// depend on how many.
  LogPlayer(const World& world, NearestTracks& nearest, const Progress& progress)
      : world_(world), nearest_(nearest), progress_(progress) {}

  void add_pairs(const LogSpec& spec, std::size_t round, LogAnchor anchor, const Models& models,
                 PairLog& log) override;
  void add_sessions(const LogSpec& spec, std::size_t round, Hundredths least, const Models& models,
                    ListenedSessions& sessions) override;

  /// Sessions played so far.
  std::uint64_t sessions() const { return sessions_; }
  /// Whether a policy used what no service could know.
  bool privileged() const { return privileged_; }

 private:
  void play(const LogSpec& spec, std::size_t round, const Models& models, SessionSink& sink);

  const World& world_;
  NearestTracks& nearest_;
  Progress progress_;
  std::uint64_t sessions_ = 0;
  bool privileged_ = false;
};

}  // namespace reprise
