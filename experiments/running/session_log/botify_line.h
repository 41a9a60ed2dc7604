// A line of botify's log, as its service writes it: what upstream's notebooks read.
#pragma once

#include <cstdint>
#include <optional>
#include <string>

#include "sim/sessions/listening.h"

namespace reprise {

/// The label of a treatment in a log: "C" for the control, "T1", "T2", ...
std::string botify_label(std::size_t treatment);

/// What botify notes of a request: a track was played to its end, and a next one was asked for.
struct BotifyEvent {
  bool last = false;           // the session is over, and nothing was asked for
  std::int64_t timestamp = 0;  // milliseconds since 1970
  std::int64_t user = 0;
  TrackId track = 0;
  Hundredths time = 0;
  double latency = 0;          // seconds
  TrackId recommendation = 0;  // unless it was the last
  std::size_t treatment = 0;   // 0 is the control
};

/// Writes the lines of one experiment. Immutable: any number of threads may use it.
class BotifyLines {
 public:
  explicit BotifyLines(const std::string& experiment);

  /// Adds a line with its end to `text`, as Python's json.dumps has it.
  void append(const BotifyEvent& event, std::string& text) const;

 private:
  std::string experiment_;  // as a JSON string
};

}  // namespace reprise
