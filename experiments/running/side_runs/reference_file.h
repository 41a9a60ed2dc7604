// What a reference came to, kept on disk: it takes most of the time of a small experiment.
#pragma once

#include <filesystem>
#include <optional>
#include <string>

#include "reports/results/results.h"
#include "sim/support/progress.h"

namespace reprise {

/// A figure kept under what it depends on. Only the very program that wrote it takes it: one that
/// was built anew may play otherwise. Any number of processes may use a directory.
class ReferenceFile {
 public:
  /// In `cache`; where that is empty nothing is kept.
  ReferenceFile(const std::filesystem::path& cache, const std::string& depends_on);

  /// Nothing where there is none. A damaged one is none, and said.
  std::optional<MetricEstimate> read(const Progress& progress) const;
  /// Keeps it, where it can be.
  void write(const MetricEstimate& figure) const;

 private:
  std::filesystem::path path_;  // empty: nothing is kept
};

}  // namespace reprise
