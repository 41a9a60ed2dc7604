// Writes the sessions of a run as a botify service would have logged them, had they come one after
// the other.
#pragma once

#include <filesystem>
#include <fstream>

#include "experiments/running/session_log/botify_line.h"
#include "experiments/simulation/engine/kept_sessions.h"

namespace reprise {

/// The log is the same for any number of threads: sessions are written in the order of their
/// episodes, and its clock is not ours but counts rows, one every kMillisecondsPerRow from kStart
/// on. No request took any time.
class SessionLog final : public SessionSink {
 public:
  static constexpr std::int64_t kStart = 1'672'531'200'000;  // 2023-01-01, milliseconds since 1970
  static constexpr std::int64_t kMillisecondsPerRow = 10;

  /// Writes beside `path` until finish(). `users` outlives the log. Throws UserError when it cannot
  /// be written.
  SessionLog(std::filesystem::path path, const std::string& experiment, const Users& users);
  ~SessionLog() override;
  SessionLog(const SessionLog&) = delete;
  SessionLog& operator=(const SessionLog&) = delete;

  std::unique_ptr<Block> open(std::size_t treatment) override { return kept_.open(treatment); }
  void close(std::uint64_t number, std::unique_ptr<Block> block) override {
    kept_.close(number, std::move(block));
  }
  /// Writes what there is. Throws UserError when it cannot.
  void flush() override;

  /// Where the rows so far are, all of them after flush().
  const std::filesystem::path& part() const { return part_; }
  /// Gives the log its name. Throws UserError when it cannot.
  void finish();

 private:
  void check() const;

  std::filesystem::path path_;
  std::filesystem::path part_;
  BotifyLines lines_;
  const Users& users_;
  KeptSessions kept_;
  std::ofstream file_;
  std::int64_t rows_ = 0;
};

}  // namespace reprise
