// Reads botify's logs: one JSON object for each track that was played, with the share heard.
#include <unordered_map>

#include <xxhash.h>

#include "experiments/listens/listens_format.h"
#include "experiments/logs/log_row.h"
#include "experiments/logs/log_text.h"

namespace reprise {
namespace {

static_assert(LogBytes::kPadding >= LogText::kPadding);

void read(LogBytes& bytes, ListensRows& rows) {
  LogRowReader reader{std::nullopt};
  // The recommendation that a user's session waits for.
  std::unordered_map<std::int64_t, std::int64_t> expected;
  std::uint64_t later = 0;  // rows within a session
  std::uint64_t other = 0;  // those that do not play what was recommended
  LogRow log_row;
  std::string user;
  std::string track;
  for (std::uint64_t line = 1; const auto text = bytes.next_line(); ++line) {
    if (text->find_first_not_of(" \t") == std::string_view::npos) continue;
    const std::string complaint = reader.read(*text, log_row);
    if (!complaint.empty()) {
      rows.unreadable(UserError(bytes.place(line), complaint));
      continue;
    }
    ListenRow row;
    user = std::to_string(log_row.user);
    track = std::to_string(log_row.track);
    row.user = user;
    row.id = track;
    row.time =
        in_milliseconds(log_row.timestamp, TimeUnit::milliseconds).value_or(ListenRow::kNoTime);
    row.share = log_row.time < 0 ? -2 : log_row.time;
    row.session_ends = log_row.last;
    const auto waiting = expected.find(log_row.user);
    if (waiting == expected.end()) {
      row.choice = Choice::own;
    } else {
      ++later;
      const bool recommended = waiting->second == log_row.track;
      row.choice = recommended ? Choice::recommended : Choice::unknown;
      if (!recommended) ++other;
    }
    if (log_row.last) {
      expected.erase(log_row.user);
    } else {
      expected[log_row.user] = log_row.recommendation;
    }
    row.fields = static_cast<std::uint32_t>(XXH3_64bits(text->data(), text->size()));
    rows.add(row);
  }
  if (other > 0) {
    rows.file().notes.push_back(
        fmt::format("{} of {} rows do not play what was recommended before: is the file of another "
                    "replica missing, or did simulators run at once?",
                    other, later));
  }
}

bool recognise(const LogHead& head) {
  return head.json() && head.first_has_key("message") && head.first_has_key("experiments") &&
         head.first_has_key("track") && head.first_has_key("time");
}

const ListensFormatRegistration registration(
    {"botify",
     "logs of botify, of a real service or of a run with `log:`: the share heard of each track, "
     "what was recommended, where sessions end",
     false, recognise, read});

}  // namespace
}  // namespace reprise
