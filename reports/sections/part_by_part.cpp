#include "reports/sections/part_by_part.h"

#include <algorithm>
#include <span>
#include <utility>

#include <fmt/format.h>

#include "reports/sections/treatment_table.h"
#include "reports/summary/comparison.h"
#include "reports/text/number_text.h"

namespace reprise {
namespace {

const MetricEstimate* find_in(const RunPart& part, const std::string& treatment,
                              std::string_view metric) {
  for (const TreatmentMeans& means : part.treatments) {
    if (means.treatment == treatment) return find_estimate(means.metrics, metric);
  }
  return nullptr;
}

void write_metric(Page& page, const ReportedRun& run, std::span<const RunPart> parts,
                  std::string_view metric) {
  // A wide table does not fit a page, so a table has at most this number of parts side by side.
  constexpr std::size_t kSideBySide = 4;
  bool named = false;
  for (; !parts.empty(); parts = parts.subspan(std::min(kSideBySide, parts.size()))) {
    const auto side_by_side = parts.first(std::min(kSideBySide, parts.size()));
    std::vector<double> means;
    for (const RunPart& part : side_by_side) {
      for (const TreatmentMeans& treatment : part.treatments) {
        const MetricEstimate* figure = find_estimate(treatment.metrics, metric);
        if (figure != nullptr) means.push_back(figure->mean);
      }
    }
    if (means.empty()) continue;
    const int decimals = decimals_for_means(means);
    PageTable table = treatment_table(page, run, [](const TreatmentResult&) { return true; });
    for (const RunPart& part : side_by_side) table.header.push_back(part.name);
    for (std::size_t i = 0; i < run.order.size(); ++i) {
      for (const RunPart& part : side_by_side) {
        const MetricEstimate* figure = find_in(part, run.order[i]->name, metric);
        table.rows[i].emplace_back(
            figure == nullptr ? ""
                              : fmt::format("{} [{}, {}]", fixed_text(figure->mean, decimals),
                                            fixed_text(figure->lower, decimals),
                                            fixed_text(figure->upper, decimals)));
      }
    }
    if (!std::exchange(named, true)) page.paragraph(fmt::format("{}:", page.code(metric)));
    page.table(table);
  }
}

}  // namespace

void write_part_by_part(Page& page, const ReportedRun& run, std::string_view title,
                        std::string_view what, const std::vector<RunPart>& parts) {
  if (parts.size() < 2) return;
  const bool any = std::any_of(run.headline.begin(), run.headline.end(), [&](const auto& metric) {
    return std::any_of(parts.begin(), parts.end(), [&](const RunPart& part) {
      return std::any_of(part.treatments.begin(), part.treatments.end(),
                         [&](const TreatmentMeans& treatment) {
                           return find_estimate(treatment.metrics, metric) != nullptr;
                         });
    });
  });
  if (!any) return;
  page.section(title);
  page.paragraph(fmt::format("Means with the interval of that {} alone.", what));
  for (const std::string& metric : run.headline) write_metric(page, run, parts, metric);
}

}  // namespace reprise
