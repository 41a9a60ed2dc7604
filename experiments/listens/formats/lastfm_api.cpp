// Reads pages of Last.fm's API, user.getRecentTracks in JSON: one page a file, several in an array,
// or one a line; or the tracks of such pages.
#include "experiments/listens/listens_format.h"
#include "experiments/listens/text/json_objects.h"

namespace reprise {
namespace {

namespace dom = simdjson::dom;

// Returns the text of a value that is a text, or an object with the text under "#text" or "name".
std::string_view name_in(dom::element value) {
  dom::object object;
  if (value.get(object) != simdjson::SUCCESS) return text_or_empty(value);
  for (const char* key : {"#text", "name"}) {
    dom::element name;
    if (object[key].get(name) == simdjson::SUCCESS) return text_or_empty(name);
  }
  return {};
}

void take_track(dom::object track, std::string_view user, ListensRows& rows) {
  ListenRow row;
  row.user = user;
  bool now_playing = false;
  for (const auto [key, value] : track) {
    if (key == "artist") {
      row.artist = name_in(value);
    } else if (key == "name") {
      row.title = text_or_empty(value);
    } else if (key == "date") {
      dom::element uts;
      if (value["uts"].get(uts) == simdjson::SUCCESS) {
        if (const auto seconds = number_or_text(uts)) {
          row.time = seconds_by_magnitude(*seconds).value_or(ListenRow::kNoTime);
        }
      } else if (const auto time = read_time_text(name_in(value))) {
        row.time = *time;
      }
    } else if (key == "@attr") {
      dom::element flag;
      if (value["nowplaying"].get(flag) == simdjson::SUCCESS) {
        now_playing = text_or_empty(flag) == "true" || (flag.is_bool() && bool(flag));
      }
    }
  }
  if (now_playing) row.left_out = LeftOut::now_playing;
  row.fields = static_cast<std::uint32_t>(json_hash(track));
  rows.add(row);
}

// Takes the tracks of a page; a page of one track has it without an array. Returns whether the
// object is a page.
bool take_page(dom::object object, ListensRows& rows) {
  dom::object page;
  if (object["recenttracks"].get(page) != simdjson::SUCCESS) return false;
  std::string_view user;
  dom::element named;
  if (page["@attr"]["user"].get(named) == simdjson::SUCCESS) user = text_or_empty(named);
  dom::element tracks;
  if (page["track"].get(tracks) != simdjson::SUCCESS) return true;
  dom::object one;
  if (tracks.get(one) == simdjson::SUCCESS) {
    take_track(one, user, rows);
    return true;
  }
  dom::array several;
  if (tracks.get(several) != simdjson::SUCCESS) return false;
  for (const dom::element track : several) {
    if (track.get(one) != simdjson::SUCCESS) return false;
    take_track(one, user, rows);
  }
  return true;
}

bool is_track(dom::object object) {
  dom::element ignored;
  return object["name"].get(ignored) == simdjson::SUCCESS &&
         object["artist"].get(ignored) == simdjson::SUCCESS;
}

void read(LogBytes& bytes, ListensRows& rows) {
  JsonObjects objects(bytes);
  objects.report_faults_to(rows.take_faults());
  while (const auto object = objects.next()) {
    if (take_page(*object, rows)) continue;
    if (is_track(*object)) {
      take_track(*object, {}, rows);
      continue;
    }
    rows.unreadable(UserError(objects.place(),
                              "this is no page of Last.fm's API; expected {\"recenttracks\": "
                              "{\"track\": [...]}}, or its tracks"));
  }
}

bool recognise(const LogHead& head) {
  if (!head.json()) return false;
  if (head.first_has_key("recenttracks")) return true;
  return head.first_has_key("artist") && head.first_has_key("name") &&
         (head.first_has_key("uts") || head.first_has_key("nowplaying"));
}

const ListensFormatRegistration registration(
    {"lastfm_api",
     "pages of Last.fm's API, user.getRecentTracks in JSON: starts of plays",
     true,
     {"#.json", "page#.json", "recenttracks#.json"},
     recognise,
     read});

}  // namespace
}  // namespace reprise
