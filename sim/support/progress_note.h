// What somebody should be told of work that goes on all the same, by the way progress takes.
#pragma once

#include <limits>
#include <string_view>

#include "sim/support/progress.h"

namespace reprise {

/// The `total` of a call of Progress whose text is no stage but a note: "the cached ... is damaged;
/// making it again". Displays show notes even where they show no progress.
inline constexpr std::size_t kNote = std::numeric_limits<std::size_t>::max();

/// Tells `progress`, if there is one, as a note.
inline void note(const Progress& progress, std::string_view text) {
  if (progress) progress(text, 0, kNote);
}

}  // namespace reprise
