// Writes rows of botify's log, from fields that a test gives or from a session of a known form.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include <fmt/format.h>

#include "tests/gzipped.h"

namespace reprise {

/// A row of a log. A test sets the fields that it is about; the other fields have the values of a
/// sound log.
struct LogLine {
  std::string message = "next";
  std::int64_t timestamp = 0;
  std::int64_t user = 1;
  std::int64_t track = 0;
  double time = 1;
  double latency = 0.001;
  std::string recommendation = "null";
  std::string experiments = R"({"E": "C"})";

  std::string text() const {
    return fmt::format(
        "{{\"message\": \"{}\", \"timestamp\": {}, \"user\": {}, \"track\": {}, \"time\": {}, "
        "\"latency\": {}, \"recommendation\": {}, \"experiments\": {}}}\n",
        message, timestamp, user, track, time, latency, recommendation, experiments);
  }
};

/// A session of tracks with these times, the first of them usually 1. The log has a row every
/// `interval` milliseconds. Each row but the last recommends the track of the next row.
struct LogSession {
  std::int64_t user = 1;
  std::string treatment = "C";
  std::vector<double> times;
  std::int64_t start = 0;
  std::int64_t interval = 10;
  std::int64_t first_track = 100;  // the other tracks follow by number
  double latency = 0.001;
  bool ends = true;

  std::vector<LogLine> lines() const {
    std::vector<LogLine> lines;
    for (std::size_t i = 0; i < times.size(); ++i) {
      LogLine& line = lines.emplace_back();
      const auto step = static_cast<std::int64_t>(i);
      const bool last = ends && i + 1 == times.size();
      line.message = last ? "last" : "next";
      line.timestamp = start + step * interval;
      line.user = user;
      line.track = first_track + step;
      line.time = times[i];
      line.latency = latency;
      line.recommendation = last ? "null" : fmt::format("{}", first_track + step + 1);
      line.experiments = fmt::format(R"({{"E": "{}"}})", treatment);
    }
    return lines;
  }

  std::string text() const {
    std::string text;
    for (const LogLine& line : lines()) text += line.text();
    return text;
  }
};

}  // namespace reprise
