#include "experiments/listens/table_rows.h"

#include <algorithm>
#include <array>
#include <cmath>

#include <fmt/format.h>
#include <xxhash.h>

#include "experiments/listens/listens_format.h"
#include "experiments/listens/text/csv_records.h"
#include "experiments/listens/text/folded_name.h"
#include "experiments/listens/text/json_objects.h"
#include "experiments/statistics/sample_quantile.h"
#include "sim/support/suggestion.h"

namespace reprise {
namespace {

namespace dom = simdjson::dom;

// The rows from which units are told.
constexpr std::size_t kRowsForUnits = 500;

bool is_yes(std::string_view value) {
  if (value.size() == 1 && (value[0] == '0' || value[0] == '1')) return value[0] == '1';
  const std::string folded = folded_name(value);
  constexpr std::array<std::string_view, 7> kYes = {"1", "1.0", "true", "t", "yes", "y", "on"};
  return std::find(kYes.begin(), kYes.end(), folded) != kYes.end();
}

// Values that tables have where there is none.
bool is_missing(std::string_view value) {
  return value.empty() || value == "null" || value == "NULL" || value == "None" || value == "nan" ||
         value == "NaN" || value == "\\N";
}

const char* unit_name(TimeUnit unit) {
  constexpr std::array<const char*, 4> kNames = {"seconds", "milliseconds", "microseconds",
                                                 "nanoseconds"};
  return kNames[static_cast<std::size_t>(unit)];
}

double median_of(std::vector<double> values) {
  std::sort(values.begin(), values.end());
  return sample_quantile(values, 0.5);
}

// Returns the place of each column in the header.
std::vector<std::size_t> find_columns(const std::vector<std::string>& header,
                                      const std::vector<TableColumn>& columns,
                                      const LogBytes& bytes) {
  std::vector<std::size_t> places;
  for (const TableColumn& column : columns) {
    const auto at = std::find(header.begin(), header.end(), column.name);
    if (at == header.end()) {
      throw UserError(bytes.place(1),
                      fmt::format("there is no column '{}' for {}{}; the file has {}", column.name,
                                  role_name(column.role), did_you_mean(column.name, header),
                                  fmt::join(header, ", ")));
    }
    places.push_back(static_cast<std::size_t>(at - header.begin()));
  }
  return places;
}

void read_separated(LogBytes& bytes, const std::vector<TableColumn>& columns, ListensRows& rows) {
  const LogHead head{bytes.head(), rows.request()};
  const std::vector<std::string> header = head.header();
  const std::vector<std::size_t> places = find_columns(header, columns, bytes);
  const char separator = separator_of(head.first_line());
  CsvRecords records(bytes, separator, separator == '\t' ? Quoting::none : Quoting::rfc4180);
  records.next();
  records.report_faults_to(rows.take_faults());
  TableRows table(columns, rows, bytes.name());
  std::vector<std::string_view> values(columns.size());
  while (records.next()) {
    const std::vector<std::string_view>& fields = records.fields();
    if (fields.size() != header.size()) {
      rows.unreadable(UserError(bytes.place(records.line()),
                                fmt::format("this row has {} fields; expected {}, as in the header",
                                            fields.size(), header.size())));
      continue;
    }
    for (std::size_t i = 0; i < values.size(); ++i) values[i] = fields[places[i]];
    table.add(values, static_cast<std::uint32_t>(
                          XXH3_64bits(records.text().data(), records.text().size())));
  }
  table.finish();
}

// Finds a value by its key, or by keys with dots between them, as in "track.id".
bool find_value(dom::object object, std::string_view name, dom::element& value) {
  if (object[name].get(value) == simdjson::SUCCESS) return true;
  const std::size_t dot = name.find('.');
  dom::object inner;
  return dot != std::string_view::npos &&
         object[name.substr(0, dot)].get(inner) == simdjson::SUCCESS &&
         find_value(inner, name.substr(dot + 1), value);
}

void read_json(LogBytes& bytes, const std::vector<TableColumn>& columns, ListensRows& rows) {
  JsonObjects objects(bytes);
  objects.report_faults_to(rows.take_faults());
  TableRows table(columns, rows, bytes.name());
  std::vector<std::string_view> values(columns.size());
  std::vector<std::string> written(columns.size());
  while (const auto object = objects.next()) {
    bool any = false;
    for (std::size_t i = 0; i < columns.size(); ++i) {
      dom::element value;
      values[i] = {};
      if (!find_value(*object, columns[i].name, value)) continue;
      any = true;
      if (value.is_null()) continue;
      if (value.get(values[i]) == simdjson::SUCCESS) continue;
      written[i] = simdjson::to_string(value);
      values[i] = written[i];
    }
    if (!any) {
      rows.unreadable(UserError(objects.place(), fmt::format("this row has none of the columns; "
                                                             "expected '{}' and others",
                                                             columns.front().name)));
      continue;
    }
    table.add(values, static_cast<std::uint32_t>(json_hash(*object)));
  }
  table.finish();
}

}  // namespace

TableRows::TableRows(const std::vector<TableColumn>& columns, ListensRows& rows, std::string name)
    : columns_(columns),
      rows_(rows),
      name_(std::move(name)),
      ends_are_said_(std::any_of(columns.begin(), columns.end(),
                                 [](const TableColumn& column) {
                                   return column.role == ColumnRole::skipped ||
                                          column.role == ColumnRole::heard_out;
                                 })),
      readings_(columns.size()) {}

void TableRows::add(const std::vector<std::string_view>& values, std::uint32_t fields) {
  if (decided_) {
    take(values, fields);
    return;
  }
  waiting_.push_back({{values.begin(), values.end()}, fields});
  if (waiting_.size() == kRowsForUnits) decide();
}

void TableRows::finish() {
  if (!decided_) decide();
}

std::vector<double> TableRows::waiting_numbers(std::size_t column) const {
  std::vector<double> numbers;
  for (const Waiting& row : waiting_) {
    if (const auto number = read_number_text(row.values[column])) numbers.push_back(*number);
  }
  return numbers;
}

UserError TableRows::unclear_unit(std::size_t column, std::string_view value) const {
  const TableColumn& declared = columns_[column];
  const bool time = declared.role == ColumnRole::time || declared.role == ColumnRole::end_time;
  return UserError(
      {name_, 0, 0},
      fmt::format("the unit of {}'{}' is unclear ({}); declare it: {}={}:s{}",
                  time ? "the times in " : "", declared.name, value, role_name(declared.role),
                  declared.name, time ? ", :ms, :us or :ns" : " or :ms"));
}

// Throws when most times are written in no known way.
void TableRows::check_texts(std::size_t column) const {
  std::size_t values = 0;
  std::size_t unread = 0;
  std::string_view example;
  for (const Waiting& row : waiting_) {
    const std::string& value = row.values[column];
    if (is_missing(value)) continue;
    ++values;
    if (read_time_text(value)) continue;
    if (unread++ == 0) example = value;
  }
  if (2 * unread <= values) return;
  throw UserError({name_, 0, 0},
                  fmt::format("the times in '{}' are not understood: '{}'; expected dates as "
                              "2019-06-18 10:00, 18 Jun 2019 10:00 or 18/06/2019 10:00 (the day "
                              "first), or numbers",
                              columns_[column].name, example));
}

TableRows::Reading TableRows::time_reading(std::size_t column) {
  const TableColumn& declared = columns_[column];
  if (declared.unit) {
    // A declared unit of numbers below 1998 means that the day is unknown.
    const std::vector<double> numbers = waiting_numbers(column);
    const double median = numbers.empty() ? 0 : median_of(numbers);
    const auto time = in_milliseconds(median, *declared.unit);
    constexpr std::int64_t kFrom1998 = 900000000000;
    return {declared.unit, false, !numbers.empty() && time && *time < kFrom1998};
  }
  const std::vector<double> numbers = waiting_numbers(column);
  const auto texts = static_cast<std::size_t>(std::count_if(
      waiting_.begin(), waiting_.end(),
      [column](const Waiting& row) { return read_time_text(row.values[column]).has_value(); }));
  if (numbers.empty() || texts >= numbers.size()) {
    check_texts(column);
    return {std::nullopt, true, false, texts == 0};
  }
  const double median = median_of(numbers);
  if (const auto unit = unit_by_magnitude(median)) {
    rows_.file().notes.push_back(
        fmt::format("times were taken for {} since 1970, by their magnitude", unit_name(*unit)));
    return {unit, false, false};
  }
  constexpr double kLongestLog = 6e8;  // 19 years of seconds
  if (median >= 0 && median < kLongestLog) {
    rows_.file().notes.emplace_back(
        "times were taken for seconds from an unknown day, by their magnitude: hours of the day "
        "and days of the week mean nothing");
    return {TimeUnit::seconds, false, true};
  }
  throw unclear_unit(column, fmt::format("the middle one of the first rows is {}", median));
}

TableRows::Reading TableRows::duration_reading(std::size_t column) {
  const TableColumn& declared = columns_[column];
  if (declared.unit) return {declared.unit, false, false};
  const std::vector<double> numbers = waiting_numbers(column);
  if (numbers.empty()) return {std::nullopt, false, false, true};
  // Tracks last some minutes: the middle duration is 20 to 2 000 of seconds, or 20 000 and more of
  // milliseconds.
  const double median = median_of(numbers);
  std::optional<TimeUnit> unit;
  if (median >= 20 && median <= 2000) unit = TimeUnit::seconds;
  if (median >= 20000 && median <= 2000000) unit = TimeUnit::milliseconds;
  if (!unit) {
    throw unclear_unit(column, fmt::format("the middle one of the first rows is {}", median));
  }
  rows_.file().notes.push_back(fmt::format("{} was taken for {}, by its magnitude",
                                           role_name(declared.role), unit_name(*unit)));
  return {unit, false, false};
}

void TableRows::decide() {
  decided_ = true;
  for (std::size_t i = 0; i < columns_.size(); ++i) {
    switch (columns_[i].role) {
      case ColumnRole::time:
      case ColumnRole::end_time:
        readings_[i] = time_reading(i);
        break;
      case ColumnRole::played:
      case ColumnRole::length:
        readings_[i] = duration_reading(i);
        break;
      default:
        break;
    }
  }
  std::vector<std::string_view> values(columns_.size());
  for (const Waiting& row : waiting_) {
    std::copy(row.values.begin(), row.values.end(), values.begin());
    take(values, row.fields);
  }
  waiting_.clear();
}

void TableRows::take(const std::vector<std::string_view>& values, std::uint32_t fields) {
  ListenRow row = blank_;
  row.fields = fields;
  row.ends_are_said = ends_are_said_;
  for (std::size_t i = 0; i < columns_.size(); ++i) take_value(i, values[i], row);
  rows_.add(row);
}

void TableRows::take_value(std::size_t column, std::string_view value, ListenRow& row) const {
  const Reading& reading = readings_[column];
  const auto number = [&] {
    constexpr std::int64_t kNone = ListenRow::kNoTime;
    return reading.unit ? read_milliseconds(value, *reading.unit, kNone) : kNone;
  };
  if (reading.unknown && read_number_text(value)) {
    throw unclear_unit(
        column, fmt::format("the first rows have no value, and then there is {}", trimmed(value)));
  }
  switch (columns_[column].role) {
    case ColumnRole::user:
      row.user = value;
      break;
    case ColumnRole::time:
    case ColumnRole::end_time: {
      // With both, the start is the time.
      const bool is_end = columns_[column].role == ColumnRole::end_time;
      const std::int64_t time =
          reading.text ? read_time_text(value).value_or(ListenRow::kNoTime) : number();
      if (time == ListenRow::kNoTime) refuse_month_first(value, {name_, 0, 0});
      if (is_end && row.time != ListenRow::kNoTime && row.time_is == TimeIs::start) break;
      row.time = reading.relative && time < 0 ? ListenRow::kNoTime : time;
      row.relative_time = reading.relative;
      row.time_is = is_end ? TimeIs::end : TimeIs::start;
      break;
    }
    case ColumnRole::track:
      if (!is_missing(value)) row.id = value;
      break;
    case ColumnRole::artist:
      row.artist = value;
      break;
    case ColumnRole::title:
      row.title = value;
      break;
    case ColumnRole::played:
      row.played = number();
      break;
    case ColumnRole::length:
      row.length = number();
      break;
    case ColumnRole::played_share:
      if (const auto share = read_number_text(value)) {
        // A share of exactly kNoShare would pass for a missing one.
        row.share = *share < 0 ? -2 : *share * columns_[column].share_scale;
      }
      break;
    case ColumnRole::organic:
      if (!is_missing(value)) row.choice = is_yes(value) ? Choice::own : Choice::recommended;
      break;
    case ColumnRole::recommended:
      if (!is_missing(value)) row.choice = is_yes(value) ? Choice::recommended : Choice::own;
      break;
    case ColumnRole::skipped:
      if (is_yes(value)) {
        row.end = PlayEnd::skipped;
      } else if (!is_missing(value) && row.end == PlayEnd::unknown) {
        row.end = PlayEnd::not_skipped;
      }
      break;
    case ColumnRole::heard_out:
      // What was neither heard out nor skipped was stopped by something else.
      if (is_yes(value)) {
        row.end = PlayEnd::heard_out;
      } else if (!is_missing(value) && row.end == PlayEnd::not_skipped) {
        row.end = PlayEnd::stopped;
      }
      break;
    case ColumnRole::incognito:
      row.private_play = is_yes(value);
      break;
  }
}

void read_table(LogBytes& bytes, const std::vector<TableColumn>& columns, ListensRows& rows) {
  if (LogHead{bytes.head(), rows.request()}.json()) {
    read_json(bytes, columns, rows);
  } else {
    read_separated(bytes, columns, rows);
  }
}

}  // namespace reprise
