// results.json as programs get it: the results, and what reports conclude from them.
#pragma once

#include <string>

#include "reports/results/results.h"

namespace reprise {

/// Returns the content of results.json. Beside the results, as write_results_json has them, it
/// holds the answer in words as "headline". Pure, safe to call from any thread.
std::string results_file(const Results& results);

}  // namespace reprise
