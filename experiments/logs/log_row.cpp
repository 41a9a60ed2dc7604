#include "experiments/logs/log_row.h"

#include <algorithm>
#include <cmath>

#include <fmt/format.h>
#include <simdjson.h>

#include "experiments/logs/log_text.h"
#include "sim/world/user_fields.h"

namespace reprise {
namespace {

namespace dom = simdjson::dom;

static_assert(LogText::kPadding >= simdjson::SIMDJSON_PADDING);

// More names than these are not treatments but other data under a wrong key, and every row would
// add a name.
constexpr std::size_t kMostTreatments = 100;
constexpr std::size_t kMostExperiments = 1000;

// Limits far beyond any log, and small enough for the squares of sums to be finite.
constexpr double kMostMilliseconds = 1e15;
constexpr double kMostTime = 1e6;
constexpr double kMostSeconds = 1e9;

// A key of a row, and the value expected for it.
struct Key {
  std::string_view name;
  const char* expected;
};
enum KeyIndex { kMessage, kTimestamp, kUser, kTrack, kTime, kLatency, kExperiments, kKeys };
constexpr Key kRowKeys[kKeys] = {
    {"message", "\"next\" or \"last\""},
    {"timestamp", "milliseconds since 1970"},
    {"user", "the id of a user"},
    {"track", "the number of a track, not below 0"},
    {"time", "the share of the track listened to, 0 to 1"},
    {"latency", "seconds"},
    {"experiments", "a map of experiments and treatments, {\"NAME\": \"C\"}"},
};
// Keys that a row need not have, and the values expected for them.
constexpr Key kRecommendation = {"recommendation", "the number of a track, or null"};
constexpr Key kPropensity = {"propensity",
                             "the probability of the recommendation, above 0 and up to 1, or null"};
constexpr Key kCandidates = {
    "candidates", "how many tracks might have been recommended, a list of them, or null"};

// Returns a value as messages show it; long values are cut.
std::string shown(dom::element value) {
  std::string text = simdjson::to_string(value);
  constexpr std::size_t kLongest = 60;
  if (text.size() > kLongest) text = fmt::format("{}...", text.substr(0, kLongest - 3));
  return text;
}

std::string wrong(const Key& key, dom::element value) {
  return fmt::format("'{}' is {}; expected {}", key.name, shown(value), key.expected);
}

// Returns the index of a name. A new name is added when there is room, else the index is the size
// of the list.
std::size_t index_of(std::vector<std::string>& names, std::string_view name, std::size_t most) {
  const auto at = std::find(names.begin(), names.end(), name);
  const auto index = static_cast<std::size_t>(at - names.begin());
  if (at == names.end() && names.size() < most) names.emplace_back(name);
  return index;
}

// Reads a number whose absolute value is at most `most`. Returns false when it is no such number.
bool read_number(dom::element value, double most, double& number) {
  return value.get(number) == simdjson::SUCCESS && std::abs(number) <= most;
}

bool read_integer(dom::element value, std::int64_t& number) {
  return value.get(number) == simdjson::SUCCESS;
}

// Takes text, too, which has a number in worlds as in logs. `text` is empty for a number.
bool read_user(dom::element value, std::int64_t& user, std::string_view& text) {
  text = {};
  if (value.get(text) != simdjson::SUCCESS) return read_integer(value, user);
  user = number_of_user(text);
  return !text.empty();
}

bool read_track(dom::element value, std::int64_t& track) {
  return read_integer(value, track) && track >= 0;
}

bool read_propensity(dom::element value, double& propensity) {
  return read_number(value, 1, propensity) && propensity > 0;
}

// Reads a number of tracks, or a list of them.
bool read_candidates(dom::element value, LogRow& row) {
  constexpr std::int64_t kMost = std::numeric_limits<std::uint32_t>::max();
  std::int64_t number = 0;
  dom::array tracks;
  if (value.get(tracks) == simdjson::SUCCESS) {
    for (const dom::element track : tracks) {
      if (!read_track(track, row.candidate_ids.emplace_back())) return false;
    }
    number = static_cast<std::int64_t>(row.candidate_ids.size());
  } else if (!read_integer(value, number)) {
    return false;
  }
  if (number < 1 || number > kMost) return false;
  row.candidates = static_cast<std::uint32_t>(number);
  return true;
}

bool read_message(dom::element value, bool& last) {
  std::string_view message;
  if (value.get(message) != simdjson::SUCCESS) return false;
  last = message == "last";
  return last || message == "next";
}

}  // namespace

struct LogRowReader::Parser {
  dom::parser json;
  std::string_view user_text;  // of the row last read; in the parser's memory

