#include "experiments/listens/listens_request.h"

#include <algorithm>
#include <array>

#include <fmt/format.h>

#include "sim/support/suggestion.h"
#include "sim/support/user_error.h"

namespace reprise {
namespace {

struct Role {
  std::string_view name;
  ColumnRole role;
  std::optional<TimeUnit> unit{};
  double share_scale = 1;
};

const std::array<Role, 19>& roles() {
  static const std::array<Role, 19> all = {{
      {"user", ColumnRole::user},
      {"time", ColumnRole::time},
      {"end_time", ColumnRole::end_time},
      {"track", ColumnRole::track},
      {"artist", ColumnRole::artist},
      {"title", ColumnRole::title},
      {"played", ColumnRole::played},
      {"played_s", ColumnRole::played, TimeUnit::seconds},
      {"played_ms", ColumnRole::played, TimeUnit::milliseconds},
      {"played_share", ColumnRole::played_share},
      {"played_percent", ColumnRole::played_share, {}, 0.01},
      {"length", ColumnRole::length},
      {"length_s", ColumnRole::length, TimeUnit::seconds},
      {"length_ms", ColumnRole::length, TimeUnit::milliseconds},
      {"organic", ColumnRole::organic},
      {"recommended", ColumnRole::recommended},
      {"skipped", ColumnRole::skipped},
      {"heard_out", ColumnRole::heard_out},
      {"incognito", ColumnRole::incognito},
  }};
  return all;
}

bool has_unit(ColumnRole role) {
  return role == ColumnRole::time || role == ColumnRole::end_time || role == ColumnRole::played ||
         role == ColumnRole::length;
}

std::optional<TimeUnit> unit_of(std::string_view name) {
  if (name == "s") return TimeUnit::seconds;
  if (name == "ms") return TimeUnit::milliseconds;
  if (name == "us") return TimeUnit::microseconds;
  if (name == "ns") return TimeUnit::nanoseconds;
  return std::nullopt;
}

TableColumn read_column(std::string_view text, const Place& place) {
  const std::size_t equals = text.find('=');
  if (equals == std::string_view::npos || equals + 1 == text.size()) {
    throw UserError(place,
                    fmt::format("'{}' is no column; expected ROLE=COLUMN, such as user=uid", text));
  }
  const std::string_view name = text.substr(0, equals);
  const auto* role = std::find_if(roles().begin(), roles().end(),
                                  [&](const Role& known) { return known.name == name; });
  if (role == roles().end()) {
    std::vector<std::string> known;
    for (const Role& each : roles()) known.emplace_back(each.name);
    throw UserError(place, fmt::format("unknown role '{}'{}; a column may be {}", name,
                                       did_you_mean(name, known), fmt::join(known, ", ")));
  }
  TableColumn column{role->role, std::string(text.substr(equals + 1)), role->unit,
                     role->share_scale};
  const std::size_t colon = column.name.rfind(':');
  if (colon == std::string::npos || !has_unit(column.role) || column.unit) return column;
  const std::string unit = column.name.substr(colon + 1);
  column.unit = unit_of(unit);
  if (!column.unit && (unit == "token" || unit == "float")) return column;  // a name of RecBole's
  if (!column.unit) {
    throw UserError(
        place, fmt::format("the unit of {} is '{}'; expected s, ms, us or ns", role->name, unit));
  }
  column.name.resize(colon);
  return column;
}

}  // namespace

const char* role_name(ColumnRole role) {
  const auto* found = std::find_if(roles().begin(), roles().end(),
                                   [&](const Role& known) { return known.role == role; });
  return found->name.data();
}

std::vector<TableColumn> read_columns(std::string_view text) {
  const Place place{fmt::format("--columns {}", text), 0, 0};
  std::vector<TableColumn> columns;
  constexpr std::string_view kSeparators = ", \t\r\n";
  for (std::size_t begin = text.find_first_not_of(kSeparators); begin != std::string_view::npos;) {
    // A name may have blanks in it: words without "=" belong to the name before them.
    std::size_t end = std::min(text.find_first_of(kSeparators, begin), text.size());
    while (end < text.size() && text[end] == ' ') {
      const std::size_t next = std::min(text.find_first_not_of(' ', end), text.size());
      const std::size_t stop = std::min(text.find_first_of(kSeparators, next), text.size());
      const std::string_view word = text.substr(next, stop - next);
      if (word.empty() || word.find('=') != std::string_view::npos) break;
      end = stop;
    }
    columns.push_back(read_column(text.substr(begin, end - begin), place));
    for (std::size_t i = 0; i + 1 < columns.size(); ++i) {
      if (columns[i].role == columns.back().role) {
        throw UserError(
            place, fmt::format("{} is there twice; remove one", role_name(columns.back().role)));
      }
    }
    begin = text.find_first_not_of(kSeparators, end);
  }
  // Whether a play was skipped is read first: only then it is known what else ended it.
  std::stable_partition(columns.begin(), columns.end(), [](const TableColumn& column) {
    return column.role != ColumnRole::heard_out;
  });
  const auto has = [&columns](ColumnRole role) {
    return std::any_of(columns.begin(), columns.end(),
                       [role](const TableColumn& column) { return column.role == role; });
  };
  if (!has(ColumnRole::time) && !has(ColumnRole::end_time)) {
    throw UserError(place, "the time is missing; expected time=COLUMN or end_time=COLUMN");
  }
  if (!has(ColumnRole::track) && !has(ColumnRole::title)) {
    throw UserError(place,
                    "the track is missing; expected track=COLUMN (an id), or artist=COLUMN and "
                    "title=COLUMN");
  }
  return columns;
}

}  // namespace reprise
