// How sentences write the names that a config gave to things.
#pragma once

#include <functional>
#include <string>
#include <string_view>

namespace reprise {

/// How a name is written where a sentence is shown: escaped, quoted, or as code.
using NameWriter = std::function<std::string(std::string_view)>;

}  // namespace reprise
