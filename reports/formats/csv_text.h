// Writes comma-separated values in the form of RFC 4180. All functions are pure and safe to call
// from any thread.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "reports/results/results.h"

namespace reprise {

/// Returns the text, with a ' before it if spreadsheets would take it for a formula. Such a text
/// begins with =, @, a tab or a carriage return, or begins with + or - and is no number.
/// Spreadsheets show a text with a ' as text.
std::string without_formula(std::string_view text);

/// Returns `text`, without_formula, as one field. The field is quoted if it holds a comma, a quote
/// or a line break.
std::string csv_field(std::string_view text);

/// Returns `text`, without_formula, as one field that is always quoted.
std::string quoted_csv_field(std::string_view text);

/// Returns the fields, which may hold any text, as a line that ends in "\n".
std::string csv_row(const std::vector<std::string>& fields);

/// Returns the columns of an effect, from "effect" on; the two means are not among them.
const std::vector<std::string>& effect_columns();

/// Returns the effect in these columns. Effect, lower and upper are in percent of the control's
/// mean. Numbers read back as the same doubles. A field is empty if its number is not finite, or if
/// the shape of the interval has no bounds.
std::vector<std::string> effect_fields(const Effect& effect);

}  // namespace reprise
