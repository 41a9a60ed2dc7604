// Reads the data set Last.fm 1K: userid-timestamp-artid-artname-traid-traname.tsv (O. Celma, 2010).
#include <algorithm>

#include <xxhash.h>

#include "experiments/listens/listens_format.h"
#include "experiments/listens/text/csv_records.h"

namespace reprise {
namespace {

constexpr std::size_t kFields = 6;

// Without a header, the first lines tell: most have six fields, and a time in the second.
bool recognise(const LogHead& head) {
  constexpr std::size_t kLines = 50;
  const std::vector<std::string_view> lines = head.first_lines(kLines);
  std::size_t timed = 0;
  for (const std::string_view line : lines) {
    const auto tabs = static_cast<std::size_t>(std::count(line.begin(), line.end(), '\t'));
    if (tabs + 1 != kFields) continue;
    const std::size_t begin = line.find('\t') + 1;
    if (read_time_text(line.substr(begin, line.find('\t', begin) - begin))) ++timed;
  }
  return 2 * timed >= lines.size() && timed > 0;
}

void read(LogBytes& bytes, ListensRows& rows) {
  // Quotes are letters: a reader with CSV's quoting loses thousands of rows.
  CsvRecords records(bytes, '\t', Quoting::none);
  while (records.next()) {
    const std::vector<std::string_view>& fields = records.fields();
    if (fields.size() != kFields) {
      rows.unreadable(
          UserError(bytes.place(records.line()),
                    fmt::format("this row has {} fields; expected 6 between tabs: user, "
                                "time, artist's id, artist, track's id, track",
                                fields.size())));
      continue;
    }
    ListenRow row;
    row.user = fields[0];
    row.time = read_time_text(fields[1]).value_or(ListenRow::kNoTime);
    // Ids are empty for a third of the artists and for many tracks, so names are the identity.
    row.artist = fields[3];
    row.title = fields[5];
    if (row.title.empty()) row.id = fields[4];
    row.fields =
        static_cast<std::uint32_t>(XXH3_64bits(records.text().data(), records.text().size()));
    rows.add(row);
  }
}

const ListensFormatRegistration registration(
    {"lastfm_1k",
     "the data set Last.fm 1K (userid-timestamp-artid-artname-traid-traname.tsv): starts of plays "
     "of 992 people",
     false,
     {},
     recognise,
     read});

}  // namespace
}  // namespace reprise
