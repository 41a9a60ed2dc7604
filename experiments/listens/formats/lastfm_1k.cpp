// Reads the data set Last.fm 1K: userid-timestamp-artid-artname-traid-traname.tsv (O. Celma, 2010).
#include <xxhash.h>

#include "experiments/listens/listens_format.h"
#include "experiments/listens/text/csv_records.h"

namespace reprise {
namespace {

constexpr std::size_t kFields = 6;

bool recognise(const LogHead& head) {
  if (head.json()) return false;
  // Without a header, the fields of the first line tell.
  std::string_view line = head.first_line();
  std::size_t fields = 1;
  std::string_view second;
  for (std::size_t begin = 0;;) {
    const std::size_t end = line.find('\t', begin);
    if (fields == 2) second = line.substr(begin, end - begin);
    if (end == std::string_view::npos) break;
    ++fields;
    begin = end + 1;
  }
  return fields == kFields && read_time_text(second).has_value();
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
     false, recognise, read});

}  // namespace
}  // namespace reprise
