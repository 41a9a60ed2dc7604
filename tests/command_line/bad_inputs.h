// Mistakes of users, for whoever looks at what they are told.
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
  std::vector<std::string> message;  // parts of it, in any order
};

inline void PrintTo(const BadInput& bad, std::ostream* out) { *out << bad.name; }

/// Those that are spelled out (bad_input_parts.h), because they take bytes or are made by a
/// program; more are in catalogue/.
std::vector<BadInput> all_bad_input();

}  // namespace reprise
