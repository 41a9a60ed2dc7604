#include "experiments/running/session_log/session_log.h"

#include <cerrno>
#include <cstring>

#include <fmt/format.h>

#include "sim/support/user_error.h"

namespace reprise {

SessionLog::SessionLog(std::filesystem::path path, const std::string& experiment,
                       const Users& users, const std::vector<std::string>& user_ids,
                       bool propensities)
    : path_(std::move(path)),
      part_(path_),
      lines_(experiment, propensities),
      users_(users),
      user_ids_(user_ids),
      kept_(propensities) {
  part_ += ".part";
  std::error_code ignored;  // opening the file gives a better error
  if (path_.has_parent_path()) std::filesystem::create_directories(path_.parent_path(), ignored);
  errno = 0;
  file_.open(part_, std::ios::binary | std::ios::trunc);
  check();
}

SessionLog::~SessionLog() {
  file_.close();
  std::error_code ignored;
  std::filesystem::remove(part_, ignored);
}

void SessionLog::check() const {
  if (file_) return;
  throw UserError({part_.string(), 0, 0},
                  fmt::format("cannot write this log: {}; choose another --out or free some space",
                              std::strerror(errno)));
}

void SessionLog::flush() {
  kept_.flush();
  std::string text;
  const auto write = [&] {
    errno = 0;
    file_.write(text.data(), static_cast<std::streamsize>(text.size()));
    check();
    text.clear();
  };
  kept_.for_each([&](const KeptSessions::Kept& session) {
    for (std::size_t i = 0; i < session.tracks.size(); ++i) {
      const bool last = i + 1 == session.tracks.size();
      lines_.append(
          {last, kStart + kMillisecondsPerRow * rows_++, users_.ids[session.user],
           session.tracks[i], session.times[i], 0, last ? TrackId{0} : session.tracks[i + 1],
           session.treatment, last || session.told.empty() ? Told{} : session.told[i],
           user_ids_.empty() ? std::string_view{} : std::string_view(user_ids_[session.user])},
          text);
    }
    constexpr std::size_t kEnough = 1 << 20;
    if (text.size() > kEnough) write();
  });
  write();
  file_.flush();
  check();
  kept_.clear();
}

void SessionLog::finish() {
  flush();
  file_.close();
  std::error_code error;
  std::filesystem::rename(part_, path_, error);
  if (error) {
    throw UserError({path_.string(), 0, 0},
                    fmt::format("cannot write this log: {}", error.message()));
  }
}

}  // namespace reprise
