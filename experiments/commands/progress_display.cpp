#include "experiments/commands/progress_display.h"

#include <cstdio>

#include <fmt/format.h>
#include <unistd.h>

#include "experiments/commands/terminal.h"
#include "reports/text/display_text.h"
#include "sim/support/progress_note.h"

namespace reprise {
namespace {

constexpr std::chrono::milliseconds kTerminalInterval{100};
constexpr std::chrono::seconds kPlainInterval{5};

// Errors are ignored, because a closed standard error is no reason to stop the program.
void print(const std::string& text) { std::fputs(text.c_str(), stderr); }

}  // namespace

std::string duration_text(double seconds) {
  const auto whole = static_cast<long>(seconds + 0.5);
  if (whole < 60) return fmt::format("{} s", whole);
  if (whole < 3600) return fmt::format("{} min {:02} s", whole / 60, whole % 60);
  return fmt::format("{} h {:02} min", whole / 3600, whole / 60 % 60);
}

std::string rate_text(double per_second) {
  if (per_second >= 1e6) return fmt::format("{:.1f} M/s", per_second / 1e6);
  if (per_second >= 1e4) return fmt::format("{:.0f} k/s", per_second / 1e3);
  if (per_second >= 10 || per_second <= 0) return fmt::format("{:.0f} /s", per_second);
  if (per_second >= 1) return fmt::format("{:.1f} /s", per_second);
  // Slower work is counted by the minute: "0 /s" looks as if it stood still.
  return fmt::format("{:.1f} /min", 60 * per_second);
}

ProgressDisplay::ProgressDisplay(bool quiet)
    : quiet_(quiet), terminal_(is_terminal(STDERR_FILENO)) {}

ProgressDisplay::~ProgressDisplay() {
  if (dirty_) std::fputs("\r\x1b[K", stderr);
}

Progress ProgressDisplay::progress() {
  return [this](std::string_view stage, std::size_t done, std::size_t total) {
    if (total == kNote) {
      message(printable(stage));
    } else if (!quiet_) {
      show(stage, done, total);
    }
  };
}

void ProgressDisplay::status(const std::string& text) {
  if (quiet_ || !due()) return;
  line(text, false);
}

void ProgressDisplay::message(const std::string& text) {
  if (dirty_) std::fputs("\r\x1b[K", stderr);
  dirty_ = false;
  print(text + "\n");
}

bool ProgressDisplay::due() {
  const Clock::time_point now = Clock::now();
  const auto interval =
      terminal_ ? Clock::duration(kTerminalInterval) : Clock::duration(kPlainInterval);
  if (now - last_shown_ < interval) return false;
  last_shown_ = now;
  return true;
}

void ProgressDisplay::show(std::string_view stage, std::size_t done, std::size_t total) {
  const Clock::time_point now = Clock::now();
  if (stage != stage_) {
    stage_ = stage;
    stage_start_ = now;
    done_before_ = done;
    last_shown_ = now;
    if (total == 0) line(stage_, true);
    return;
  }
  if (total == 0 || !due()) return;
  const double elapsed = std::chrono::duration<double>(now - stage_start_).count();
  // What was there when the stage began, such as sessions of a run that goes on, took no time now.
  const double rate = done > done_before_ ? static_cast<double>(done - done_before_) / elapsed : 0;
  std::string text = fmt::format("{}: {} of {} ({:.0f} %)", stage_, done, total,
                                 100.0 * static_cast<double>(done) / static_cast<double>(total));
  // Until something is done, nobody knows how long the rest takes.
  if (rate > 0) {
    text += fmt::format(", {}, {} left", rate_text(rate),
                        duration_text(static_cast<double>(total - done) / rate));
  }
  line(text, false);
}

void ProgressDisplay::line(const std::string& text, bool lasting) {
  if (terminal_) {
    print("\r\x1b[K" + text);
    std::fflush(stderr);
    dirty_ = true;
  } else if (lasting || !terminal_) {
    print(text + "\n");
  }
}

}  // namespace reprise
