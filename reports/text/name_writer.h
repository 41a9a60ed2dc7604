// Defines how a sentence writes names that come from a config.
#pragma once

#include <functional>
#include <string>
#include <string_view>

namespace reprise {

/// A function that returns a name as a sentence shows it: escaped, quoted, or as code.
using NameWriter = std::function<std::string(std::string_view)>;

}  // namespace reprise
