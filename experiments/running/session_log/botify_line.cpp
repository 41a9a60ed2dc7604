#include "experiments/running/session_log/botify_line.h"

#include <iterator>

#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include "sim/sessions/time_text.h"

namespace reprise {

std::string botify_label(std::size_t treatment) {
  return treatment == 0 ? "C" : fmt::format("T{}", treatment);
}

namespace {

// Writes a text as Python's json.dumps does.
std::string json_text_of(std::string_view text) {
  return nlohmann::json(text).dump(-1, ' ', /*ensure_ascii=*/true,
                                   nlohmann::json::error_handler_t::replace);
}

}  // namespace

BotifyLines::BotifyLines(const std::string& experiment, bool propensities)
    : experiment_(json_text_of(experiment)), propensities_(propensities) {}

void BotifyLines::append(const BotifyEvent& event, std::string& text) const {
  fmt::format_to(
      std::back_inserter(text),
      R"({{"message": "{}", "timestamp": {}, "user": {}, "track": {}, "time": {}, "latency": {}, )"
      R"("recommendation": {}, "experiments": {{{}: "{}"}})",
      event.last ? "last" : "next", event.timestamp,
      event.user_text.empty() ? std::to_string(event.user) : json_text_of(event.user_text),
      event.track, time_text(event.time),
      event.latency == 0 ? "0.0" : fmt::format("{}", event.latency),
      event.last ? "null" : fmt::format("{}", event.recommendation), experiment_,
      botify_label(event.treatment));
  if (propensities_ && event.last) {
    text += R"(, "propensity": null, "candidates": null)";
  } else if (propensities_) {
    // Python's json writes a 1 of its own floats as 1.0.
    fmt::format_to(std::back_inserter(text), R"(, "propensity": {}, "candidates": {})",
                   event.told.propensity == 1 ? "1.0" : fmt::format("{}", event.told.propensity),
                   event.told.candidates);
  }
  text += "}\n";
}

}  // namespace reprise
