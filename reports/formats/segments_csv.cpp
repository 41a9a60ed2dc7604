// Writes segments.csv: the effects among users who are alike in a trait or a field of theirs.
#include <vector>

#include "reports/formats/csv_text.h"
#include "reports/pages/format.h"
#include "reports/text/number_text.h"

namespace reprise {
namespace {

std::string write_segments_csv(const Results& results, const DrawnFigures&) {
  std::vector<std::string> header{"treatment", "metric", "trait",        "value",         "from",
                                  "to",        "users",  "control_mean", "treatment_mean"};
  header.insert(header.end(), effect_columns().begin(), effect_columns().end());
  std::string csv = csv_row(header);
  for (const SegmentEffect& group : results.groups) {
    const Effect& effect = group.effect;
    std::vector<std::string> row{effect.treatment,
                                 effect.metric,
                                 group.trait,
                                 group.value.value_or(""),
                                 group.value ? "" : exact_text(group.from),
                                 group.value ? "" : exact_text(group.to),
                                 std::to_string(group.users),
                                 exact_text(effect.control_mean),
                                 exact_text(effect.treatment_mean)};
    const std::vector<std::string> fields = effect_fields(effect);
    row.insert(row.end(), fields.begin(), fields.end());
    csv += csv_row(row);
  }
  return csv;
}

const ReportFormatRegistration registration({"segments.csv", write_segments_csv});

}  // namespace
}  // namespace reprise
