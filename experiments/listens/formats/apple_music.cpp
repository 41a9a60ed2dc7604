// Reads "Apple Music Play Activity.csv" of Apple's data and privacy export. Columns differ over the
// years. Seen in files of 2018 to 2024.
#include <algorithm>
#include <array>

#include <xxhash.h>

#include "experiments/listens/listens_format.h"
#include "experiments/listens/text/csv_records.h"

namespace reprise {
namespace {

enum Column : std::size_t {
  kContentName,
  kSongName,
  kArtistName,
  kEndReason,
  kEventStart,
  kEventEnd,
  kEventType,
  kItemType,
  kMediaType,
  kMediaDuration,
  kPlayDuration,
  kColumns
};
constexpr std::array<std::string_view, kColumns> kNames = {"Content Name",
                                                           "Song Name",
                                                           "Artist Name",
                                                           "End Reason Type",
                                                           "Event Start Timestamp",
                                                           "Event End Timestamp",
                                                           "Event Type",
                                                           "Item Type",
                                                           "Media Type",
                                                           "Media Duration In Milliseconds",
                                                           "Play Duration Milliseconds"};

PlayEnd end_of(std::string_view reason) {
  if (reason == "NATURAL_END_OF_TRACK") return PlayEnd::heard_out;
  if (reason.starts_with("TRACK_SKIPPED_")) return PlayEnd::skipped;
  if (reason.empty() || reason == "NOT_APPLICABLE") return PlayEnd::unknown;
  return PlayEnd::stopped;
}

bool has(std::string_view text, std::string_view word) {
  return text.find(word) != std::string_view::npos;
}

// Sums without names, stations, videos and podcasts, and events that are no plays.
bool is_other(std::string_view event, std::string_view item, std::string_view media) {
  if (!event.empty() && event != "PLAY_END") return true;
  if (media == "VIDEO" || item.starts_with("AGGREGATE_")) return true;
  return has(item, "STATION") || has(item, "RADIO") || has(item, "VIDEO") || has(item, "PODCAST") ||
         has(item, "AUDIOBOOK");
}

std::int64_t milliseconds(std::string_view text) {
  const auto number = read_number_text(text);
  if (!number) return ListenRow::kNoTime;
  return in_milliseconds(*number, TimeUnit::milliseconds).value_or(ListenRow::kNoTime);
}

void read(LogBytes& bytes, ListensRows& rows) {
  CsvRecords records(bytes, ',', Quoting::rfc4180);
  records.next();
  std::array<std::size_t, kColumns> places{};
  const std::vector<std::string_view> header = records.fields();
  for (std::size_t column = 0; column < kColumns; ++column) {
    places[column] = static_cast<std::size_t>(
        std::find(header.begin(), header.end(), kNames[column]) - header.begin());
  }
  const std::size_t columns = header.size();
  records.report_faults_to(rows.take_faults());
  while (records.next()) {
    const std::vector<std::string_view>& fields = records.fields();
    if (fields.size() != columns) {
      rows.unreadable(UserError(bytes.place(records.line()),
                                fmt::format("this row has {} fields; expected {}, as in the header",
                                            fields.size(), columns)));
      continue;
    }
    const auto field = [&](Column column) {
      return places[column] < columns ? fields[places[column]] : std::string_view();
    };
    ListenRow row;
    row.title = field(kContentName).empty() ? field(kSongName) : field(kContentName);
    row.artist = field(kArtistName);
    row.end = end_of(field(kEndReason));
    row.ends_are_said = true;
    row.played = milliseconds(field(kPlayDuration));
    row.length = milliseconds(field(kMediaDuration));
    if (is_other(field(kEventType), field(kItemType), field(kMediaType))) {
      row.left_out = LeftOut::not_a_track;
    }
    const auto start = read_time_text(field(kEventStart));
    const auto end = read_time_text(field(kEventEnd));
    if (start) {
      row.time = *start;
      if (row.played == ListenRow::kNoTime && end && *end >= *start) row.played = *end - *start;
    } else if (end && field(kEventStart).empty()) {
      row.time = *end;
      row.time_is = TimeIs::end;
    }
    row.fields =
        static_cast<std::uint32_t>(XXH3_64bits(records.text().data(), records.text().size()));
    rows.add(row);
  }
}

bool recognise(const LogHead& head) {
  return head.has_columns({"Event Start Timestamp", "End Reason Type"}) &&
         (head.has_columns({"Content Name"}) || head.has_columns({"Song Name"}));
}

const ListensFormatRegistration registration(
    {"apple_music",
     "Apple Music Play Activity.csv: starts of plays, played time, lengths, why each ended",
     true,
     {"Apple Music Play Activity#.csv"},
     recognise,
     read});

}  // namespace
}  // namespace reprise
