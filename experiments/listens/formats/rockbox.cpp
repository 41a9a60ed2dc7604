// Reads Rockbox's .scrobbler.log (AUDIOSCROBBLER/1.1). Its times are the starts of plays in files
// of 2010 and their ends in one of 2025, under the same header.
#include <cstdlib>

#include <xxhash.h>

#include "experiments/listens/listens_format.h"
#include "experiments/listens/text/csv_records.h"

namespace reprise {
namespace {

// What is kept of a row until the file's end tells what its times are.
struct StampedRow {
  std::int64_t time = 0;    // seconds
  std::int64_t length = 0;  // seconds
  bool heard = false;       // rated L
};

struct Fits {
  std::size_t pairs = 0;  // pairs of rows that could fit
  std::size_t starts = 0;
  std::size_t ends = 0;
};

// Counts the pairs of neighbours that fit starts: the earlier one's time and length are near the
// later one's time; and those that fit ends: the later one's time without its length is near the
// earlier one's time. Only tracks that were heard can fit.
Fits count_fits(const std::vector<StampedRow>& rows) {
  constexpr std::int64_t kBefore = -3;  // lengths are rounded, and tracks may overlap
  constexpr std::int64_t kAfter = 12;   // loading the next track takes its time
  const auto near = [](std::int64_t pause) { return pause >= kBefore && pause <= kAfter; };
  Fits fits;
  for (std::size_t i = 0; i + 1 < rows.size(); ++i) {
    const StampedRow& earlier = rows[i];
    const StampedRow& later = rows[i + 1];
    if (earlier.heard || later.heard) ++fits.pairs;
    const std::int64_t between = later.time - earlier.time;
    if (earlier.heard && near(between - earlier.length)) ++fits.starts;
    if (later.heard && near(between - later.length)) ++fits.ends;
  }
  return fits;
}

Stamp decide(LogBytes& bytes, ListensRows& rows, const std::vector<StampedRow>& stamped) {
  if (rows.request().stamp != Stamp::by_data) return rows.request().stamp;
  const Fits fits = count_fits(stamped);
  const std::size_t better = std::max(fits.starts, fits.ends);
  const std::size_t worse = std::min(fits.starts, fits.ends);
  // Lengths that happen to fit are few; one in ten pairs of a listened file fits by far.
  if (better == 0 || better < 2 * worse || 20 * better < fits.pairs) {
    throw UserError(bytes.place(0),
                    fmt::format("it is unclear whether the times of this log are the starts or the "
                                "ends of plays: of {} pairs of rows {} fit starts and {} fit ends; "
                                "say which: --stamp start or --stamp end",
                                fits.pairs, fits.starts, fits.ends));
  }
  const Stamp stamp = fits.starts > fits.ends ? Stamp::start : Stamp::end;
  rows.file().notes.push_back(fmt::format(
      "its times were taken for the {} of plays: {} of {} pairs of rows fit that, {} fit the other",
      stamp == Stamp::start ? "starts" : "ends", better, fits.pairs, worse));
  return stamp;
}

void read(LogBytes& bytes, ListensRows& rows) {
  const std::size_t first = rows.used();
  std::vector<StampedRow> stamped;
  CsvRecords records(bytes, '\t', Quoting::none);
  while (records.next()) {
    const std::vector<std::string_view>& fields = records.fields();
    if (fields[0].starts_with('#') && fields.size() < 7) continue;
    // The last field, MusicBrainz's id, is missing in some.
    if (fields.size() < 7 || fields.size() > 8) {
      rows.unreadable(UserError(bytes.place(records.line()),
                                fmt::format("this row has {} fields; expected 8 between tabs: "
                                            "artist, album, title, number, length, rating, time, "
                                            "id",
                                            fields.size())));
      continue;
    }
    ListenRow row;
    row.artist = fields[0];
    row.title = fields[2];
    const auto length = read_number_text(fields[4]);
    if (length && *length > 0) {
      row.length = in_milliseconds(*length, TimeUnit::seconds).value_or(ListenRow::kNoTime);
    }
    // L: heard for half and more, which does not say how it ended.
    if (fields[5] == "S") row.end = PlayEnd::skipped;
    if (fields[5] == "L") row.end = PlayEnd::not_skipped;
    if (const auto time = read_number_text(fields[6])) {
      row.time = in_milliseconds(*time, TimeUnit::seconds).value_or(ListenRow::kNoTime);
    }
    row.fields =
        static_cast<std::uint32_t>(XXH3_64bits(records.text().data(), records.text().size()));
    const std::size_t before = rows.used();
    rows.add(row);
    if (rows.used() == before) continue;
    stamped.push_back({row.time / 1000, row.length == ListenRow::kNoTime ? 0 : row.length / 1000,
                       fields[5] == "L"});
  }
  if (stamped.empty()) return;
  rows.file().stamp = decide(bytes, rows, stamped);
  if (rows.file().stamp != Stamp::end) return;
  for (std::size_t i = 0; i < stamped.size(); ++i) {
    rows.used_row(first + i).time_is = TimeIs::end_alone;
  }
}

bool recognise(const LogHead& head) { return head.text.starts_with("#AUDIOSCROBBLER/"); }

const ListensFormatRegistration registration(
    {"rockbox",
     "Rockbox's .scrobbler.log: heard or skipped, lengths; whether its times are starts or ends is "
     "decided by the data (--stamp)",
     true,
     {".scrobbler#.log"},
     recognise,
     read});

}  // namespace
}  // namespace reprise
