// Writes the log of a service while it serves.
#pragma once

#include <atomic>
#include <mutex>
#include <string>

#include "experiments/running/session_log/botify_line.h"

namespace reprise {

/// Hands every line to the system at once, so no line is lost when the program ends in any way.
class ServiceLog {
 public:
  /// Appends to the file, and makes it when it does not exist. Throws UserError when the file
  /// cannot be written.
  ServiceLog(std::string path, const std::string& experiment);
  ~ServiceLog();
  ServiceLog(const ServiceLog&) = delete;
  ServiceLog& operator=(const ServiceLog&) = delete;

  /// Writes an event with the present time; the lines are in the order of their times. Returns
  /// false when writing fails, and always after that. Thread-safe.
  bool write(BotifyEvent event);
  bool failed() const { return failed_; }
  /// Returns the reason of the failure.
  std::string error() const;
  const std::string& path() const { return path_; }

 private:
  std::string path_;
  BotifyLines lines_;
  mutable std::mutex mutex_;
  int file_;
  std::int64_t latest_ = 0;
  std::string text_;
  std::atomic<bool> failed_{false};
  std::string error_;
};

}  // namespace reprise
