// Notes to the user from work that goes on. They are sent through the Progress callback.
#pragma once

#include <limits>
#include <string_view>

#include "sim/support/progress.h"

namespace reprise {

/// The value of `total` that marks a call of Progress as a note. The text is then not a stage but a
/// message, such as "the cached ... is damaged; making it again". Displays show notes even where
/// they show no progress.
inline constexpr std::size_t kNote = std::numeric_limits<std::size_t>::max();

/// Sends `text` to `progress` as a note, if there is a callback.
inline void note(const Progress& progress, std::string_view text) {
  if (progress) progress(text, 0, kNote);
}

}  // namespace reprise
