#include "experiments/listens/text/json_objects.h"

#include <algorithm>
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

// Returns whether a text has the end of an object and the beginning of the next one.
bool holds_several(std::string_view text) {
  for (std::size_t end = text.find('}'); end != std::string_view::npos;
       end = text.find('}', end + 1)) {
    std::size_t next = end + 1;
    bool comma = false;
    for (; next < text.size() && (is_space(text[next]) || text[next] == ','); ++next) {
      comma = comma || text[next] == ',';
    }
    if (comma && next < text.size() && text[next] == '{') return true;
  }
  return false;
}

}  // namespace

bool JsonObjects::skip_to_object() {
  for (;;) {
    const std::string_view rest = bytes_.rest();
    std::size_t at = 0;
    while (at < rest.size() && (is_space(rest[at]) || (rest[at] == ',' && objects_ > 0))) ++at;
    bytes_.take(at);
    if (at == rest.size()) {
      if (bytes_.more()) continue;
      if (in_array_ && !array_ended_) {
        array_ended_ = true;
        report(UserError(bytes_.place(bytes_.line()),
                         fmt::format("the file ends in the middle of its array, after row {}; copy "
                                     "it again, or export it once more",
                                     objects_)));
      }
      return false;
    }
    const char c = rest[at];
    if (c == '{' && !array_ended_) return true;
    if (c == '[' && !in_array_ && objects_ == 0) {
      in_array_ = true;
      bytes_.take(1);
    } else if (c == ']' && in_array_ && !array_ended_) {
      array_ended_ = true;
      bytes_.take(1);
    } else {
      ++objects_;
      report(UserError(bytes_.place(bytes_.line()),
                       fmt::format("row {}: this is no JSON object; expected one for each play, "
                                   "one a line or in an array",
                                   objects_)));
      if (!in_array_) ++lines_;
      bytes_.take(in_array_ && !array_ended_ ? value_size() : line_size());
    }
  }
}

// Returns the size of the object or array at which the rest begins; nothing when the file ends
// before it does.
std::optional<std::size_t> JsonObjects::object_size() {
  EndOfObject end;
  for (;;) {
    if (const auto size = end.find(bytes_.rest())) return size;
    if (!bytes_.more()) return std::nullopt;
  }
}

// Returns the size of the value at which the rest begins, an element of the array and no object.
std::size_t JsonObjects::value_size() {
  if (bytes_.rest().front() == '[') return object_size().value_or(bytes_.rest().size());
  bool quoted = false;
  for (std::size_t at = 0;; ++at) {
    // A backslash may be the last letter that was read.
    while (at >= bytes_.rest().size()) {
      if (!bytes_.more()) return bytes_.rest().size();
    }
    const char c = bytes_.rest()[at];
    if (quoted && c == '\\') {
      ++at;
    } else if (c == '"') {
      quoted = !quoted;
    } else if (!quoted && at > 0 && (c == ',' || c == ']' || c == '{')) {
      return at;
    }
  }
}

// Returns the size of the rest's first line, without its end.
std::size_t JsonObjects::line_size() {
  std::size_t searched = 0;
  for (;;) {
    const std::size_t end = bytes_.rest().find('\n', searched);
    if (end != std::string_view::npos) return end;
    searched = bytes_.rest().size();
    if (!bytes_.more()) return searched;
  }
}

// Returns whether a line that does not hold the whole of its object is at fault by itself: the next
// one begins an object, and either all objects so far had a line each, or nothing at the line's end
// calls for an object.
bool JsonObjects::is_faulty_line(std::size_t line) {
  std::size_t next = line;
  for (;; ++next) {
    if (next >= bytes_.rest().size() && !bytes_.more()) return false;
    if (!is_space(bytes_.rest()[next])) break;
  }
  if (bytes_.rest()[next] != '{') return false;
  if (lines_ > 0 && lines_ + 1 == objects_) return true;
  while (line > 0 && is_space(bytes_.rest()[line - 1])) --line;
  const char last = line == 0 ? '{' : bytes_.rest()[line - 1];
  return last != '[' && last != ',' && last != ':' && last != '{';
}

void JsonObjects::report(const UserError& error) const {
  if (!report_) throw error;
  report_(error);
}

std::optional<dom::object> JsonObjects::next() {
  for (;;) {
    if (!skip_to_object()) return std::nullopt;
    line_ = bytes_.line();
    ++objects_;
    if (const auto object = read_object()) return object;
  }
}

// Returns the size of the object at which the rest begins, when it ends within its first line.
// Otherwise sets `line` to the size of that line.
std::optional<std::size_t> JsonObjects::size_within_line(std::size_t& line) {
  EndOfObject end;
  for (std::size_t searched = 0;;) {
    const std::string_view rest = bytes_.rest();
    line = std::min(rest.find('\n', searched), rest.size());
    if (const auto size = end.find(rest.substr(0, line))) return size;
    if (line < rest.size() || !bytes_.more()) return std::nullopt;
    searched = line;
  }
}

// Returns the object at which the rest begins, or nothing when it was reported as a fault.
std::optional<dom::object> JsonObjects::read_object() {
  constexpr bool kPadded = false;  // realloc_if_needed of simdjson: the text is padded already
  dom::object object;
  std::optional<std::size_t> size;
  // Most logs have an object a line. Whether a line is one is left to the parser.
  if (!in_array_) {
    const std::string_view rest = bytes_.rest();
    std::size_t line = rest.find('\n');
    if (line != std::string_view::npos) {
      std::size_t end = line;
      while (end > 0 && is_space(rest[end - 1])) --end;
      if (rest[end - 1] == '}' &&
          parser_.parse(rest.data(), end, kPadded).get(object) == simdjson::SUCCESS) {
        bytes_.take(end);
        ++lines_;
        return object;
      }
    }
    // An object that is cut off at the end of its line would go on to the end of the file.
    size = size_within_line(line);
    if (!size && is_faulty_line(line)) size = line;
  }
  if (!size) size = object_size();
  const std::string_view text = bytes_.rest().substr(0, size.value_or(std::string_view::npos));
  simdjson::error_code code = simdjson::SUCCESS;
  if (size) {
    code = parser_.parse(text.data(), *size, kPadded).get(object);
    if (code == simdjson::MEMALLOC) throw std::bad_alloc();
    if (code == simdjson::SUCCESS) {
      bytes_.take(*size);
      return object;
    }
  }
  const UserError error(
      place(),
      size ? fmt::format("row {}: this is not JSON: {}", objects_, simdjson::error_message(code))
           : fmt::format("row {}: the file ends in the middle of this row; copy it again, "
                         "or export it once more",
                         objects_));
  // In an array nothing tells where the next row begins, when its quotes are no pairs.
  if (in_array_ && holds_several(text)) throw error;
  if (in_array_ && !size) array_ended_ = true;
  if (!in_array_) ++lines_;
  report(error);
  bytes_.take(in_array_ ? text.size() : line_size());
  return std::nullopt;
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
