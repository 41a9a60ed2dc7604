// Writes sentences about logs of listening, which the console and the page share.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "reports/results/listens_summary.h"

namespace reprise {

/// Returns "468 rows, 438 used, left out 23 no tracks (podcasts, ...), 3 duplicates of used rows",
/// in plain words.
std::string account_sentence(const RowCounts& counts);

/// Returns facts about plays and sessions, one sentence each, in plain words without names.
std::vector<std::string> listens_facts(const ListensSummary& summary);

/// Returns remarks: how the log was understood, and what it cannot tell. In plain words, but the
/// names of files.
std::vector<std::string> listens_remarks(const ListensSummary& summary);

/// Returns part / whole as a percentage without decimals; "n/a" of nothing.
std::string percent_of(std::uint64_t part, std::uint64_t whole);

/// Returns a date as "2023-07-31"; the milliseconds are since 1970. "day 12" for an unknown
/// calendar.
std::string date_text(std::int64_t milliseconds, bool relative);

}  // namespace reprise
