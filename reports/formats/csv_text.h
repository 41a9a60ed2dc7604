// Text as comma-separated values, as RFC 4180 has them. All functions are pure and safe to call
// from any thread.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "reports/results/results.h"

namespace reprise {

/// A name that spreadsheets would take for a formula (one that begins with =, @ or a tab, or with +
/// or - and is no number) with a ' before it, which they show as text; any other text as it is.
std::string without_formula(std::string_view text);

/// `text` as one field: quoted where it holds a comma, quote or line break, without_formula.
std::string csv_field(std::string_view text);

/// The fields, which may hold any text, as a line that ends in "\n".
std::string csv_row(const std::vector<std::string>& fields);

/// The columns that say what is known of an effect, from "effect" on, without its means.
const std::vector<std::string>& effect_columns();

/// The effect in these columns. Effects, lower and upper in percent of the control's mean; numbers
/// read back as the same doubles and are empty where they are not finite (and where the shape of an
/// interval leaves it without bounds).
std::vector<std::string> effect_fields(const Effect& effect);

}  // namespace reprise
