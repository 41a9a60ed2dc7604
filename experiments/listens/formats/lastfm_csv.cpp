// Reads the CSV files that people's tools export from Last.fm: with a header that names artist,
// track and date in any order, or without one as artist, album, track, date.
#include <algorithm>
#include <array>
#include <optional>

#include <xxhash.h>

#include "experiments/listens/listens_format.h"
#include "experiments/listens/text/csv_records.h"
#include "experiments/listens/text/folded_name.h"

namespace reprise {
namespace {

// The places of the columns.
struct Places {
  std::size_t artist = 0;
  std::size_t title = 0;
  std::size_t time = 0;
  std::size_t number = kNone;  // a row's number, which is no field of the play
  std::size_t fields = 0;
  bool header = false;

  static constexpr std::size_t kNone = static_cast<std::size_t>(-1);
};

// Names that exports have for a column, the best first.
constexpr std::array<std::string_view, 3> kArtist = {"artist", "artist_name", "artist name"};
constexpr std::array<std::string_view, 6> kTitle = {"track",      "title", "track_name",
                                                    "track name", "song",  "name"};
constexpr std::array<std::string_view, 8> kTime = {
    "uts", "date", "utc_time", "time", "timestamp", "datetime", "date_uts", "played_at"};
constexpr std::array<std::string_view, 9> kUser = {"user",      "user_id",   "user id",
                                                   "userid",    "uid",       "username",
                                                   "user_name", "user name", "listener"};

template <std::size_t n>
std::size_t find_column(const std::vector<std::string>& header,
                        const std::array<std::string_view, n>& names) {
  for (const std::string_view name : names) {
    const auto at = std::find_if(header.begin(), header.end(), [name](const std::string& column) {
      const std::string folded = folded_name(column);
      // "Date#username": the account's name stands behind the column's.
      return folded == name || folded.substr(0, folded.find('#')) == name;
    });
    if (at != header.end()) return static_cast<std::size_t>(at - header.begin());
  }
  return Places::kNone;
}

std::optional<std::int64_t> read_time(std::string_view text) {
  if (const auto time = read_time_text(text)) return time;
  if (const auto number = read_number_text(text)) {
    if (const auto unit = unit_by_magnitude(*number)) return in_milliseconds(*number, *unit);
    // A number of seconds before 1998 is a time, if a wrong one.
    return in_milliseconds(*number, TimeUnit::seconds);
  }
  return std::nullopt;
}

// Without a header, the column of dates tells: after artist and track, with an album between them
// (as benjaminbenben.com's tool has it), or before artist and track.
std::optional<Places> places_without_header(const LogHead& head) {
  const char separator = separator_of(head.first_line());
  constexpr std::size_t kLines = 50;
  const std::vector<std::string> first = fields_of_line(head.first_line(), separator);
  std::optional<Places> places;
  for (const std::string_view line : head.first_lines(kLines)) {
    const std::vector<std::string> fields = fields_of_line(line, separator);
    const std::size_t n = fields.size();
    if (n < 3 || n > 5) continue;
    if (read_time_text(fields.back())) places = {0, n - 2, n - 1, Places::kNone, n, false};
    if (!places && read_time_text(fields.front())) places = {1, 2, 0, Places::kNone, n, false};
    if (places) break;
  }
  // A first line with a word where the others have their times is the header of another table.
  const auto is_word = [](std::string_view text) {
    return !trimmed(text).empty() && text.find_first_of("0123456789") == std::string_view::npos;
  };
  if (places && first.size() == places->fields && is_word(first[places->time])) return std::nullopt;
  return places;
}

std::optional<Places> places_of(const LogHead& head) {
  if (head.json()) return std::nullopt;
  const std::vector<std::string> header = head.header();
  Places places;
  places.artist = find_column(header, kArtist);
  places.title = find_column(header, kTitle);
  places.time = find_column(header, kTime);
  places.fields = header.size();
  if (places.artist != Places::kNone && places.title != Places::kNone &&
      places.time != Places::kNone) {
    // A table with a column of users is a service's: its users would become one person here.
    if (find_column(header, kUser) != Places::kNone) return std::nullopt;
    if (header.front().empty()) places.number = 0;
    places.header = true;
    return places;
  }
  return places_without_header(head);
}

// Returns the hash of all fields but the row's number.
std::uint32_t hash_of(const CsvRecords& records, const Places& places) {
  std::string_view text = records.text();
  if (places.number == 0) text.remove_prefix(std::min(text.find_first_of(",;\t"), text.size()));
  return static_cast<std::uint32_t>(XXH3_64bits(text.data(), text.size()));
}

bool recognise(const LogHead& head) {
  if (head.has_columns({"Content Name"}) || head.has_columns({"Song Name"})) return false;
  const std::optional<Places> places = places_of(head);
  return places && (places->header || separator_of(head.first_line()) != '\t');
}

void read(LogBytes& bytes, ListensRows& rows) {
  const LogHead head{bytes.head(), rows.request()};
  const std::optional<Places> found = places_of(head);
  if (!found) {
    throw UserError(bytes.place(1), "this is no CSV of scrobbles; expected artist, track and date");
  }
  const Places places = *found;
  CsvRecords records(bytes, separator_of(head.first_line()), Quoting::rfc4180);
  if (places.header) records.next();
  records.report_faults_to(rows.take_faults());
  while (records.next()) {
    const std::vector<std::string_view>& fields = records.fields();
    if (fields.size() != places.fields) {
      rows.unreadable(UserError(bytes.place(records.line()),
                                fmt::format("this row has {} fields; expected {}, as in the first "
                                            "row",
                                            fields.size(), places.fields)));
      continue;
    }
    ListenRow row;
    row.artist = fields[places.artist];
    row.title = fields[places.title];
    const auto time = read_time(fields[places.time]);
    if (!time) refuse_month_first(fields[places.time], bytes.place(records.line()));
    row.time = time.value_or(ListenRow::kNoTime);
    row.fields = hash_of(records, places);
    rows.add(row);
  }
}

const ListensFormatRegistration registration(
    {"lastfm_csv",
     "CSV that people's tools export from Last.fm: starts of plays, with a header that has artist, "
     "track and date, or as artist, album, track, date",
     true,
     {"scrobbles#.csv", "lastfm#.csv", "recenttracks#.csv"},
     recognise,
     read});

}  // namespace
}  // namespace reprise
