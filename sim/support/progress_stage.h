// Names the work that stages of progress belong to.
#pragma once

#include <string>

#include <fmt/format.h>

#include "sim/support/progress_note.h"

namespace reprise {

/// Returns a callback that hands everything on to `progress` and names stages "WORK: STAGE"; notes
/// stay as they are. Without a callback it returns none.
inline Progress progress_of(std::string work, const Progress& progress) {
  if (!progress) return {};
  return [work = std::move(work), progress](std::string_view stage, std::size_t done,
                                            std::size_t total) {
    progress(total == kNote ? std::string(stage) : fmt::format("{}: {}", work, stage), done, total);
  };
}

}  // namespace reprise
