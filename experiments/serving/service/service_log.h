// The log that a service writes as it goes.
#pragma once

#include <atomic>
#include <mutex>
#include <string>

#include "experiments/running/session_log/botify_line.h"

namespace reprise {

/// Every line is handed to the system as it comes, so whatever ends the program loses none.
class ServiceLog {
 public:
  /// Adds to the file, which is made if there is none. Throws UserError when it cannot be written.
  ServiceLog(std::string path, const std::string& experiment);
  ~ServiceLog();
  ServiceLog(const ServiceLog&) = delete;
  ServiceLog& operator=(const ServiceLog&) = delete;

  /// Writes an event, with now as its time: lines are in the order of their times. Returns false
  /// when it cannot, and from then on. Thread-safe.
  bool write(BotifyEvent event);
  bool failed() const { return failed_; }
  /// Why it failed.
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
