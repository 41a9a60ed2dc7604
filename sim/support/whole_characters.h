// Cuts UTF-8 text without leaving a part of a character.
#pragma once

#include <cstddef>
#include <string_view>

namespace reprise {

/// Returns the beginning of `text` in at most `most` bytes, up to the end of a character. Text that
/// is not UTF-8 is cut somewhere within these bytes. Pure.
inline std::string_view whole_characters(std::string_view text, std::size_t most) {
  if (text.size() <= most) return text;
  const auto continues = [&](std::size_t at) {
    return (static_cast<unsigned char>(text[at]) & 0xC0U) == 0x80U;
  };
  while (most > 0 && continues(most)) --most;
  return text.substr(0, most);
}

}  // namespace reprise
