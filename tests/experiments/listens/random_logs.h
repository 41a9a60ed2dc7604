// Makes random logs of listening whose answers are known, in any format.
#pragma once

#include <cstdint>
#include <map>
#include <random>
#include <string>
#include <vector>

#include "experiments/listens/listen_row.h"

namespace reprise {

/// What people did. Times are whole seconds, so that no format loses anything.
struct TrueRow {
  std::uint32_t user = 0;
  std::uint32_t track = 0;
  std::int64_t start = 0;   // seconds since 1970
  std::int64_t played = 0;  // seconds
  PlayEnd end = PlayEnd::heard_out;
};

/// The right answers.
struct TrueCounts {
  std::uint64_t rows = 0;
  std::uint64_t used = 0;
  std::map<std::string, std::uint64_t> left_out;
  std::uint64_t plays = 0;
  std::uint64_t joined = 0;
  std::uint64_t sessions = 0;
  std::uint64_t skipped = 0;
  std::uint64_t users = 0;
  std::uint64_t tracks = 0;
};

/// Which oddities a format can show.
struct FormatAbilities {
  bool several_users = false;
  bool ends = false;    // says how plays ended, so that pieces are joined
  bool played = false;  // says how much was played
};

/// A log in a format: what stands before its rows, its rows, and what stands between and after
/// them.
struct WrittenLog {
  std::string before;
  std::vector<std::string> rows;
  std::string between = "\n";
  std::string after = "\n";
  TrueCounts counts;

  std::string text() const;
  /// Returns the text of some of the rows.
  std::string text_of(std::size_t begin, std::size_t end) const;
};

/// Makes a log of a format that write_random_log knows (see random_log_formats()).
WrittenLog write_random_log(const std::string& format, std::uint32_t seed);

const std::vector<std::string>& random_log_formats();

}  // namespace reprise
