// Reads RecBole's atomic files (.inter) that have times: a header of name:type, tabs, no quoting.
#include <algorithm>

#include "experiments/listens/listens_format.h"
#include "experiments/listens/table_rows.h"

namespace reprise {
namespace {

std::vector<TableColumn> columns_of(const LogHead& head) {
  std::vector<TableColumn> columns = {
      {ColumnRole::user, "user_id:token", {}, 1},
      {ColumnRole::track, "item_id:token", {}, 1},
      {ColumnRole::time, "timestamp:float", {}, 1},
  };
  // Data sets of music call the item by one of these names, too.
  for (const std::string_view name : {"track_id:token", "tracks_id:token", "song_id:token"}) {
    if (head.has_columns({name})) columns[1].name = name;
  }
  if (head.has_columns({"artist_id:token"})) {
    columns.push_back({ColumnRole::artist, "artist_id:token", {}, 1});
  }
  return columns;
}

bool recognise(const LogHead& head) {
  if (head.json()) return false;
  const std::vector<TableColumn> columns = columns_of(head);
  return !head.has_columns({"rating:float"}) &&
         std::all_of(columns.begin(), columns.end(), [&head](const TableColumn& column) {
           return head.has_columns({column.name});
         });
}

void read(LogBytes& bytes, ListensRows& rows) {
  const std::vector<TableColumn> columns = columns_of({bytes.head(), rows.request()});
  read_table(bytes, columns, rows);
}

const ListensFormatRegistration registration(
    {"recbole",
     "RecBole's atomic files (.inter) with user_id:token, item_id:token and timestamp:float; those "
     "with rating:float are ratings",
     false,
     {},
     recognise,
     read});

}  // namespace
}  // namespace reprise
