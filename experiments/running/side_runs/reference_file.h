// Keeps the time per session of a reference treatment on disk, because playing the reference takes
// most of the time of a small experiment.
#pragma once

#include <filesystem>
#include <optional>
#include <string>

#include "reports/results/results.h"
#include "sim/support/progress.h"

namespace reprise {

/// An estimate on disk, named by a hash of everything that it depends on. Only the same build of
/// the program uses it, because another build may play other sessions. Any number of processes may
/// use a directory.
class ReferenceFile {
 public:
  /// The file is in `cache`; with an empty `cache` nothing is kept. `depends_on` names everything
  /// that the estimate depends on, except the program.
  ReferenceFile(const std::filesystem::path& cache, const std::string& depends_on);

  /// Returns the estimate; nothing when there is none. A damaged file counts as none, and a note
  /// says so.
  std::optional<MetricEstimate> read(const Progress& progress) const;
  /// Writes the estimate. A failure is ignored, because it costs the next run only time.
  void write(const MetricEstimate& figure) const;

 private:
  std::filesystem::path path_;  // empty: nothing is kept
};

}  // namespace reprise
