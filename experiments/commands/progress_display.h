// Progress on standard error: one line that renews itself on a terminal, a plain line now and then
// elsewhere.
#pragma once

#include <chrono>
#include <string>

#include "sim/support/progress.h"

namespace reprise {

/// "40 s", "3 min 05 s", "2 h 07 min".
std::string duration_text(double seconds);

/// "1.2 M/s", "45 k/s", "310 /s".
std::string rate_text(double per_second);

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
  /// A line of one's own in place of the progress', now and then.
  void status(const std::string& text);
  /// A line that stays.
  void message(const std::string& text);

 private:
  using Clock = std::chrono::steady_clock;

  void show(std::string_view stage, std::size_t done, std::size_t total);
  bool due();
  void line(const std::string& text, bool lasting);

  bool quiet_;
  bool terminal_;
  bool dirty_ = false;
  std::string stage_;
  Clock::time_point stage_start_;
  Clock::time_point last_shown_ = Clock::now();
};

}  // namespace reprise
