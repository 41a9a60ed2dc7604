#include "reports/formats/csv_text.h"

#include <fmt/format.h>

#include "reports/results/result_names.h"
#include "reports/text/number_text.h"
#include "sim/support/number_text.h"

namespace reprise {

namespace {

// Returns whether spreadsheets take a text for a formula, although it is a name.
bool is_formula(std::string_view text) {
  if (text.empty()) return false;
  if (std::string_view("=@\t\r").find(text.front()) != std::string_view::npos) return true;
  if (text.front() != '-' && text.front() != '+') return false;
  return !number_of_text<double>(text.substr(1));
}

}  // namespace

std::string without_formula(std::string_view text) {
  return is_formula(text) ? fmt::format("'{}", text) : std::string(text);
}

std::string csv_field(std::string_view name) {
  const std::string text = without_formula(name);
  if (text.find_first_of(",\"\r\n") == std::string_view::npos) return text;
  return quoted_csv_field(name);
}

std::string quoted_csv_field(std::string_view text) {
  std::string field = "\"";
  for (const char letter : without_formula(text)) {
    if (letter == '"') field += '"';
    field += letter;
  }
  return field + '"';
}

std::string csv_row(const std::vector<std::string>& fields) {
  std::string row;
  for (const std::string& field : fields) {
    if (&field != fields.data()) row += ',';
    row += csv_field(field);
  }
  return row + '\n';
}

const std::vector<std::string>& effect_columns() {
  static const std::vector<std::string> columns{
      "effect",           "lower",       "upper",      "confidence", "p",
      "p_adjusted",       "significant", "equivalent", "difference", "difference_lower",
      "difference_upper", "design",      "interval",   "shape",      "variance_reduction",
      "correlation"};
  return columns;
}

std::vector<std::string> effect_fields(const Effect& effect) {
  const bool bounds = effect.shape != IntervalShape::whole_line;
  return {exact_text(effect.effect),
          bounds ? exact_text(effect.lower) : "",
          bounds ? exact_text(effect.upper) : "",
          exact_text(effect.confidence),
          exact_text(effect.p),
          exact_text(effect.p_adjusted),
          effect.significant ? "true" : "false",
          effect.equivalent ? "true" : "false",
          exact_text(effect.difference),
          exact_text(effect.difference_lower),
          exact_text(effect.difference_upper),
          effect.design,
          effect.interval,
          std::string(name_of(effect.shape)),
          effect.variance_reduction ? exact_text(*effect.variance_reduction) : "",
          effect.correlation ? exact_text(*effect.correlation) : ""};
}

}  // namespace reprise
