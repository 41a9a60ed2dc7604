// Mistakes of users, for the tests that look at the messages for them.
#pragma once

#include <map>
#include <ostream>
#include <string>
#include <vector>

namespace reprise {

struct BadInput {
  std::string name;
  std::map<std::string, std::string> files;
  std::vector<std::string> arguments;
  std::vector<std::string> message;  // parts of the message, in any order
};

inline void PrintTo(const BadInput& bad, std::ostream* out) { *out << bad.name; }

/// Returns the mistakes that are spelled out in C++ (bad_input_parts.h), because they need special
/// bytes or are made by a program. More mistakes are in catalogue/.
std::vector<BadInput> all_bad_input();

}  // namespace reprise
