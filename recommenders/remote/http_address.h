// Where a service answers: http://HOST[:PORT][/PREFIX].
#pragma once

#include <string>

#include "sim/support/parameters/parameters.h"

namespace reprise {

struct HttpAddress {
  std::string host;  // a name or a number, without the brackets of IPv6
  std::string port = "80";
  std::string
      prefix;  // what the paths of all requests begin with: "" or "/api", no slash at its end

  /// "http://127.0.0.1:5001/api".
  std::string url() const;
};

template <>
struct ParameterType<HttpAddress> {
  static std::string name() { return "address such as http://127.0.0.1:5001"; }
  static HttpAddress read(const Node& node, const std::string& what);
  static Node write(const HttpAddress& address);
};

}  // namespace reprise
