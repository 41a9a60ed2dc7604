// Offline numbers of a log of single choices, in a table with Open Bandit's columns: no world and
// no sessions are needed.
#pragma once

#include <optional>
#include <string>

#include "reports/results/evaluation_results.h"

namespace reprise {

struct BanditRequest {
  std::string path;  // a CSV file, packed or not; "-" for standard input
  // The column with the probability of the logged item under the policy that is estimated; absent:
  // the policy that names each item of the log's with the same probability.
  std::optional<std::string> target;
};

/// Reads a table with the columns item_id, click and propensity_score (Saito et al., "Open Bandit
/// dataset and pipeline", 2020) and estimates the mean click, with
/// intervals at 95 %. A column user_id, if there is one,
/// says whose rows belong together; else each row counts as a user. Other columns are ignored.
/// Estimators that need a model refuse. Throws UserError with file:line for a row that does not
/// fit.
OfflineNumbers bandit_numbers(const BanditRequest& request);

}  // namespace reprise
