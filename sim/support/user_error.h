// UserError: a mistake of the user, with its place. The command line shows the message and exits
// with code 2.
#pragma once

#include <stdexcept>
#include <string>

namespace reprise {

/// The place where a value was written. `source` is a file or an option, such as
/// `--set design=splitt`. `line` and `column` count from 1 and are 0 where there is none.
struct Place {
  std::string source;
  int line = 0;
  int column = 0;

  /// Returns "file:line:column", "file:line", or "source".
  std::string str() const;
};

/// A mistake of the user. The message names the place, the value and the way to correct it.
class UserError : public std::runtime_error {
 public:
  explicit UserError(const std::string& message) : std::runtime_error(message) {}
  UserError(const Place& place, const std::string& message)
      : std::runtime_error(place.str() + ": " + message) {}
};

}  // namespace reprise
