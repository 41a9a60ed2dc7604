#include "experiments/running/config_file.h"

#include <chrono>
#include <optional>
#include <system_error>

#include <fmt/chrono.h>
#include <fmt/format.h>

#include "sim/support/files/file.h"
#include "sim/support/parameters/input_file.h"

namespace reprise {
namespace {

// Earlier directories that are looked at: listing more takes longer than the answer is worth.
constexpr std::size_t kMostDirectories = 2000;

struct EarlierConfig {
  std::filesystem::path directory;
  std::filesystem::file_time_type written;
  std::vector<InputFile> files;
};

std::string local_time(std::filesystem::file_time_type time) {
  const auto system = std::chrono::file_clock::to_sys(time);
  return fmt::format(
      "{:%Y-%m-%d %H:%M}",
      fmt::localtime(std::chrono::system_clock::to_time_t(
          std::chrono::time_point_cast<std::chrono::system_clock::duration>(system))));
}

// Returns the config of a directory; nothing where there is none that can be read.
std::optional<Node> read_config(const std::filesystem::path& file) {
  try {
    return parse_yaml(read_file(file, std::size_t{16} << 20), file.string());
  } catch (const UserError&) {
    return std::nullopt;
  }
}

}  // namespace

std::string config_text(const ExperimentSpec& spec, const std::filesystem::path& directory) {
  return write_yaml(with_paths_from(spec.resolved, directory));
}

void write_config(const std::filesystem::path& directory, const ExperimentSpec& spec) {
  write_file(directory / kConfigFile, config_text(spec, directory));
}

std::vector<std::string> changed_input_files(const std::filesystem::path& runs,
                                             const ExperimentSpec& spec) {
  const std::vector<InputFile> files = input_files_of(spec.resolved);
  if (files.empty()) return {};
  const std::string settings = write_yaml(without_input_files(spec.resolved));

  // Find the latest config with the same settings.
  std::optional<EarlierConfig> latest;
  std::error_code error;
  std::size_t seen = 0;
  for (std::filesystem::directory_iterator at(runs, error), end; !error && at != end;
       at.increment(error)) {
    if (++seen > kMostDirectories) break;
    const std::filesystem::path file = at->path() / kConfigFile;
    const auto written = std::filesystem::last_write_time(file, error);
    if (error) {
      error.clear();
      continue;
    }
    if (latest && latest->written >= written) continue;
    const std::optional<Node> config = read_config(file);
    if (!config || write_yaml(without_input_files(*config)) != settings) continue;
    latest = {.directory = at->path(), .written = written, .files = input_files_of(*config)};
  }
  if (!latest || latest->files.size() != files.size()) return {};

  std::vector<std::string> changed;
  for (std::size_t i = 0; i < files.size(); ++i) {
    if (files[i].content == latest->files[i].content) continue;
    changed.push_back(
        fmt::format("{} has changed since the run of {} in {} ({} then, {} now), so nothing of "
                    "that run is used",
                    files[i].path.string(), local_time(latest->written), latest->directory.string(),
                    latest->files[i].content, files[i].content));
  }
  return changed;
}

}  // namespace reprise
