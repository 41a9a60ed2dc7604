#include "sim/support/files/json_values.h"

#include <algorithm>
#include <array>
#include <cstring>

#include <fmt/format.h>

#include "sim/support/files/packed_file.h"

namespace reprise {
namespace {

constexpr std::string_view kByteOrderMark = "\xEF\xBB\xBF";

bool is_space(char c) { return c == ' ' || c == '\t' || c == '\r' || c == '\n'; }

bool is_blank(std::string_view text) { return std::all_of(text.begin(), text.end(), is_space); }

// Returns whether `text` is an id as an object of ids has it for a key: a whole number, perhaps
// negative.
bool is_whole_number(std::string_view text) {
  if (text.starts_with('-')) text.remove_prefix(1);
  return !text.empty() &&
         std::all_of(text.begin(), text.end(), [](char c) { return c >= '0' && c <= '9'; });
}

// Tells whether a text that is read from its beginning is inside brackets or quotes.
class Nesting {
 public:
  void read(char c) {
    if (quoted_) {
      if (escaped_) {
        escaped_ = false;
      } else if (c == '\\') {
        escaped_ = true;
      } else if (c == '"') {
        quoted_ = false;
      }
    } else if (c == '"') {
      quoted_ = true;
    } else if (c == '[' || c == '{') {
      ++depth_;
    } else if ((c == ']' || c == '}') && depth_ > 0) {
      --depth_;
    }
  }
  bool inside() const { return quoted_ || depth_ > 0; }
  bool quoted() const { return quoted_; }
  int depth() const { return depth_; }

 private:
  int depth_ = 0;
  bool quoted_ = false;
  bool escaped_ = false;
};

}  // namespace

class JsonValues::Scanner {
 public:
  explicit Scanner(const std::filesystem::path& path) : name_(path.string()), file_(name_) {}

  std::optional<JsonText> next() {
    if (shape_ == Shape::unknown) recognise();
    switch (shape_) {
      case Shape::array:
      case Shape::object:
        return next_member();
      default:
        return next_line();
    }
  }

 private:
  enum class Shape { unknown, lines, array, object };

  UserError error(int line, int column, const std::string& message) const {
    return UserError({name_, line, column}, message);
  }

  // Returns the next character, or nothing at the end of the file.
  std::optional<char> peek() {
    if (begin_ == end_ && !fill()) return std::nullopt;
    return block_[begin_];
  }

  void take() {
    if (block_[begin_++] == '\n') {
      ++line_;
      column_ = 1;
    } else {
      ++column_;
    }
  }

  std::optional<char> peek_after_space() {
    std::optional<char> c = peek();
    while (c && is_space(*c)) {
      take();
      c = peek();
    }
    return c;
  }

  // Reads more bytes behind those that wait in the block. Returns false at the end of the file and
  // when the block is full.
  bool fill() {
    if (begin_ == end_) begin_ = end_ = 0;
    if (end_ == block_.size()) return false;
    const std::size_t size = file_.read(std::span(block_).subspan(end_));
    end_ += size;
    return size > 0;
  }

  void recognise() {
    // A pipe may give these bytes in pieces. An object of ids is recognised by its first bytes.
    while (end_ < kLookAhead && fill()) {
    }
    if (waiting().starts_with(kByteOrderMark)) begin_ += kByteOrderMark.size();
    shape_ = Shape::lines;
    // Blank lines are skipped here only before an array or an object of ids; a file of lines is
    // left as it is.
    const std::size_t first = waiting().find_first_not_of(" \t\r\n");
    if (first == std::string_view::npos) return;
    const std::string_view rest = waiting().substr(first);
    if (rest.front() == '[') {
      shape_ = Shape::array;
    } else if (begins_object_of_ids(rest)) {
      shape_ = Shape::object;
    } else {
      return;
    }
    peek_after_space();
    opened_line_ = line_;
    opened_column_ = column_;
    take();
  }

  std::string_view waiting() const { return {&block_[begin_], end_ - begin_}; }

  static bool begins_object_of_ids(std::string_view text) {
    if (text.front() != '{') return false;
    text.remove_prefix(1);
    const std::size_t quote = text.find_first_not_of(" \t\r\n");
    if (quote == std::string_view::npos || text[quote] != '"') return false;
    text.remove_prefix(quote + 1);
    return is_whole_number(text.substr(0, text.find('"')));
  }

