// Reads plays.csv, which `reprise listens --out` writes.
#include <algorithm>
#include <array>

#include <fmt/format.h>
#include <xxhash.h>

#include "experiments/listens/listens_format.h"
#include "experiments/listens/text/csv_records.h"
#include "experiments/listens/text/time_text.h"

namespace reprise {
namespace {

// The columns in their order; later ones, which no row needs, may follow.
constexpr std::array<std::string_view, 13> kColumns = {
    "user",      "session",      "start", "played_seconds", "length_seconds",
    "length_is", "played_share", "ended", "choice",         "track",
    "id",        "artist",       "title"};

bool recognise(const LogHead& head) {
  if (head.json()) return false;
  const std::vector<std::string> header = head.header();
  return header.size() >= kColumns.size() &&
         std::equal(kColumns.begin(), kColumns.end(), header.begin());
}

PlayEnd end_named(std::string_view name) {
  if (name == "heard_out") return PlayEnd::heard_out;
  if (name == "skipped") return PlayEnd::skipped;
  if (name == "stopped") return PlayEnd::stopped;
  if (name == "not_skipped") return PlayEnd::not_skipped;
  return PlayEnd::unknown;
}

Choice choice_named(std::string_view name) {
  if (name == "own") return Choice::own;
  if (name == "recommended") return Choice::recommended;
  return Choice::unknown;
}

void take_row(const std::vector<std::string_view>& fields, ListenRow& row) {
  constexpr std::int64_t kNone = ListenRow::kNoTime;
  row.user = fields[0];
  if (const auto time = read_time_text(fields[2])) {
    row.time = *time;
  } else {
    // Seconds since the unknown first day of the log.
    row.time = read_milliseconds(fields[2], TimeUnit::seconds, kNone);
    row.relative_time = true;
  }
  row.played = read_milliseconds(fields[3], TimeUnit::seconds, kNone);
  // An estimate is made again from all plays, those of other files among them.
  if (fields[5] == "given") {
    row.length = read_milliseconds(fields[4], TimeUnit::seconds, kNone);
  }
  if (row.played == kNone) row.share = read_number_text(fields[6]).value_or(ListenRow::kNoShare);
  row.end = end_named(fields[7]);
  row.ends_are_said = !fields[7].empty();
  row.choice = choice_named(fields[8]);
  row.id = fields[10];
  row.artist = fields[11];
  row.title = fields[12];
}

void read(LogBytes& bytes, ListensRows& rows) {
  CsvRecords records(bytes, ',', Quoting::rfc4180);
  records.next();
  const std::size_t columns = records.fields().size();
  records.report_faults_to(rows.take_faults());
  while (records.next()) {
    const std::vector<std::string_view>& fields = records.fields();
    if (fields.size() != columns || columns < kColumns.size()) {
      rows.unreadable(UserError(bytes.place(records.line()),
                                fmt::format("this row has {} fields; expected {}, as in the header",
                                            fields.size(), std::max(columns, kColumns.size()))));
      continue;
    }
    ListenRow row;
    take_row(fields, row);
    row.fields =
        static_cast<std::uint32_t>(XXH3_64bits(records.text().data(), records.text().size()));
    rows.add(row);
  }
}

const ListensFormatRegistration registration(
    {"reprise_plays",
     "plays.csv of `reprise listens --out`: starts of plays, how long and how they ended; its "
     "sessions are made anew, with --gap",
     false,
     {},
     recognise,
     read});

}  // namespace
}  // namespace reprise
