#include "sim/random/draw_address_text.h"

#include <charconv>

#include <fmt/format.h>

namespace reprise {
namespace {

// Takes a number and the separator after it from the front of the text. Separator 0 means that the
// text must end there. Returns false when the text has another form.
template <class Number>
bool take(std::string_view& text, int base, char separator, Number& number) {
  const char* const end = text.data() + text.size();
  const auto [at, error] = std::from_chars(text.data(), end, number, base);
  if (error != std::errc()) return false;
  if (separator == 0) return at == end;
  if (at == end || *at != separator) return false;
  text.remove_prefix(static_cast<std::size_t>(at - text.data()) + 1);
  return true;
}

}  // namespace

std::string draw_address_text(const DrawAddress& address) {
  return fmt::format("{:08x}-{:08x}:{}:{}", address.key[0], address.key[1], address.episode,
                     address.index);
}

std::optional<DrawAddress> read_draw_address(std::string_view text) {
  DrawAddress address;
  if (!take(text, 16, '-', address.key[0]) || !take(text, 16, ':', address.key[1]) ||
      !take(text, 10, ':', address.episode) || !take(text, 10, 0, address.index)) {
    return std::nullopt;
  }
  return address;
}

}  // namespace reprise
