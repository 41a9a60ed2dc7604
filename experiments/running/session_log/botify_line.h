// Writes a line of a log as botify's service writes it, for upstream's notebooks.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "experiments/simulation/engine/session_sink.h"
#include "sim/sessions/listening.h"

namespace reprise {

/// Returns the label of a treatment in a log: "C" for the control, "T1", "T2", ... for the others.
std::string botify_label(std::size_t treatment);

/// An event of botify's log: the user has listened to a track and asks for the next one.
struct BotifyEvent {
  bool last = false;           // the session is over, and no next track was asked for
  std::int64_t timestamp = 0;  // milliseconds since 1970
  std::int64_t user = 0;
  std::int64_t track = 0;
  Hundredths time = 0;
  double latency = 0;          // seconds
  TrackId recommendation = 0;  // the next track; unused if `last`
  std::size_t treatment = 0;   // index; 0 is the control
  Told told = {};              // of the recommendation; unused if `last`, or without propensities
  std::string_view user_text = {};  // written in the place of `user`, where ids are text
};

/// Writes the lines of one experiment. Immutable, so any number of threads may use it.
class BotifyLines {
 public:
  /// With `propensities`, each line also has a "propensity" and the number of "candidates", which
  /// are null if `last`.
  explicit BotifyLines(const std::string& experiment, bool propensities = false);

  /// Appends a line, with its line end, to `text`, in the format of Python's json.dumps.
  void append(const BotifyEvent& event, std::string& text) const;

 private:
  std::string experiment_;  // as a JSON string
  bool propensities_;
};

}  // namespace reprise
