#include "experiments/spec/session_log_spec.h"

#include <algorithm>
#include <filesystem>

namespace reprise {
namespace {

// Returns true for a path that a config may have files written to: a path below a directory of
// ours, made of plain names.
bool stays_inside(const std::filesystem::path& path) {
  if (path.empty() || path.is_absolute() || !path.has_filename()) return false;
  return std::none_of(path.begin(), path.end(), [](const std::filesystem::path& part) {
    return part.empty() || part.native().front() == '.';
  });
}

// Returns true when the path begins with a name that a run gives to a file of its own.
bool is_taken(const std::filesystem::path& path) {
  const std::string first = path.begin()->string();
  for (const char* taken :
       {"config.yaml", "results.json", "manifest.json", "users.csv", "figures", "report.html",
        "report.md", "effects.csv", "segments.csv", "paper.tex", "checkpoint"}) {
    if (first == taken) return true;
  }
  return false;
}

}  // namespace

const Parameters<SessionLogSpec>& SessionLogSpec::parameters() {
  static const Parameters<SessionLogSpec> parameters =
      Parameters<SessionLogSpec>("log")
          .add("format", &SessionLogSpec::format, "whose log it looks like")
          .add("path", &SessionLogSpec::path, "of the file, inside of the run's directory")
          .short_form()
          .add("propensities", &SessionLogSpec::propensities,
               "also write the probability of each recommendation, and among how many tracks")
          .check([](const SessionLogSpec& log, const Node& node) {
            const Node* written = node.is_map() ? node.find("path") : &node;
            const Node& at = written == nullptr ? node : *written;
            const std::filesystem::path path(log.path);
            if (!stays_inside(path)) {
              throw wrong_type(at, "log.path",
                               "a path inside of the run's directory, such as data.json");
            }
            if (is_taken(path)) {
              throw wrong_type(at, "log.path",
                               "another name than those of the run's own files, such as data.json");
            }
          });
  return parameters;
}

}  // namespace reprise
