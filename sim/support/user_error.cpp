#include "sim/support/user_error.h"

#include <fmt/format.h>

namespace reprise {

std::string Place::str() const {
  if (line <= 0) return source;
  if (column <= 0) return fmt::format("{}:{}", source, line);
  return fmt::format("{}:{}:{}", source, line, column);
}

}  // namespace reprise
