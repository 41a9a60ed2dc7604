#include "experiments/serving/service/service_log.h"

#include <algorithm>
#include <cerrno>
#include <chrono>
#include <cstring>

#include <fcntl.h>
#include <fmt/format.h>
#include <unistd.h>

#include "sim/support/user_error.h"

namespace reprise {

ServiceLog::ServiceLog(std::string path, const std::string& experiment)
    : path_(std::move(path)),
      lines_(experiment),
      file_(::open(path_.c_str(), O_WRONLY | O_APPEND | O_CREAT | O_CLOEXEC, 0666)) {
  if (file_ < 0) {
    throw UserError({path_, 0, 0}, fmt::format("cannot write this log: {}; name another with --log",
                                               std::strerror(errno)));
  }
}

ServiceLog::~ServiceLog() { ::close(file_); }

bool ServiceLog::write(BotifyEvent event) {
  const std::lock_guard lock(mutex_);
  if (failed_) return false;
  const auto now = std::chrono::system_clock::now().time_since_epoch();
  // A clock may be put back, but the times of a log never go back.
  latest_ = std::max<std::int64_t>(
      latest_, std::chrono::duration_cast<std::chrono::milliseconds>(now).count());
  event.timestamp = latest_;
  text_.clear();
  lines_.append(event, text_);
  for (std::size_t done = 0; done < text_.size();) {
    const ssize_t wrote = ::write(file_, text_.data() + done, text_.size() - done);
    if (wrote < 0 && errno == EINTR) continue;
    if (wrote < 0) {
      error_ = std::strerror(errno);
      failed_ = true;
      return false;
    }
    done += static_cast<std::size_t>(wrote);
  }
  return true;
}

std::string ServiceLog::error() const {
  const std::lock_guard lock(mutex_);
  return error_;
}

}  // namespace reprise
