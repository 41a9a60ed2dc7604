// Shows progress on standard error: on a terminal one line that renews itself, elsewhere a plain
// line now and then.
#pragma once

#include <chrono>
#include <string>

#include "sim/support/progress.h"

namespace reprise {

/// Returns a duration as text: "40 s", "3 min 05 s", "2 h 07 min".
std::string duration_text(double seconds);

/// Returns a rate as text: "1.2 M/s", "45 k/s", "310 /s", "2.5 /s", "24.0 /min".
std::string rate_text(double per_second);

/// The progress display of a command.
class ProgressDisplay {
 public:
  /// With `quiet` only messages are shown.
  explicit ProgressDisplay(bool quiet);
  /// Wipes the line of progress.
  ~ProgressDisplay();
  ProgressDisplay(const ProgressDisplay&) = delete;
  ProgressDisplay& operator=(const ProgressDisplay&) = delete;

  /// Returns the callback, which is valid as long as this object.
  Progress progress();
  /// Shows `text` in place of the progress line, at most once per interval.
  void status(const std::string& text);
  /// Prints a line that stays.
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
  std::size_t done_before_ = 0;  // of the stage, when it was first shown
  Clock::time_point last_shown_ = Clock::now();
};

}  // namespace reprise
