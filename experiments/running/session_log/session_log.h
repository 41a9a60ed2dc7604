// Writes the sessions of a run as a log of botify's service, as if the sessions had come one after
// the other.
#pragma once

#include <filesystem>
#include <fstream>

#include "experiments/running/session_log/botify_line.h"
#include "experiments/simulation/engine/kept_sessions.h"

namespace reprise {

/// The log of a run. It is the same for any number of threads: sessions are written in the order of
/// their episodes, and the time of a row is not real time but counts the rows, one every
/// kMillisecondsPerRow from kStart on. The latency of every request is 0.
class SessionLog final : public SessionSink {
 public:
  static constexpr std::int64_t kStart = 1'672'531'200'000;  // 2023-01-01, milliseconds since 1970
  static constexpr std::int64_t kMillisecondsPerRow = 10;

  /// Writes to a file beside `path` until finish(). `user_ids` are empty, or the ids of users that
  /// are text. These and `users` must outlive the log. Throws UserError when the file cannot be
  /// written.
  SessionLog(std::filesystem::path path, const std::string& experiment, const Users& users,
             const std::vector<std::string>& user_ids, bool propensities = false);
  ~SessionLog() override;
  SessionLog(const SessionLog&) = delete;
  SessionLog& operator=(const SessionLog&) = delete;

  bool wants_propensities() const override { return kept_.wants_propensities(); }
  std::unique_ptr<Block> open(std::size_t treatment) override { return kept_.open(treatment); }
  void close(std::uint64_t number, std::unique_ptr<Block> block) override {
    kept_.close(number, std::move(block));
  }
  /// Writes the sessions so far. Throws UserError when the file cannot be written.
  void flush() override;

  /// Returns the path of the file with the rows so far; after flush() the file has all of them.
  const std::filesystem::path& part() const { return part_; }
  /// Writes the last rows and renames the file to the path of the log. Throws UserError on failure.
  void finish();

 private:
  void check() const;

  std::filesystem::path path_;
  std::filesystem::path part_;
  BotifyLines lines_;
  const Users& users_;
  const std::vector<std::string>& user_ids_;
  KeptSessions kept_;
  std::ofstream file_;
  std::int64_t rows_ = 0;
};

}  // namespace reprise
