// Reads any table whose columns the user names: CSV or fields between tabs, with a header, and JSON
// lines.
#include <algorithm>

#include "experiments/listens/listens_format.h"
#include "experiments/listens/table_rows.h"

namespace reprise {
namespace {

bool has_column(const LogHead& head, const std::string& name) {
  if (!head.json()) return head.has_columns({name});
  // "track.id": each key of the path is somewhere.
  for (std::size_t begin = 0; begin <= name.size();) {
    const std::size_t end = std::min(name.find('.', begin), name.size());
    if (!head.has_key(std::string_view(name).substr(begin, end - begin))) {
      return head.has_key(name);
    }
    begin = end + 1;
  }
  return true;
}

bool recognise(const LogHead& head) {
  const std::vector<TableColumn>& columns = head.request.columns;
  return !columns.empty() &&
         std::all_of(columns.begin(), columns.end(),
                     [&head](const TableColumn& column) { return has_column(head, column.name); });
}

void read(LogBytes& bytes, ListensRows& rows) { read_table(bytes, rows.request().columns, rows); }

const ListensFormatRegistration registration(
    {"table",
     "any CSV, fields between tabs or JSON lines, with --columns "
     "user=uid,time=ts,track=item_id,...: a service's own log",
     false,
     {},
     recognise,
     read});

}  // namespace
}  // namespace reprise
