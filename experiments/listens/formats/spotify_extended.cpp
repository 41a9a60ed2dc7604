// Reads Spotify's extended streaming history: Streaming_History_Audio_*.json, and endsong_*.json
// from before 2023. Seen in files of 2011 to 2025.
#include "experiments/listens/listens_format.h"
#include "experiments/listens/text/json_objects.h"

namespace reprise {
namespace {

namespace dom = simdjson::dom;

// The reason tells how a play ended. The flag `skipped` is null in most old rows, and true in new
// ones for whatever the listener chose.
PlayEnd end_of(std::string_view reason) {
  if (reason == "trackdone") return PlayEnd::heard_out;
  if (reason == "fwdbtn" || reason == "backbtn") return PlayEnd::skipped;
  if (reason.empty() || reason == "unknown") return PlayEnd::unknown;
  return PlayEnd::stopped;
}

// Takes the fields of a row; returns whether the object is a row.
bool take_fields(dom::object object, ListenRow& row) {
  bool known = false;
  bool other = false;  // a podcast or an audiobook
  for (const auto [key, value] : object) {
    if (key == "ts") {
      known = true;
      row.time = read_time_text(text_or_empty(value)).value_or(ListenRow::kNoTime);
    } else if (key == "ms_played") {
      if (const auto played = number_or_text(value)) {
        row.played = in_milliseconds(*played, TimeUnit::milliseconds).value_or(-1);
      }
    } else if (key == "master_metadata_track_name") {
      known = true;
      row.title = text_or_empty(value);
    } else if (key == "master_metadata_album_artist_name") {
      row.artist = text_or_empty(value);
    } else if (key == "spotify_track_uri") {
      row.id = text_or_empty(value);
    } else if (key == "episode_name" || key == "spotify_episode_uri" || key == "audiobook_title" ||
               key == "audiobook_uri" || key == "audiobook_chapter_uri" ||
               key == "audiobook_chapter_title") {
      other = other || !text_or_empty(value).empty();
    } else if (key == "reason_end") {
      row.end = end_of(text_or_empty(value));
    } else if (key == "username") {
      row.user = text_or_empty(value);
    } else if (key == "incognito_mode") {
      row.private_play = value.is_bool() && bool(value);
    }
  }
  if (other || row.id.starts_with("spotify:episode:") || row.id.starts_with("spotify:video:") ||
      row.id.starts_with("spotify:ad:")) {
    row.left_out = LeftOut::not_a_track;
  }
  return known;
}

void read(LogBytes& bytes, ListensRows& rows) {
  // Videos have the keys of tracks: only the file's name tells them apart.
  const bool videos = bytes.name().find("Streaming_History_Video") != std::string::npos;
  JsonObjects objects(bytes);
  objects.report_faults_to(rows.take_faults());
  while (const auto object = objects.next()) {
    ListenRow row;
    if (!take_fields(*object, row)) {
      rows.unreadable(UserError(objects.place(),
                                "this is no row of Spotify's extended history, which has 'ts' and "
                                "'master_metadata_track_name'; are two files in one?"));
      continue;
    }
    if (videos) row.left_out = LeftOut::not_a_track;
    row.time_is = TimeIs::end;
    row.ends_are_said = true;
    row.fields = static_cast<std::uint32_t>(json_hash(*object));
    rows.add(row);
  }
}

bool recognise(const LogHead& head) {
  return head.json() && head.first_has_key("ts") && head.first_has_key("ms_played") &&
         head.first_has_key("master_metadata_track_name");
}

const ListensFormatRegistration registration(
    {"spotify_extended",
     "Spotify's extended streaming history (Streaming_History_Audio_*.json, before 2023 "
     "endsong_*.json): ends of plays, played time, why each ended",
     true,
     {"Streaming_History_Audio#.json", "Streaming_History_Video#.json", "endsong#.json"},
     recognise,
     read});

}  // namespace
}  // namespace reprise
