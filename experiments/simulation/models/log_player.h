// Plays the sessions from which models learn, or reads them from a file.
#pragma once

#include "experiments/simulation/engine/session_sink.h"
#include "experiments/simulation/engine/treatment.h"
#include "experiments/simulation/models/kept_log.h"
#include "experiments/simulation/models/log_of_file.h"
#include "recommenders/training/model.h"
#include "sim/world/nearest_tracks.h"

namespace reprise {

class LogPlayer final : public LogSource {
 public:
  /// `world`, `nearest` and `kept` must outlive the player. Sessions that `kept` has, of this
  /// world, are not played again; null: none are kept. Uses the threads of the current TBB arena;
  /// logs do not depend on the number of threads, nor on what is kept.
  LogPlayer(const World& world, NearestTracks& nearest, const Progress& progress,
            KeptLog* kept = nullptr)
      : world_(world), nearest_(nearest), progress_(progress), kept_(kept) {}

  void add_pairs(const LogSpec& spec, std::size_t round, LogAnchor anchor, const Models& models,
                 PairLog& log) override;
  void add_sessions(const LogSpec& spec, std::size_t round, Hundredths least, const Models& models,
                    ListenedSessions& sessions) override;

  /// Returns the number of sessions of the logs so far; of a file, each user counts as one.
  std::uint64_t sessions() const { return sessions_; }
  /// Returns true if a policy was privileged: it used data that no service could know.
  bool privileged() const { return privileged_; }

 private:
  // The sessions of one round of a log.
  struct Round {
    std::uint64_t episodes = 0;
    std::uint64_t seed = 0;
    std::uint32_t most_steps = 0;
    std::vector<Treatment> policy;  // one treatment
    std::string kind;               // of a KeptLog; empty: not to be kept
  };

  std::vector<UserRows> rows_of(const LogSpec& spec);
  Round open_round(const LogSpec& spec, std::size_t round, const Models& models);
  // Plays the episodes from `begin` on.
  void play(const Round& round, std::uint64_t begin, SessionSink& sink);

  const World& world_;
  NearestTracks& nearest_;
  Progress progress_;
  KeptLog* kept_;
  std::uint64_t sessions_ = 0;
  bool privileged_ = false;
};

}  // namespace reprise
