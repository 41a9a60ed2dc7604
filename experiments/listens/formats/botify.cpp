// Reads botify's logs: one JSON object for each track that was played, with the share heard.
#include <string>

#include <xxhash.h>

#include "experiments/listens/listens_format.h"
#include "experiments/logs/log_row.h"
#include "experiments/logs/log_text.h"

namespace reprise {
namespace {

static_assert(LogBytes::kPadding >= LogText::kPadding);

void read(LogBytes& bytes, ListensRows& rows) {
  LogRowReader reader{std::nullopt};
  LogRow log_row;
  std::string user;
  std::string track;
  std::string next;
  for (std::uint64_t line = 1; const auto text = bytes.next_line(); ++line) {
    if (text->find_first_not_of(" \t") == std::string_view::npos) continue;
    const std::string complaint = reader.read(*text, log_row);
    if (!complaint.empty()) {
      rows.unreadable(UserError(bytes.place(line), complaint));
      continue;
    }
    ListenRow row;
    user =
        reader.user_text().empty() ? std::to_string(log_row.user) : std::string(reader.user_text());
    track = std::to_string(log_row.track);
    row.user = user;
    row.id = track;
    row.time =
        in_milliseconds(log_row.timestamp, TimeUnit::milliseconds).value_or(ListenRow::kNoTime);
    row.share = log_row.time < 0 ? -2 : log_row.time;
    row.session_ends = log_row.last;
    // What this session waited for may stand in another replica's file.
    row.choice = Choice::by_order;
    if (!log_row.last && log_row.recommendation != LogRow::kNoTrack) {
      next = std::to_string(log_row.recommendation);
      row.next_id = next;
    }
    row.fields = static_cast<std::uint32_t>(XXH3_64bits(text->data(), text->size()));
    rows.add(row);
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
     false,
     {},
     recognise,
     read});

}  // namespace
}  // namespace reprise
