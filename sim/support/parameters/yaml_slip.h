// Names the slip behind a text that is not YAML. The parser only says where it could not go on,
// which is often the line after the slip.
#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>

namespace reprise {

struct YamlSlip {
  std::size_t line = 0;    // from 0
  std::size_t column = 0;  // from 0
  std::string message;     // what is wrong, and what to write
};

/// Returns the slip that most likely made the parser stop in line `stopped` (from 0): a tab in an
/// indentation, a colon without a blank behind it, or a key that is not below its neighbours.
/// Returns nothing when it finds none of them there. Pure.
std::optional<YamlSlip> find_yaml_slip(std::string_view text, std::size_t stopped);

}  // namespace reprise
