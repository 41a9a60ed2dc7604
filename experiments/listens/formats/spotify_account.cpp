// Reads the history in Spotify's account data: StreamingHistory*.json, of music, podcasts and
// audiobooks. Seen in files of 2019 to 2025.
#include "experiments/listens/listens_format.h"
#include "experiments/listens/text/json_objects.h"

namespace reprise {
namespace {

namespace dom = simdjson::dom;

bool take_fields(dom::object object, ListenRow& row) {
  bool known = false;
  bool other = false;
  for (const auto [key, value] : object) {
    if (key == "endTime") {
      known = true;
      row.time = read_time_text(text_or_empty(value)).value_or(ListenRow::kNoTime);
    } else if (key == "msPlayed") {
      if (const auto played = number_or_text(value)) {
        row.played = in_milliseconds(*played, TimeUnit::milliseconds).value_or(-1);
      }
    } else if (key == "artistName") {
      row.artist = text_or_empty(value);
    } else if (key == "trackName") {
      row.title = text_or_empty(value);
    } else if (key == "podcastName" || key == "episodeName" || key == "audiobookName" ||
               key == "chapterName" || key == "authorName") {
      other = true;
    }
  }
  if (other) row.left_out = LeftOut::not_a_track;
  return known;
}

void read(LogBytes& bytes, ListensRows& rows) {
  JsonObjects objects(bytes);
  objects.report_faults_to(rows.take_faults());
  while (const auto object = objects.next()) {
    ListenRow row;
    if (!take_fields(*object, row)) {
      rows.unreadable(UserError(objects.place(),
                                "this is no row of Spotify's account data, which has 'endTime' and "
                                "'msPlayed'; are two files in one?"));
      continue;
    }
    row.time_is = TimeIs::end_minute;
    row.fields = static_cast<std::uint32_t>(json_hash(*object));
    rows.add(row);
  }
}

bool recognise(const LogHead& head) {
  return head.json() && head.first_has_key("endTime") && head.first_has_key("msPlayed");
}

const ListensFormatRegistration registration(
    {"spotify_account",
     "the year of history in Spotify's account data (StreamingHistory*.json): ends of plays to the "
     "minute, played time; nothing says how a play ended",
     true,
     {"StreamingHistory#.json", "StreamingHistory_music#.json", "StreamingHistory_podcast#.json",
      "StreamingHistory_audiobook#.json"},
     recognise,
     read});

}  // namespace
}  // namespace reprise
