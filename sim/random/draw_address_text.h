// The address of a draw as text, so that it can be sent to the process that makes the draw.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "sim/random/streams.h"

namespace reprise {

/// Writes an address as "3f2a9c01-00000007:12:3": the two words of the key in hexadecimal, the
/// episode, the index. Pure.
std::string draw_address_text(const DrawAddress& address);
/// Reads the text that draw_address_text writes. Returns nothing for any other text. Pure.
std::optional<DrawAddress> read_draw_address(std::string_view text);

}  // namespace reprise
