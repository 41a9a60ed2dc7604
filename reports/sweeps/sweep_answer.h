// Writes the answer of a sweep in a sentence: which setting is best, by how much, how sure that is,
// and how many other settings are as good. The answer claims no more than the intervals and tests
// do.
#pragma once

#include <string>

#include "reports/results/sweep_results.h"
#include "reports/text/name_writer.h"

namespace reprise {

/// Returns the answer. All text except the results of write_name is plain text without markup:
/// letters, digits and "%+-.,:;()[]='". Pure, as thread-safe as write_name.
std::string sweep_answer(const SweepResults& sweep, const NameWriter& write_name);

}  // namespace reprise
