// The sessions of an experiment's own days as a log that models learn from.
#pragma once

#include "experiments/simulation/engine/kept_sessions.h"
#include "recommenders/training/model.h"

namespace reprise {

/// Whatever a model's `log:` says, its log is what was played so far, in one round.
class PlayedLog final : public LogSource {
 public:
  /// `sessions` outlives the log and does not change meanwhile.
  explicit PlayedLog(const KeptSessions& sessions) : sessions_(sessions) {}

  void add_pairs(const LogSpec& spec, std::size_t round, LogAnchor anchor, const Models& models,
                 PairLog& log) override;
  void add_sessions(const LogSpec& spec, std::size_t round, Hundredths least, const Models& models,
                    ListenedSessions& sessions) override;

 private:
  const KeptSessions& sessions_;
};

}  // namespace reprise
