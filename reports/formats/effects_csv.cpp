#include "reports/formats/effects_csv.h"

#include <vector>

#include "reports/formats/csv_text.h"
#include "reports/pages/format.h"
#include "reports/results/effect_sides.h"
#include "reports/summary/effect_texts.h"
#include "reports/text/number_text.h"

namespace reprise {

std::string write_effects_csv(const Results& results) {
  std::vector<std::string> header{"treatment", "metric", "control_mean", "treatment_mean"};
  header.insert(header.end(), effect_columns().begin(), effect_columns().end());
  header.emplace_back("against");
  std::string csv = csv_row(header);
  std::vector<const Effect*> effects = pointers_to(results.effects);
  for (const Effect& pair : results.pairs) {
    if (is_beside_control(results, pair)) effects.push_back(&pair);
  }
  for (const Effect* one : effects) {
    const Effect& effect = *one;
    std::vector<std::string> row{effect.treatment, effect.metric, exact_text(effect.control_mean),
                                 exact_text(effect.treatment_mean)};
    const std::vector<std::string> fields = effect_fields(effect);
    row.insert(row.end(), fields.begin(), fields.end());
    row.push_back(against_of(results, effect));
    csv += csv_row(row);
  }
  return csv;
}

namespace {
const ReportFormatRegistration registration({"effects.csv",
                                             [](const Results& results, const DrawnFigures&) {
                                               return write_effects_csv(results);
                                             }});
}

}  // namespace reprise
