#include "reports/listens/account_rows.h"

#include <algorithm>
#include <functional>

#include <fmt/format.h>

#include "reports/text/number_text.h"

namespace reprise {
namespace {

std::vector<std::uint64_t> counts_in_columns(const RowCounts& counts,
                                             const std::vector<std::string>& columns) {
  std::vector<std::uint64_t> values = {counts.rows, counts.used};
  for (std::size_t i = values.size(); i < columns.size(); ++i) {
    const auto at = std::find_if(
        counts.left_out.begin(), counts.left_out.end(),
        [&](const auto& reason_and_rows) { return reason_and_rows.first == columns[i]; });
    values.push_back(at == counts.left_out.end() ? 0 : at->second);
  }
  return values;
}

}  // namespace

std::vector<std::string> account_columns(const ListensSummary& summary) {
  std::vector<std::string> columns = {"rows", "used"};
  for (const auto& [reason, rows] : summary.counts.left_out) columns.push_back(reason);
  return columns;
}

std::vector<AccountRow> account_rows(const ListensSummary& summary, std::size_t most) {
  const std::vector<std::string> columns = account_columns(summary);
  const std::size_t files = summary.files.size();
  std::vector<AccountRow> rows;
  AccountRow others{fmt::format("{} more", count_text(files - std::min(most, files))),
                    {},
                    std::vector<std::uint64_t>(columns.size()),
                    false};
  for (std::size_t i = 0; i < files; ++i) {
    const ListensFileSummary& file = summary.files[i];
    std::vector<std::uint64_t> counts = counts_in_columns(file.counts, columns);
    if (i < most) {
      rows.push_back({file.name, file.format, std::move(counts), true});
      continue;
    }
    std::transform(counts.begin(), counts.end(), others.counts.begin(), others.counts.begin(),
                   std::plus<>());
  }
  if (files > most) rows.push_back(std::move(others));
  if (files > 1) {
    rows.push_back({fmt::format("all {}", count_text(files)),
                    {},
                    counts_in_columns(summary.counts, columns),
                    false});
  }
  return rows;
}

}  // namespace reprise
