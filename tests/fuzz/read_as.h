// Reads an input as a log of listening of one format, to the JSON and text that the command prints.
#pragma once

#include <cstdint>
#include <string_view>

#include "experiments/listens/listens_format.h"
#include "experiments/listens/read_listens.h"
#include "experiments/listens/summarize_listens.h"
#include "reports/listens/listens_console.h"
#include "reports/listens/listens_json.h"
#include "tests/fuzz/input_file.h"
#include "tests/fuzz/mistake.h"

namespace reprise {

/// A request that finds every kind of fault in rows. `now` is fixed, so that a finding stays one.
inline ListensRequest fuzzed_request(const InputInMemory& file) {
  ListensRequest request;
  request.paths = {file.path().string()};
  request.now = 1798675200000;
  request.bad_rows = 3;
  return request;
}

inline void tell(const ListeningLog& log, const ListensRequest& request) {
  const ListensSummary summary = summarize_listens(log, estimate_lengths(log), request);
  write_listens_json(summary);
  write_listens_console(summary);
  std::uint64_t left_out = 0;
  for (const auto& [reason, rows] : summary.counts.left_out) left_out += rows;
  REPRISE_CHECK(summary.counts.rows == summary.counts.used + left_out,
                "{} rows, but {} used and {} left out", summary.counts.rows, summary.counts.used,
                left_out);
  REPRISE_CHECK(summary.plays + summary.joined == summary.counts.used,
                "{} used rows, but {} plays and {} joined", summary.counts.used, summary.plays,
                summary.joined);
}

/// Reads the input by this format's reader, whether the format recognises it or not.
inline int read_as(std::string_view name, const std::uint8_t* data, std::size_t size,
                   std::string_view columns = {}) {
  const ListensFormat* format = Registered<ListensFormat>::instance().find(name);
  REPRISE_CHECK(format != nullptr, "there is no format {}", name);
  const InputInMemory file(text_of(data, size));
  read_or_refuse([&] {
    ListensRequest request = fuzzed_request(file);
    if (!columns.empty()) request.columns = read_columns(columns);
    LogBytes bytes({request.paths[0], std::nullopt, "log"});
    format->recognise({bytes.head(), request});
    ListensRows rows(request);
    rows.begin_file("log", format->name, format->hidden_users);
    format->read(bytes, rows);
    tell(build_plays(rows, request), request);
  });
  return 0;
}

}  // namespace reprise
