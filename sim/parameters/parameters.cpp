#include "sim/parameters/parameters.h"

#include <charconv>

namespace reprise {
namespace {

// The whole text as a number, or nothing.
template <class Number>
bool parse_number(const std::string& text, Number& value) {
  const char* begin = text.data();
  const char* end = begin + text.size();
  if (begin != end && *begin == '+') {
    ++begin;
    if (begin != end && *begin == '-') return false;
  }
  const auto [stop, error] = std::from_chars(begin, end, value);
  return error == std::errc() && stop == end;
}

}  // namespace

std::string Limits::str() const {
  const bool below = std::isfinite(min);
  const bool above = std::isfinite(max);
  if (below && above) return fmt::format("{} to {}", min, max);
  if (below) return fmt::format("at least {}", min);
  if (above) return fmt::format("at most {}", max);
  return "";
}

UserError wrong_type(const Node& node, const std::string& what, const std::string& expected) {
  return UserError(node.place,
                   fmt::format("'{}' is {}; expected {}", what, node.describe(), expected));
}

bool ParameterType<bool>::read(const Node& node, const std::string& what) {
  if (node.is_scalar() && !node.quoted) {
    if (node.scalar == "true") return true;
    if (node.scalar == "false") return false;
  }
  throw wrong_type(node, what, name());
}

std::int64_t ParameterType<std::int64_t>::read(const Node& node, const std::string& what) {
  if (node.is_scalar() && !node.quoted) {
    std::int64_t value = 0;
    if (parse_number(node.scalar, value)) return value;
    // 1e6 is an integer too, as long as a double holds it exactly.
    double wide = 0;
    if (parse_number(node.scalar, wide) && wide == std::floor(wide) && std::abs(wide) <= 0x1p53) {
      return static_cast<std::int64_t>(wide);
    }
  }
  throw wrong_type(node, what, "an integer");
}

double ParameterType<double>::read(const Node& node, const std::string& what) {
  if (node.is_scalar() && !node.quoted) {
    double value = 0;
    if (parse_number(node.scalar, value) && std::isfinite(value)) return value;
  }
  throw wrong_type(node, what, "a finite number");
}

std::string ParameterType<std::string>::read(const Node& node, const std::string& what) {
  if (!node.is_scalar()) throw wrong_type(node, what, "text");
  return node.scalar;
}

}  // namespace reprise
