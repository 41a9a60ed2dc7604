// Arranges the accounts of files as rows of a table, which the console and the page share.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <vector>

#include "reports/results/listens_summary.h"

namespace reprise {

/// The account of a file, or of several together.
struct AccountRow {
  std::string name;                   // "12 more" and "all 212" for several files
  std::string format;                 // empty for several
  std::vector<std::uint64_t> counts;  // as account_columns() says
  bool is_file = false;
};

/// Returns what is counted: "rows", "used", and the reasons for which rows of any file are left
/// out. Pure.
std::vector<std::string> account_columns(const ListensSummary& summary);

/// Returns the accounts of the first `most` files, of the others together, and of all. Pure.
std::vector<AccountRow> account_rows(const ListensSummary& summary, std::size_t most);

}  // namespace reprise
