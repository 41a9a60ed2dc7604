// Reads one row of botify's log: a track that was played to its end, and the recommendation that
// followed.
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
  double time = 0;                         // share of the track listened to, as written in the log
  double latency = 0;                      // in seconds
  std::int64_t recommendation = kNoTrack;  // kNoTrack when the log has none
  std::uint64_t line = 0;                  // line in its file, from 1
  std::uint32_t file = 0;                  // index of the file in the order of reading
  std::uint32_t treatment = kNoTreatment;  // an index into LogRowReader::treatments()
  bool last = false;                       // the session ended with this row
  // Of the recommendation, if the reader reads them; 0 when the log does not say.
  double propensity = 0;                    // the probability of the recommendation, above 0
  std::uint32_t candidates = 0;             // number of tracks that might have been recommended
  std::vector<std::int64_t> candidate_ids;  // these tracks, where the log lists them
};

/// Reads rows and looks up their treatments in one experiment. Not safe to use from several threads
/// at once.
class LogRowReader {
 public:
  /// `experiment` is the experiment whose treatments are looked up; when it is left out, the first
  /// experiment that any row names.
  explicit LogRowReader(std::optional<std::string> experiment);
  ~LogRowReader();
  LogRowReader(const LogRowReader&) = delete;
  LogRowReader& operator=(const LogRowReader&) = delete;

  /// Also reads propensities and candidates. Without it these keys are ignored, as all that are not
  /// botify's, because a service may mean something else by them.
  void read_propensities() { propensities_ = true; }

  /// Reads a line of a log into `row`; the row's file and line are left alone. LogText::kPadding
  /// bytes behind the line must be readable. Returns "" when the line is a row, else the fault and
  /// the expected text. Fields that are not botify's are ignored; a row without a "recommendation"
  /// has none.
  std::string read(std::string_view line, LogRow& row);

  /// Returns the id of the last row's user if it is text, of which LogRow::user is the number;
  /// empty if it is a number. Valid until the next row is read.
  std::string_view user_text() const;

  /// Returns the experiment whose treatments are looked up; empty while no row has named an
  /// experiment.
  const std::string& experiment() const { return experiment_; }
  /// Returns all experiments that rows have named, in the order of their first rows (at most 1000).
  const std::vector<std::string>& experiments() const { return experiments_; }
  /// Returns the treatments of experiment(), in the order of their first rows.
  const std::vector<std::string>& treatments() const { return treatments_; }

 private:
  struct Parser;

  std::unique_ptr<Parser> parser_;
  std::string experiment_;
  bool given_;
  bool propensities_ = false;
  std::vector<std::string> experiments_;
  std::vector<std::string> treatments_;
};

}  // namespace reprise
