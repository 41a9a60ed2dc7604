#include "reports/effects_csv.h"

#include <vector>

#include <fmt/format.h>

#include "reports/format.h"
#include "reports/number_text.h"
#include "reports/result_names.h"

namespace reprise {

std::string csv_field(std::string_view text) {
  if (text.find_first_of(",\"\r\n") == std::string_view::npos) return std::string(text);
  std::string field = "\"";
  for (const char letter : text) {
    if (letter == '"') field += '"';
    field += letter;
  }
  return field + '"';
}

std::string write_effects_csv(const Results& results) {
  std::string csv =
      "treatment,metric,control_mean,treatment_mean,effect,lower,upper,p,significant,difference,"
      "difference_lower,difference_upper,design,interval,shape,variance_reduction\n";
  for (const Effect& effect : results.effects) {
    const bool bounds = effect.shape != IntervalShape::whole_line;
    const std::vector<std::string> fields{
        csv_field(effect.treatment),
        csv_field(effect.metric),
        exact_text(effect.control_mean),
        exact_text(effect.treatment_mean),
        exact_text(effect.effect),
        bounds ? exact_text(effect.lower) : "",
        bounds ? exact_text(effect.upper) : "",
        exact_text(effect.p),
        effect.significant ? "true" : "false",
        exact_text(effect.difference),
        exact_text(effect.difference_lower),
        exact_text(effect.difference_upper),
        csv_field(effect.design),
        csv_field(effect.interval),
        std::string(name_of(effect.shape)),
        effect.variance_reduction ? exact_text(*effect.variance_reduction) : "",
    };
    csv += fmt::format("{}\n", fmt::join(fields, ","));
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
