#include "experiments/logs/log_paths.h"

#include <algorithm>
#include <filesystem>

#include <fmt/format.h>

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

std::vector<std::string> files_in(const fs::path& directory) {
  std::vector<std::string> replicas;
  std::vector<std::string> all;
  try {
    constexpr auto kSkip = fs::directory_options::skip_permission_denied;
    for (auto at = fs::recursive_directory_iterator(directory, kSkip);
         at != fs::recursive_directory_iterator(); ++at) {
      if (!at->is_regular_file() || !is_log(at->path())) continue;
      all.push_back(at->path().string());
      if (at.depth() == 1) replicas.push_back(at->path().string());
    }
  } catch (const fs::filesystem_error& error) {
    throw UserError({directory.string(), 0, 0},
                    fmt::format("cannot read this directory: {}", error.code().message()));
  }
  std::vector<std::string>& files = replicas.empty() ? all : replicas;
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
                      "for each replica; name the files of the log");
    }
    files.insert(files.end(), found.begin(), found.end());
  }
  return files;
}

}  // namespace reprise