  // Reads a row's experiments. Returns the fault in them, or "".
  static std::string read_experiments(dom::element value, LogRowReader& reader, LogRow& row);
};

std::string LogRowReader::Parser::read_experiments(dom::element value, LogRowReader& reader,
                                                   LogRow& row) {
  dom::object experiments;
  if (value.get(experiments) != simdjson::SUCCESS) return wrong(kRowKeys[kExperiments], value);
  for (const dom::key_value_pair named : experiments) {
    index_of(reader.experiments_, named.key, kMostExperiments);
    if (!reader.given_ && reader.experiment_.empty()) reader.experiment_ = named.key;
    if (named.key != reader.experiment_) continue;
    std::string_view treatment;
    if (named.value.get(treatment) != simdjson::SUCCESS || treatment.empty()) {
      return fmt::format("the treatment of '{}' is {}; expected a name such as \"C\" or \"T1\"",
                         named.key, shown(named.value));
    }
    const std::size_t index = index_of(reader.treatments_, treatment, kMostTreatments);
    if (index == kMostTreatments) {
      return fmt::format("'{}' is treatment number {} of '{}'; expected {} at most", treatment,
                         kMostTreatments + 1, named.key, kMostTreatments);
    }
    row.treatment = static_cast<std::uint32_t>(index);
  }
  return {};
}

LogRowReader::LogRowReader(std::optional<std::string> experiment)
    : parser_(std::make_unique<Parser>()),
      experiment_(experiment.value_or("")),
      given_(experiment.has_value()) {}

LogRowReader::~LogRowReader() = default;

std::string_view LogRowReader::user_text() const { return parser_->user_text; }

std::string LogRowReader::read(std::string_view line, LogRow& row) {
  dom::object object;
  constexpr bool kPadded = false;  // realloc_if_needed of simdjson: the line is padded already
  if (parser_->json.parse(line.data(), line.size(), kPadded).get(object) != simdjson::SUCCESS) {
    return "this is not a JSON object; expected one row of botify's log, {\"message\": \"next\", "
           "...}, "
           "a line";
  }
  row.recommendation = LogRow::kNoTrack;
  row.treatment = LogRow::kNoTreatment;
  row.propensity = 0;
  row.candidates = 0;
  row.candidate_ids.clear();
  unsigned found = 0;
  // Read the keys in the order of the row, which may be any.
  for (const auto [key, value] : object) {
    bool sound = true;
    int which = 0;
    while (which < kKeys && key != kRowKeys[which].name) ++which;
    switch (which) {
      case kMessage:
        sound = read_message(value, row.last);
        break;
      case kTimestamp:
        sound = read_number(value, kMostMilliseconds, row.timestamp);
        break;
      case kUser:
        sound = read_user(value, row.user, parser_->user_text);
        break;
      case kTrack:
        sound = read_track(value, row.track);
        break;
      case kTime:
        sound = read_number(value, kMostTime, row.time);
        break;
      case kLatency:
        sound = read_number(value, kMostSeconds, row.latency);
        break;
      case kExperiments: {
        std::string complaint = Parser::read_experiments(value, *this, row);
        if (!complaint.empty()) return complaint;
        break;
      }
      default:
        if (value.is_null()) continue;
        if (key == kRecommendation.name && !read_track(value, row.recommendation)) {
          return wrong(kRecommendation, value);
        }
        if (!propensities_) continue;
        if (key == kPropensity.name && !read_propensity(value, row.propensity)) {
          return wrong(kPropensity, value);
        }
        if (key == kCandidates.name && !read_candidates(value, row)) {
          return wrong(kCandidates, value);
        }
        continue;
    }
    if (!sound) return wrong(kRowKeys[which], value);
    found |= 1u << static_cast<unsigned>(which);
  }
  // Check that no key is missing.
  for (unsigned key = 0; key < kKeys; ++key) {
    if ((found & (1u << key)) == 0) {
      return fmt::format("the key '{}' is missing; expected {}", kRowKeys[key].name,
                         kRowKeys[key].expected);
    }
  }
  return {};
}

}  // namespace reprise
