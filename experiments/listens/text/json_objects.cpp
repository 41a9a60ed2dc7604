#include "experiments/listens/text/json_objects.h"

#include <cstring>

#include <fmt/format.h>
#include <xxhash.h>

#include "experiments/listens/text/time_text.h"

namespace reprise {
namespace {

namespace dom = simdjson::dom;

static_assert(LogBytes::kPadding >= simdjson::SIMDJSON_PADDING);

bool is_space(char c) { return c == ' ' || c == '\t' || c == '\r' || c == '\n'; }

// Continues the scan of an object for its end. Strings are skipped by searching for their quotes.
class EndOfObject {
 public:
  // Returns the size of the object when its end is in `text`, which is longer in each call.
  std::optional<std::size_t> find(std::string_view text) {
    while (at_ < text.size()) {
      if (quoted_) {
        const void* quote = std::memchr(text.data() + at_, '"', text.size() - at_);
        if (quote == nullptr) {
          at_ = text.size();
          return std::nullopt;
        }
        at_ = static_cast<std::size_t>(static_cast<const char*>(quote) - text.data()) + 1;
        std::size_t backslashes = 0;
        while (text[at_ - 2 - backslashes] == '\\') ++backslashes;
        quoted_ = backslashes % 2 == 1;
        continue;
      }
      const char c = text[at_++];
      if (c == '"') {
        quoted_ = true;
      } else if (c == '{' || c == '[') {
        ++depth_;
      } else if ((c == '}' || c == ']') && --depth_ == 0) {
        return at_;
      }
    }
    return std::nullopt;
  }

 private:
  std::size_t at_ = 0;
  std::size_t depth_ = 0;
  bool quoted_ = false;
};

std::uint64_t hash_of(std::string_view text, std::uint64_t seed) {
  return XXH3_64bits_withSeed(text.data(), text.size(), seed);
}

}  // namespace

bool JsonObjects::skip_to_object() {
  for (;;) {
    const std::string_view rest = bytes_.rest();
    std::size_t at = 0;
    while (at < rest.size() && (is_space(rest[at]) || (rest[at] == ',' && objects_ > 0))) ++at;
    if (at == rest.size()) {
      bytes_.take(at);
      if (bytes_.more()) continue;
      if (in_array_ && !array_ended_) {
        throw UserError(bytes_.place(bytes_.line()),
                        fmt::format("the file ends in the middle of its array, after row {}; copy "
                                    "it again, or export it once more",
                                    objects_));
      }
      return false;
    }
    const char c = rest[at];
    if (c == '{' && !array_ended_) {
      bytes_.take(at);
      return true;
    }
    bytes_.take(at + 1);
    if (c == '[' && !in_array_ && objects_ == 0) {
      in_array_ = true;
    } else if (c == ']' && in_array_ && !array_ended_) {
      array_ended_ = true;
    } else {
      throw UserError(bytes_.place(bytes_.line()),
                      fmt::format("row {}: this is no JSON object; expected one for each play, one "
                                  "a line or in an array",
                                  objects_ + 1));
    }
  }
}

std::optional<std::size_t> JsonObjects::object_size() {
  EndOfObject end;
  for (;;) {
    if (const auto size = end.find(bytes_.rest())) return size;
    if (!bytes_.more()) return std::nullopt;
  }
}

std::optional<dom::object> JsonObjects::next() {
  if (!skip_to_object()) return std::nullopt;
  line_ = bytes_.line();
  ++objects_;
  constexpr bool kPadded = false;  // realloc_if_needed of simdjson: the text is padded already
  dom::object object;
  // Most logs have an object a line. Whether a line is one is left to the parser.
  if (!in_array_) {
    const std::string_view rest = bytes_.rest();
    const std::size_t line_end = rest.find('\n');
    if (line_end != std::string_view::npos) {
      std::size_t size = line_end;
      while (size > 0 && is_space(rest[size - 1])) --size;
      if (rest[size - 1] == '}' &&
          parser_.parse(rest.data(), size, kPadded).get(object) == simdjson::SUCCESS) {
        bytes_.take(size);
        return object;
      }
    }
  }
  const std::optional<std::size_t> size = object_size();
  if (!size) {
    throw UserError(place(), fmt::format("row {}: the file ends in the middle of this row; copy it "
                                         "again, or export it once more",
                                         objects_));
  }
  const simdjson::error_code error =
      parser_.parse(bytes_.rest().data(), *size, kPadded).get(object);
  if (error == simdjson::MEMALLOC) throw std::bad_alloc();
  if (error != simdjson::SUCCESS) {
    throw UserError(place(), fmt::format("row {}: this is not JSON: {}", objects_,
                                         simdjson::error_message(error)));
  }
  bytes_.take(*size);
  return object;
}

std::uint64_t json_hash(dom::object object) {
  std::uint64_t sum = 0x9e3779b97f4a7c15U;
  for (const auto [key, value] : object) {
    sum += hash_of(key, 1) * 0x9e3779b97f4a7c15U ^ json_hash(value);
  }
  return sum;
}

std::uint64_t json_hash(dom::element value) {
  switch (value.type()) {
    case dom::element_type::OBJECT:
      return json_hash(dom::object(value));
    case dom::element_type::ARRAY: {
      std::uint64_t hash = 3;
      for (const dom::element member : dom::array(value)) {
        hash = hash * 0x9e3779b97f4a7c15U + json_hash(member);
      }
      return hash;
    }
    case dom::element_type::STRING:
      return hash_of(std::string_view(value), 4);
    case dom::element_type::NULL_VALUE:
      return 5;
    case dom::element_type::BOOL:
      return bool(value) ? 6 : 7;
    default: {
      const double number = value.is_double()  ? double(value)
                            : value.is_int64() ? static_cast<double>(std::int64_t(value))
                                               : static_cast<double>(std::uint64_t(value));
      return hash_of({reinterpret_cast<const char*>(&number), sizeof number}, 8);
    }
  }
}

std::string_view text_or_empty(dom::element value) {
  std::string_view text;
  if (value.get(text) != simdjson::SUCCESS) return {};
  return text;
}

std::optional<double> number_or_text(dom::element value) {
  double number = 0;
  if (value.get(number) == simdjson::SUCCESS) return number;
  std::string_view text;
  if (value.get(text) == simdjson::SUCCESS) return read_number_text(text);
  return std::nullopt;
}

}  // namespace reprise
