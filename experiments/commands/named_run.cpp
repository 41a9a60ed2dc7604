#include "experiments/commands/named_run.h"

#include <algorithm>
#include <string>
#include <vector>

#include <fmt/format.h>

#include "sim/support/user_error.h"

namespace reprise {
namespace {

namespace fs = std::filesystem;

using Files = std::initializer_list<const char*>;

bool has_any(const fs::path& directory, Files files) {
  return std::any_of(files.begin(), files.end(), [&](const char* file) {
    std::error_code error;
    return fs::exists(directory / file, error);
  });
}

// Returns the directories right inside `directory`, in the order of their names.
std::vector<fs::path> directories_in(const fs::path& directory) {
  std::vector<fs::path> found;
  std::error_code error;
  for (fs::directory_iterator entry(directory, error), end; !error && entry != end;
       entry.increment(error)) {
    std::error_code unknown;
    if (entry->is_directory(unknown)) found.push_back(entry->path());
  }
  std::sort(found.begin(), found.end());
  return found;
}

// Returns the sweeps right inside `directory`, or its runs if there is no sweep.
std::vector<fs::path> runs_in(const fs::path& directory, Files files) {
  std::vector<fs::path> runs;
  std::vector<fs::path> sweeps;
  for (const fs::path& inside : directories_in(directory)) {
    if (!has_any(inside, files)) continue;
    const bool sweep = inside.filename().string().starts_with("sweep_");
    (sweep ? sweeps : runs).push_back(inside);
  }
  return sweeps.empty() ? runs : sweeps;
}

}  // namespace

std::optional<fs::path> find_named_run(const fs::path& directory, Files files) {
  if (has_any(directory, files)) return directory;
  std::vector<fs::path> runs = runs_in(directory, files);
  for (const fs::path& experiment : directories_in(directory)) {
    if (has_any(experiment, files)) continue;  // it is a run itself
    for (fs::path& run : runs_in(experiment, files)) runs.push_back(std::move(run));
  }
  if (runs.empty()) return std::nullopt;
  if (runs.size() == 1) return runs.front();
  constexpr std::size_t kMostNamed = 10;
  std::string names;
  for (std::size_t i = 0; i < std::min(runs.size(), kMostNamed); ++i) {
    names += (i == 0 ? "" : ", ") + runs[i].string();
  }
  if (runs.size() > kMostNamed) names += fmt::format(" and {} more", runs.size() - kMostNamed);
  const auto sweeps = std::count_if(runs.begin(), runs.end(), [](const fs::path& run) {
    return run.filename().string().starts_with("sweep_");
  });
  const char* what = sweeps == 0                                ? "runs"
                     : sweeps == static_cast<long>(runs.size()) ? "sweeps"
                                                                : "runs and sweeps";
  throw UserError(
      {directory.string(), 0, 0},
      fmt::format("has {} {} below it: {}; name one of them", runs.size(), what, names));
}

}  // namespace reprise
