// Does the work that an experiment asks for between its days: runs its command, trains its models
// anew, and makes the treatments again, which also reads their list files again.
#pragma once

#include <filesystem>
#include <string>
#include <vector>

#include "experiments/running/day_hook.h"
#include "experiments/simulation/engine/kept_sessions.h"
#include "experiments/simulation/prepared.h"

namespace reprise {

class BetweenDays final : public DayHook {
 public:
  /// `prepared` and the flag must outlive this object. `variables` are added to the environment of
  /// the command.
  BetweenDays(const Prepared& prepared, const StopFlag* stop, const Progress& progress,
              std::map<std::string, std::string> variables);

  /// Returns the sink that must get every session; null when no model is trained again.
  SessionSink* sink();

  /// Throws UserError for lists that are wrong now, std::runtime_error when the command fails, and
  /// Interrupted.
  std::span<const Treatment> after_day(std::uint64_t finished) override;

 private:
  void retrain();

  const Prepared& prepared_;
  const StopFlag* stop_;
  Progress progress_;
  std::map<std::string, std::string> variables_;
  KeptSessions sessions_;
  Models models_;
  std::vector<Treatment> treatments_;
};

}  // namespace reprise
