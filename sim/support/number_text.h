#pragma once

#include <charconv>
#include <optional>
#include <string_view>
#include <system_error>

namespace reprise {

/// Returns the number that is the whole text, as std::from_chars reads it: without blanks or a
/// leading '+', the same in every locale; a double may be infinite or no number ("inf", "nan").
/// Absent for other texts, and for numbers that `Number` cannot hold. Any thread may call it.
template <class Number>
std::optional<Number> number_of_text(std::string_view text) {
  Number number{};
  const char* const end = text.data() + text.size();
  const auto [stop, error] = std::from_chars(text.data(), end, number);
  if (error != std::errc() || stop != end) return std::nullopt;
  return number;
}

}  // namespace reprise
