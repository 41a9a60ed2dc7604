#include "reports/sections/treatment_table.h"

#include <algorithm>

namespace reprise {

PageTable treatment_table(const Page& page, const ReportedRun& run,
                          bool (*has)(const TreatmentResult&)) {
  PageTable table;
  table.header = {"treatment"};
  for (const TreatmentResult* treatment : run.order) {
    if (has(*treatment)) table.rows.push_back({page.code(treatment->name)});
  }
  return table;
}

bool add_column(PageTable& table, const std::string& heading,
                const std::vector<std::string>& texts) {
  if (std::all_of(texts.begin(), texts.end(), [](const auto& text) { return text.empty(); })) {
    return false;
  }
  table.header.push_back(heading);
  for (std::size_t i = 0; i < table.rows.size(); ++i) table.rows[i].emplace_back(texts[i]);
  return true;
}

}  // namespace reprise
