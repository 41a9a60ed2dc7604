// The address of a draw as text, to send it where the draw is made.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "sim/random/streams.h"

namespace reprise {

/// "3f2a9c01-00000007:12:3": the key's words in hexadecimal, the episode, the index. Pure.
std::string draw_address_text(const DrawAddress& address);
/// Nothing for any other text. Pure.
std::optional<DrawAddress> read_draw_address(std::string_view text);

}  // namespace reprise
