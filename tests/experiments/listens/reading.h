// Reads logs of listening in tests.
#pragma once

#include <string>
#include <vector>

#include <nlohmann/json.hpp>

#include "experiments/listens/read_listens.h"
#include "experiments/listens/summarize_listens.h"
#include "reports/listens/listens_json.h"
#include "tests/temporary_folder.h"

namespace reprise {

/// Returns a request for these files, read at the end of 2026.
inline ListensRequest request_for(std::vector<std::string> paths) {
  ListensRequest request;
  request.paths = std::move(paths);
  request.now = 1798675200000;  // 2026-12-31
  return request;
}

inline ListensSummary summary_of(const ListensRequest& request) {
  const ListeningLog log = read_listens(request);
  return summarize_listens(log, estimate_lengths(log), request);
}

inline nlohmann::json json_of(const ListensRequest& request) {
  return nlohmann::json::parse(write_listens_json(summary_of(request)));
}

/// Reads one file with this text.
inline nlohmann::json json_of_text(std::string_view text, const std::string& columns = {},
                                   const std::string& name = "log") {
  const TemporaryFolder folder;
  ListensRequest request = request_for({folder.write(name, text)});
  if (!columns.empty()) request.columns = read_columns(columns);
  return json_of(request);
}

/// Returns the message for a request, or "read" when there is none.
inline std::string message_of(const ListensRequest& request) {
  try {
    read_listens(request);
  } catch (const UserError& error) {
    return error.what();
  }
  return "read";
}

/// Returns the message for a file with this text, without the path of its folder; "read" when there
/// is none.
inline std::string message_of_text(std::string_view text, const std::string& columns = {},
                                   const std::string& name = "log") {
  const TemporaryFolder folder;
  ListensRequest request = request_for({folder.write(name, text)});
  if (!columns.empty()) request.columns = read_columns(columns);
  std::string message = message_of(request);
  const std::string path = folder.path().string() + "/";
  for (std::size_t at = message.find(path); at != std::string::npos; at = message.find(path)) {
    message.erase(at, path.size());
  }
  return message;
}

}  // namespace reprise
