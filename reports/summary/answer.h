// Writes the answer of an experiment in a sentence or two: which recommender keeps people
// listening, by how much, and how sure that is. The answer claims no more than the intervals do.
#pragma once

#include <string>

#include "reports/results/results.h"
#include "reports/text/name_writer.h"

namespace reprise {

/// Returns the answer about the first headline metric, mean_time_per_session. Oracles do not
/// compete; the answer names an oracle as the ceiling. All text except the results of write_name is
/// plain text without markup: letters, digits, "%+-.,:;()[]'_". Pure, as thread-safe as write_name.
std::string answer(const Results& results, const NameWriter& write_name);

}  // namespace reprise
