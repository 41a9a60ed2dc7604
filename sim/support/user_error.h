// What a user got wrong, and where. The command line shows the message and exits with code 2.
#pragma once

#include <stdexcept>
#include <string>

namespace reprise {

/// Where a value was written: `source` is a file or an option such as `--set design=splitt`;
/// line and column count from 1, 0 where there is none.
struct Place {
  std::string source;
  int line = 0;
  int column = 0;

  /// "file:line:column", "file:line", or "source".
  std::string str() const;
};

/// A mistake of the user's: one message that names the place, the value and the way out.
class UserError : public std::runtime_error {
 public:
  explicit UserError(const std::string& message) : std::runtime_error(message) {}
  UserError(const Place& place, const std::string& message)
      : std::runtime_error(place.str() + ": " + message) {}
};

}  // namespace reprise
