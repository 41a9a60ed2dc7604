// Gives models the sessions that the experiment has played on its days so far, as a log to learn
// from.
#pragma once

#include "experiments/simulation/engine/kept_sessions.h"
#include "recommenders/training/model.h"

namespace reprise {

/// A log of the sessions played so far, in one round. It takes the place of the log that a model's
/// `log:` describes.
class PlayedLog final : public LogSource {
 public:
  /// `sessions` must outlive the log and must not change meanwhile.
  explicit PlayedLog(const KeptSessions& sessions) : sessions_(sessions) {}

  void add_pairs(const LogSpec& spec, std::size_t round, LogAnchor anchor, const Models& models,
                 PairLog& log) override;
  void add_sessions(const LogSpec& spec, std::size_t round, Hundredths least, const Models& models,
                    ListenedSessions& sessions) override;

 private:
  const KeptSessions& sessions_;
};

}  // namespace reprise