  // Copies one value to text_, up to the first character for which `ends` is true. `line` and
  // `column` are the place of the value, for errors. Returns false at the end of the file.
  template <class Ends>
  bool take_value(int line, int column, Ends ends) {
    text_.clear();
    Nesting nesting;
    while (begin_ < end_ || fill()) {
      const char* const begin = &block_[begin_];
      const char* const end = begin + (end_ - begin_);
      const char* at = begin;
      while (at != end && !ends(*at, nesting)) {
        nesting.read(*at++);
        if (nesting.depth() > kDeepest) {
          throw error(line, column,
                      fmt::format("the value that begins here has more than {} levels of brackets; "
                                  "expected lists of ids or records",
                                  kDeepest));
        }
      }
      const std::string_view piece(begin, static_cast<std::size_t>(at - begin));
      if (piece.size() > kLongestValue - text_.size()) {
        throw error(line, column,
                    fmt::format("the value that begins here has more than {} bytes; expected one "
                                "list or one record at a time: check brackets and quotes",
                                kLongestValue));
      }
      text_.append(piece);
      move_on(piece);
      if (at != end) return true;
    }
    return false;
  }

  // Moves the position past `piece`, which has been taken.
  void move_on(std::string_view piece) {
    begin_ += piece.size();
    const std::size_t line_end = piece.rfind('\n');
    if (line_end == std::string_view::npos) {
      column_ += static_cast<int>(piece.size());
    } else {
      line_ += static_cast<int>(std::count(piece.begin(), piece.end(), '\n'));
      column_ = static_cast<int>(piece.size() - line_end);
    }
  }

  // Returns the next value of a file with one value a line. Only the first value of the file may go
  // on over several lines, which is for a file that holds one value alone.
  std::optional<JsonText> next_line() {
    const auto ends = [this](char c, const Nesting& nesting) {
      return c == '\n' && (count_ > 0 || nesting.quoted() || !nesting.inside());
    };
    bool more = true;
    while (more) {
      const int line = line_;
      more = take_value(line, 0, ends);
      if (more) take();
      if (is_blank(text_)) continue;
      ++count_;
      return JsonText{text_, {name_, line, 0}, std::nullopt};
    }
    return std::nullopt;
  }

  // Returns the next value of the array or of the object.
  std::optional<JsonText> next_member() {
    const char close = shape_ == Shape::array ? ']' : '}';
    if (closed_) return std::nullopt;
    // An empty array or object has no first value.
    if (count_ == 0 && peek_after_space() == close) {
      take();
      close_shape();
      return std::nullopt;
    }
    ++count_;
    std::optional<std::string> key;
    if (shape_ == Shape::object) key = take_key();
    peek_after_space();
    const int line = line_;
    const int column = column_;
    const bool ended = take_value(line, column, [close](char c, const Nesting& nesting) {
      return (c == ',' || c == close) && !nesting.inside();
    });
    if (!ended) throw not_closed();
    const bool last = *peek() == close;
    take();
    if (last) close_shape();
    return JsonText{text_, {name_, line, column}, std::move(key)};
  }

  std::string take_key() {
    std::optional<char> c = peek_after_space();
    if (!c) throw not_closed();
    const int line = line_;
    const int column = column_;
    std::string key;
    const auto wrong = [&] {
      return error(line, column,
                   "expected an id in quotes and a colon here, as in {\"3\": [5, 7]}; check "
                   "brackets, quotes and commas around here");
    };
    if (*c != '"') throw wrong();
    take();
    for (c = peek(); c && *c != '"'; c = peek()) {
      if (key.size() == kLookAhead || *c == '\n') throw wrong();
      key.push_back(*c);
      take();
    }
    if (!c) throw not_closed();
    take();
    if (peek_after_space() != ':') throw wrong();
    take();
    return key;
  }

  UserError not_closed() const {
    return error(opened_line_, opened_column_,
                 fmt::format("the {} that begins here is not closed; the file may be cut off, or a "
                             "bracket or a quote is missing",
                             shape_ == Shape::array ? "array" : "object"));
  }

  void close_shape() {
    closed_ = true;
    if (!peek_after_space()) return;
    throw error(line_, column_,
                fmt::format("something follows the end of the {}; expected one array, one object "
                            "of ids, or one value a line",
                            shape_ == Shape::array ? "array" : "object"));
  }

  static constexpr std::size_t kLookAhead = 4096;

  std::string name_;
  PackedFile file_;
  Shape shape_ = Shape::unknown;
  std::array<char, 65536> block_;
  std::size_t begin_ = 0;  // bytes begin_ to end_ of block_ wait to be taken
  std::size_t end_ = 0;
  int line_ = 1;
  int column_ = 1;
  int opened_line_ = 0;
  int opened_column_ = 0;
  bool closed_ = false;
  std::uint64_t count_ = 0;  // values so far
  std::string text_;
};

JsonValues::JsonValues(const std::filesystem::path& path)
    : scanner_(std::make_unique<Scanner>(path)) {}
JsonValues::~JsonValues() = default;

std::optional<JsonText> JsonValues::next() { return scanner_->next(); }

}  // namespace reprise
