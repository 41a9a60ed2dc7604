#include "experiments/logs/log_paths.h"

#include <algorithm>
#include <filesystem>
#include <functional>
#include <map>

#include <fmt/format.h>

#include "experiments/running/config_file.h"
#include "sim/support/parameters/node.h"
#include "sim/support/user_error.h"

namespace reprise {
namespace {

namespace fs = std::filesystem;

// Returns whether the name is data.json, data.json.7, data.json.gz or data.json.7.gz.
bool is_log(const fs::path& file) {
  constexpr std::string_view kLog = "data.json";
  std::string name = file.filename().string();
  if (!name.starts_with(kLog)) return false;
  if (name.ends_with(".gz")) name.resize(name.size() - 3);
  const std::string_view rest = std::string_view(name).substr(kLog.size());
  return rest.empty() || (rest.size() > 1 && rest.front() == '.' &&
                          rest.find_first_not_of("0123456789", 1) == std::string_view::npos);
}

// Returns whether a file is the config.yaml of a run, and not somebody else's file of this name.
bool is_of_a_run(const fs::path& file) {
  if (file.filename() != kConfigFile) return false;
  try {
    return read_yaml(file.string()).find("experiment") != nullptr;
  } catch (const UserError&) {
    return false;
  }
}

// The logs below a directory.
struct FoundLogs {
  std::map<std::string, std::vector<std::string>> of_runs;  // by the run's directory
  std::vector<std::string> of_replicas;                     // DIR/*/data.json
  std::vector<std::string> others;                          // of no run, with those of replicas
};

FoundLogs find_logs(const fs::path& directory) {
  struct Log {
    fs::path file;
    bool replica;
  };
  std::vector<Log> logs;
  std::vector<fs::path> runs;
  try {
    constexpr auto kSkip = fs::directory_options::skip_permission_denied;
    for (auto at = fs::recursive_directory_iterator(directory, kSkip);
         at != fs::recursive_directory_iterator(); ++at) {
      if (!at->is_regular_file()) continue;
      const fs::path& file = at->path();
      if (is_log(file)) logs.push_back({file, at.depth() == 1});
      if (is_of_a_run(file)) runs.push_back(file.parent_path());
    }
  } catch (const fs::filesystem_error& error) {
    throw UserError({directory.string(), 0, 0},
                    fmt::format("cannot read this directory: {}", error.code().message()));
  }
  // A run inside another run's directory comes before it, so that a log is the inner one's.
  std::sort(runs.begin(), runs.end(), std::greater<>());
  FoundLogs found;
  for (const Log& log : logs) {
    const std::string file = log.file.string();
    const auto run = std::find_if(runs.begin(), runs.end(), [&](const fs::path& one) {
      return std::mismatch(one.begin(), one.end(), log.file.begin(), log.file.end()).first ==
             one.end();
    });
    if (run != runs.end()) {
      found.of_runs[run->string()].push_back(file);
      continue;
    }
    found.others.push_back(file);
    if (log.replica) found.of_replicas.push_back(file);
  }
  return found;
}

UserError several(const fs::path& directory, const FoundLogs& found) {
  constexpr std::size_t kMostNamed = 10;
  std::vector<std::string> names;
  for (const auto& [run, logs] : found.of_runs) names.push_back(run);
  const std::size_t runs = names.size();
  names.insert(names.end(), found.others.begin(), found.others.end());
  const std::size_t more = names.size() - std::min(names.size(), kMostNamed);
  names.resize(names.size() - more);
  return UserError(
      {directory.string(), 0, 0},
      fmt::format("has the logs of {} below it: {}{}; name one of them",
                  found.others.empty() ? fmt::format("{} runs", runs) : "runs and others",
                  fmt::join(names, ", "), more == 0 ? "" : fmt::format(" and {} more", more)));
}

std::vector<std::string> files_in(const fs::path& directory) {
  FoundLogs found = find_logs(directory);
  if (found.of_runs.size() > 1 || (!found.of_runs.empty() && !found.others.empty())) {
    throw several(directory, found);
  }
  std::vector<std::string>& files = !found.of_runs.empty()       ? found.of_runs.begin()->second
                                    : !found.of_replicas.empty() ? found.of_replicas
                                                                 : found.others;
  std::sort(files.begin(), files.end());
  return files;
}

}  // namespace

std::vector<std::string> log_files(const std::vector<std::string>& paths) {
  std::vector<std::string> files;
  for (const std::string& path : paths) {
    std::error_code error;
    if (path == "-" || !fs::is_directory(path, error)) {
      files.push_back(path);
      continue;
    }
    std::vector<std::string> found = files_in(path);
    if (found.empty()) {
      throw UserError({path, 0, 0},
                      "this directory has no logs; expected a data.json in it or in a directory "
                      "for each replica, or a run of an experiment with 'log: data.json'; name the "
                      "files of the log");
    }
    files.insert(files.end(), found.begin(), found.end());
  }
  return files;
}

}  // namespace reprise
