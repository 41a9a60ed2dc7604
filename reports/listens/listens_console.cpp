#include "reports/listens/listens_console.h"

#include <fmt/format.h>

#include "reports/console/console_text.h"
#include "reports/listens/listens_texts.h"
#include "reports/text/display_text.h"
#include "reports/text/number_text.h"

namespace reprise {
namespace {

constexpr std::size_t kMostFiles = 12;  // more are summed up in a line

TextTable account_table(const ListensSummary& summary) {
  TextTable table;
  table.columns = {{"file", Align::left}, {"format", Align::left}, {"rows"}, {"used"}};
  for (const auto& [reason, rows] : summary.counts.left_out) table.columns.push_back({reason});
  const auto add = [&](const std::string& name, const std::string& format,
                       const RowCounts& counts) {
    std::vector<TextCell> row = {
        {name}, {format}, {count_text(counts.rows)}, {count_text(counts.used)}};
    for (const auto& [reason, ignored] : summary.counts.left_out) {
      std::uint64_t rows = 0;
      for (const auto& [own, count] : counts.left_out) rows += own == reason ? count : 0;
      row.push_back({count_text(rows)});
    }
    table.rows.push_back(std::move(row));
  };
  constexpr int kNameWidth = 24;
  for (std::size_t i = 0; i < summary.files.size() && i < kMostFiles; ++i) {
    const ListensFileSummary& file = summary.files[i];
    add(shorten(printable(file.name), kNameWidth), file.format, file.counts);
  }
  if (summary.files.size() > kMostFiles) {
    RowCounts others;
    for (std::size_t i = kMostFiles; i < summary.files.size(); ++i) {
      const RowCounts& counts = summary.files[i].counts;
      others.rows += counts.rows;
      others.used += counts.used;
      others.left_out.insert(others.left_out.end(), counts.left_out.begin(), counts.left_out.end());
    }
    add(fmt::format("{} more", summary.files.size() - kMostFiles), "", others);
  }
  if (summary.files.size() > 1) add("all", "", summary.counts);
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
