#include "reports/listens/listens_console.h"

#include <fmt/format.h>

#include "reports/console/console_text.h"
#include "reports/listens/account_rows.h"
#include "reports/listens/listens_texts.h"
#include "reports/text/display_text.h"
#include "reports/text/number_text.h"

namespace reprise {
namespace {

constexpr std::size_t kMostFiles = 12;  // more are summed up in a line

TextTable account_table(const ListensSummary& summary) {
  TextTable table;
  table.columns = {{"file", Align::left}, {"format", Align::left}};
  for (const std::string& column : account_columns(summary)) table.columns.push_back({column});
  constexpr int kNameWidth = 24;
  for (const AccountRow& account : account_rows(summary, kMostFiles)) {
    std::vector<TextCell> row = {{shorten(printable(account.name), kNameWidth)}, {account.format}};
    for (const std::uint64_t count : account.counts) row.push_back({count_text(count)});
    table.rows.push_back(std::move(row));
  }
  return table;
}

}  // namespace

std::string write_listens_console(const ListensSummary& summary, int width, bool colour) {
  ConsoleText text(width, colour);
  text.begin_part();
  text.title(fmt::format("{} used of {}", amount_text(summary.counts.used, "row"),
                         amount_text(summary.counts.rows, "row")));
  text.table(account_table(summary));
  text.begin_part();
  for (const std::string& fact : listens_facts(summary)) {
    text.paragraph(fact + ".", 2, TextStyle::plain);
  }
  const std::vector<std::string> remarks = listens_remarks(summary);
  if (!remarks.empty()) {
    text.begin_part();
    for (const std::string& remark : remarks) {
      text.paragraph("- " + printable(remark), 2, TextStyle::faint);
    }
  }
  return text.take();
}

}  // namespace reprise
