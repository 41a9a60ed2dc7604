// Reads and writes the address of a service: http://HOST[:PORT][/PREFIX].
#pragma once

#include <string>

#include "sim/support/parameters/parameters.h"

namespace reprise {

struct HttpAddress {
  std::string host;  // a name or a number; an IPv6 number has no brackets here
  std::string port = "80";
  // The beginning of the paths of all requests: "" or "/api", without a slash at the end.
  std::string prefix;

  /// Returns the address as text, such as "http://127.0.0.1:5001/api".
  std::string url() const;
};

template <>
struct ParameterType<HttpAddress> {
  static std::string name() { return "address such as http://127.0.0.1:5001"; }
  static HttpAddress read(const Node& node, const std::string& what);
  static Node write(const HttpAddress& address);
};

}  // namespace reprise
