// The answer of an experiment in a sentence or two: which recommender keeps people listening, by
// how much, and how sure that is. It claims no more than the intervals do.
#pragma once

#include <string>

#include "reports/results/results.h"
#include "reports/text/name_writer.h"

namespace reprise {

/// About the first headline metric, mean_time_per_session. Oracles do not compete; they are named
/// as the ceiling. Everything but what write_name returns is plain text without markup: letters,
/// digits, "%+-.,:;()[]". Pure, as thread-safe as write_name.
std::string answer(const Results& results, const NameWriter& write_name);

}  // namespace reprise
