#include "experiments/studies/directories/found_runs.h"

#include <algorithm>

#include <nlohmann/json.hpp>

#include "reports/results/results_json.h"
#include "reports/sweeps/sweep_answer.h"
#include "reports/sweeps/sweep_json.h"
#include "reports/text/display_text.h"
#include "reports/text/number_text.h"
#include "sim/support/files/file.h"
#include "sim/support/parameters/node.h"
#include "sim/support/user_error.h"

namespace reprise {
namespace {

namespace fs = std::filesystem;

bool has(const fs::path& directory, const char* file) {
  std::error_code error;
  return fs::exists(directory / file, error);
}

// Appends the values below a node with their paths.
void flatten(const Node& node, const std::string& path,
             std::vector<std::pair<std::string, std::string>>& into) {
  const auto below = [&](const std::string& key) { return path.empty() ? key : path + "." + key; };
  if (node.is_map()) {
    for (const Field& field : node.fields) flatten(field.value, below(field.key), into);
  } else if (node.is_sequence()) {
    for (std::size_t i = 0; i < node.items.size(); ++i) {
      flatten(node.items[i], below(std::to_string(i)), into);
    }
  } else {
    into.emplace_back(path, node.scalar);
  }
}

// Reads when a run was finished, and by which program, if its manifest says so.
void read_manifest(const fs::path& file, ListedRun& run) {
  try {
    const auto manifest = nlohmann::json::parse(read_file(file));
    run.finished = manifest.at("finished").get<std::int64_t>();
    const auto& program = manifest.at("program");
    run.program = "reprise " + program.at("version").get<std::string>() + " (commit " +
                  program.at("commit").get<std::string>() + ")";
  } catch (const std::exception&) {
    // A run without its manifest is a run all the same.
  }
}

bool is_sweep(const fs::path& path) {
  return has(path, "sweep.json") ||
         (has(path, "config.yaml") && path.filename().string().starts_with("sweep_"));
}

// Reads a sweep's own directory, which has no results of sessions but the ranking of its cells.
void read_sweep(const fs::path& directory, ListedRun& run) {
  run.sweep = "sweep";
  if (!has(directory, "sweep.json")) return;
  try {
    const SweepResults sweep = read_sweep_json(read_file(directory / "sweep.json"));
    run.state = "complete";
    run.name = sweep.experiment;
    run.sweep = "sweep of " + amount_text(sweep.cells.size(), "cell");
    run.sweep_answer = sweep_answer(sweep, printable);
    if (run.program.empty()) run.program = sweep.program;
    if (!sweep.config.empty()) {
      flatten(parse_yaml(sweep.config, "config.yaml"), "", run.parameters);
    }
  } catch (const std::runtime_error&) {
    if (run.sweep_answer.empty()) run.state = "damaged";
  }
}

ListedRun read_run(const fs::path& directory, const fs::path& root) {
  ListedRun run;
  run.directory = directory.lexically_relative(root).string();
  run.name = directory.parent_path().filename().string();
  run.state = "unfinished";
  if (has(directory, "manifest.json")) read_manifest(directory / "manifest.json", run);
  if (is_sweep(directory)) {
    read_sweep(directory, run);
    return run;
  }
  if (!has(directory, "results.json")) return run;
  try {
    run.results = read_results_json(read_file(directory / "results.json"));
    run.state = "complete";
    run.name = run.results->experiment;
    if (run.program.empty()) run.program = run.results->program;
    if (!run.results->config.empty()) {
      flatten(parse_yaml(run.results->config, "config.yaml"), "", run.parameters);
    }
  } catch (const std::runtime_error&) {
    if (!run.results) run.state = "damaged";
  }
  return run;
}

}  // namespace

std::vector<ListedRun> found_runs(const fs::path& directory) {
  std::error_code error;
  if (!fs::is_directory(directory, error)) {
    throw UserError({directory.string(), 0, 0},
                    "is no directory; name one with runs, such as runs");
  }
  const fs::path root = directory.lexically_normal();
  std::vector<fs::path> found;
  const auto is_run = [](const fs::path& path) {
    return has(path, "results.json") || has(path, "config.yaml") || has(path, "sweep.json");
  };
  if (is_run(root)) found.push_back(root);
  for (fs::recursive_directory_iterator
           entry(root, fs::directory_options::skip_permission_denied, error),
       end;
       !error && entry != end; entry.increment(error)) {
    std::error_code unknown;
    if (entry->is_directory(unknown) && !entry->is_symlink(unknown) && is_run(entry->path())) {
      found.push_back(entry->path());
      // Whoever makes a run again in its own directory has it there a second time.
      entry.disable_recursion_pending();
    }
  }
  std::sort(found.begin(), found.end());
  std::vector<ListedRun> runs;
  for (const fs::path& path : found) runs.push_back(read_run(path, root));
  return runs;
}

}  // namespace reprise
