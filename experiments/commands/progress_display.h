// Progress on standard error: one line that renews itself on a terminal, a plain line now and then
// elsewhere.
#pragma once

#include <chrono>
#include <string>

#include "sim/progress.h"

namespace reprise {

class ProgressDisplay {
 public:
  /// With `quiet` nothing is shown.
  explicit ProgressDisplay(bool quiet);
  /// Wipes the line.
  ~ProgressDisplay();
  ProgressDisplay(const ProgressDisplay&) = delete;
  ProgressDisplay& operator=(const ProgressDisplay&) = delete;

  /// The callback; valid as long as this is.
  Progress progress();

 private:
  using Clock = std::chrono::steady_clock;

  void show(std::string_view stage, std::size_t done, std::size_t total);
  void line(const std::string& text, bool lasting);

  bool quiet_;
  bool terminal_;
  bool dirty_ = false;
  std::string stage_;
  Clock::time_point stage_start_;
  Clock::time_point last_shown_;
};

}  // namespace reprise
