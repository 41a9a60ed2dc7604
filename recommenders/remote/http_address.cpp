#include "recommenders/remote/http_address.h"

#include <algorithm>
#include <cctype>

#include <fmt/format.h>

namespace reprise {
namespace {

constexpr std::string_view kScheme = "http://";

bool is_port(std::string_view text) {
  return !text.empty() && text.size() <= 5 &&
         text.find_first_not_of("0123456789") == std::string_view::npos &&
         std::stoi(std::string(text)) >= 1 && std::stoi(std::string(text)) <= 65535;
}

// Returns whether the text of a host or path has no character that could be taken for another part
// of a request.
bool is_plain(std::string_view text) {
  return std::none_of(text.begin(), text.end(), [](char c) {
    return std::isgraph(static_cast<unsigned char>(c)) == 0 ||
           std::string_view("?#@\\\"<>").find(c) != std::string_view::npos;
  });
}

}  // namespace

std::string HttpAddress::url() const {
  const bool numbered = host.find(':') != std::string::npos;
  return fmt::format("{}{}{}{}:{}{}", kScheme, numbered ? "[" : "", host, numbered ? "]" : "", port,
                     prefix);
}

HttpAddress ParameterType<HttpAddress>::read(const Node& node, const std::string& what) {
  const auto wrong = [&] {
    return wrong_type(node, what, "the address of a service, such as http://127.0.0.1:5001");
  };
  if (!node.is_scalar()) throw wrong();
  // Reads the scheme.
  std::string_view rest = node.scalar;
  if (!rest.starts_with(kScheme)) throw wrong();
  rest.remove_prefix(kScheme.size());
  HttpAddress address;
  // Reads the prefix.
  const std::size_t slash = std::min(rest.find('/'), rest.size());
  address.prefix = std::string(rest.substr(slash));
  while (address.prefix.ends_with('/')) address.prefix.pop_back();
  std::string_view host = rest.substr(0, slash);
  // Reads the host. An IPv6 number is in brackets.
  if (host.starts_with('[')) {
    const std::size_t end = host.find(']');
    if (end == std::string_view::npos) throw wrong();
    address.host = std::string(host.substr(1, end - 1));
    host.remove_prefix(end + 1);
    if (!host.empty() && !host.starts_with(':')) throw wrong();
  } else {
    const std::size_t colon = std::min(host.find(':'), host.size());
    address.host = std::string(host.substr(0, colon));
    host.remove_prefix(colon);
  }
  // Reads the port.
  if (!host.empty()) {
    if (!is_port(host.substr(1))) throw wrong();
    address.port = std::string(host.substr(1));
  }
  if (address.host.empty() || !is_plain(address.host) || !is_plain(address.prefix)) throw wrong();
  return address;
}

Node ParameterType<HttpAddress>::write(const HttpAddress& address) {
  return address.host.empty() ? Node{} : Node::make_scalar(address.url());
}

}  // namespace reprise
