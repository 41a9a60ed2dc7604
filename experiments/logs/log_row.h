// One row of botify's log: a track that was played to its end, and what was asked for next.
#pragma once

#include <cstdint>
#include <limits>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace reprise {

struct LogRow {
  static constexpr std::uint32_t kNoTreatment = std::numeric_limits<std::uint32_t>::max();
  static constexpr std::int64_t kNoTrack = -1;

  double timestamp = 0;  // milliseconds since 1970
  std::int64_t user = 0;
  std::int64_t track = 0;
  double time = 0;                         // share of the track listened to, as the log has it
  double latency = 0;                      // seconds
  std::int64_t recommendation = kNoTrack;  // kNoTrack where the log has none
  std::uint64_t line = 0;                  // in its file, from 1
  std::uint32_t file = 0;                  // in the order the files were read
  std::uint32_t treatment = kNoTreatment;  // an index into LogRowReader::treatments()
  bool last = false;                       // the session ended with it
};

/// Reads rows and looks up what treatment of one experiment they are of. Not safe to use from
/// several threads at once.
class LogRowReader {
 public:
  /// The experiment whose treatments are looked up; left out, the first that any row names.
  explicit LogRowReader(std::optional<std::string> experiment);
  ~LogRowReader();
  LogRowReader(const LogRowReader&) = delete;
  LogRowReader& operator=(const LogRowReader&) = delete;

  /// Reads a line of a log, behind which LogText::kPadding bytes may be read, into `row`, but for
  /// its file and line. Returns what is wrong with it, with what was expected, or "" when it is a
  /// row. Fields that are not botify's are ignored; an absent "recommendation" is none.
  std::string read(std::string_view line, LogRow& row);

  /// The experiment whose treatments are looked up; empty while no row has named any.
  const std::string& experiment() const { return experiment_; }
  /// All experiments that rows have named, in the order of their first rows (1000 of them at most).
  const std::vector<std::string>& experiments() const { return experiments_; }
  /// The treatments of experiment() in the order of their first rows.
  const std::vector<std::string>& treatments() const { return treatments_; }

 private:
  struct Parser;

  std::unique_ptr<Parser> parser_;
  std::string experiment_;
  bool given_;
  std::vector<std::string> experiments_;
  std::vector<std::string> treatments_;
};

}  // namespace reprise
