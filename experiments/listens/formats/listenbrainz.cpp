// Reads listens of ListenBrainz: the dump's and the export's JSON lines (*.listens), answers of its
// API ({"payload": {"listens": [...]}}), and the array of old exports.
#include <algorithm>

#include "experiments/listens/listens_format.h"
#include "experiments/listens/text/folded_name.h"
#include "experiments/listens/text/json_objects.h"

namespace reprise {
namespace {

namespace dom = simdjson::dom;

std::int64_t duration(dom::element value, TimeUnit unit) {
  const auto number = number_or_text(value);
  if (!number) return ListenRow::kNoTime;
  return in_milliseconds(*number, unit).value_or(ListenRow::kNoTime);
}

void take_additional(dom::object info, ListenRow& row) {
  for (const auto [key, value] : info) {
    if (key == "duration_ms") {
      row.length = duration(value, TimeUnit::milliseconds);
    } else if (key == "duration" && row.length == ListenRow::kNoTime) {
      row.length = duration(value, TimeUnit::seconds);
    } else if (key == "ms_played") {
      row.played = duration(value, TimeUnit::milliseconds);
    } else if (key == "duration_played" && row.played == ListenRow::kNoTime) {
      row.played = duration(value, TimeUnit::seconds);
    }
  }
}

// Returns whether the object is a listen.
bool take_listen(dom::object listen, ListensRows& rows) {
  ListenRow row;
  bool known = false;
  bool playing = false;
  std::string_view user_name;
  std::string user_id;
  for (const auto [key, value] : listen) {
    if (key == "listened_at" || key == "timestamp") {
      // Seconds; nanoseconds by mistake in some, told by their magnitude.
      if (const auto number = number_or_text(value)) {
        row.time = seconds_by_magnitude(*number).value_or(ListenRow::kNoTime);
      }
      known = true;
    } else if (key == "playing_now") {
      playing = value.is_bool() && bool(value);
    } else if (key == "user_name") {
      user_name = text_or_empty(value);
    } else if (key == "user_id") {
      const std::string_view text = text_or_empty(value);
      user_id = text.empty() && !value.is_null() ? simdjson::to_string(value) : std::string(text);
    } else if (key == "track_metadata") {
      dom::object metadata;
      if (value.get(metadata) != simdjson::SUCCESS) continue;
      known = true;
      for (const auto [name, entry] : metadata) {
        dom::object info;
        if (name == "artist_name") {
          row.artist = text_or_empty(entry);
        } else if (name == "track_name") {
          row.title = text_or_empty(entry);
        } else if (name == "additional_info" && entry.get(info) == simdjson::SUCCESS) {
          take_additional(info, row);
        }
      }
    }
  }
  if (!known) return false;
  row.user = user_name.empty() ? std::string_view(user_id) : user_name;
  // ListenBrainz asks for both names. Its msid is a hash of them, so names are the identity.
  if (playing) row.left_out = LeftOut::now_playing;
  if (trimmed(row.artist).empty() || trimmed(row.title).empty()) row.left_out = LeftOut::no_track;
  row.fields = static_cast<std::uint32_t>(json_hash(listen));
  rows.add(row);
  return true;
}

// Takes an answer of the API. Returns whether the object is one. A track that plays now stands in
// an answer of its own kind ("playing_now": true), without a time.
bool take_answer(dom::object object, ListensRows& rows) {
  dom::object payload;
  if (object["payload"].get(payload) != simdjson::SUCCESS) return false;
  dom::array listens;
  if (payload["listens"].get(listens) != simdjson::SUCCESS) return false;
  bool playing = false;
  if (payload["playing_now"].get(playing) != simdjson::SUCCESS) playing = false;
  for (const dom::element element : listens) {
    dom::object listen;
    if (element.get(listen) != simdjson::SUCCESS) return false;
    if (playing) {
      rows.leave_out(LeftOut::now_playing);
    } else if (!take_listen(listen, rows)) {
      return false;
    }
  }
  return true;
}

void read(LogBytes& bytes, ListensRows& rows) {
  JsonObjects objects(bytes);
  objects.report_faults_to(rows.take_faults());
  while (const auto object = objects.next()) {
    if (take_listen(*object, rows) || take_answer(*object, rows)) continue;
    rows.unreadable(UserError(objects.place(),
                              "this is no listen of ListenBrainz, which has 'listened_at' and "
                              "'track_metadata'; are two files in one?"));
  }
}

bool recognise(const LogHead& head) {
  if (!head.json()) return false;
  return head.first_has_key("track_metadata") &&
         (head.first_has_key("listened_at") || head.first_has_key("timestamp") ||
          head.first_has_key("payload") || head.first_has_key("playing_now"));
}

const ListensFormatRegistration registration({"listenbrainz",
                                              "listens of ListenBrainz (*.listens of the dump and "
                                              "of exports, answers of its API): starts of "
                                              "plays; lengths and played time in some",
                                              true,
                                              {"#.listens", "#.jsonl", "listens#.jsonl"},
                                              recognise,
                                              read});

}  // namespace
}  // namespace reprise
