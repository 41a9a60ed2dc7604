// Reads the text of one input file in blocks, so that a file of any length takes the memory of a
// block and of its longest row.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "sim/support/files/packed_file.h"
#include "sim/support/user_error.h"

namespace reprise {

/// An input: a file, or a file in a zip archive.
struct ListensInput {
  std::string path;                     // "-" is standard input
  std::optional<std::uint64_t> member;  // in the archive `path`
  std::string name;                     // for messages: "my_data.zip/MyData/endsong_0.json"
};

/// The text of an input. A byte order mark at its beginning is skipped. Not safe to use from
/// several threads at once.
class LogBytes {
 public:
  /// The number of bytes behind rest() that may be read; their values mean nothing. Parsers that
  /// look at many bytes at once need them.
  static constexpr std::size_t kPadding = 64;
  /// The bytes that recognition may look at.
  static constexpr std::size_t kHead = std::size_t{1} << 16;
  /// The limit on the bytes of a row: pages of an API are the longest. A longer row is a mistake,
  /// or was packed to do harm.
  static constexpr std::size_t kLongest = std::size_t{1} << 24;

  /// Opens the input as PackedFile does.
  explicit LogBytes(const ListensInput& input);

  /// Returns the first bytes of the text, at most kHead, without taking them. To be called first.
  std::string_view head();

  /// Returns the bytes that were read but not taken. Valid until the next call of any function.
  std::string_view rest() const { return {block_.data() + begin_, end_ - begin_}; }
  /// Reads more bytes behind the rest. Returns false at the end of the file. Throws UserError as
  /// PackedFile::read does, and when the rest is longer than kLongest.
  bool more();
  /// Takes `size` bytes of the rest, and counts their lines.
  void take(std::size_t size);
  /// Takes `size` bytes of the rest, of which the last one alone is a line's end.
  void take_line(std::size_t size) {
    begin_ += size;
    ++line_;
  }

  /// Takes the next line and returns it without its line end ("\n" or "\r\n"); nothing at the end
  /// of the file. Valid until the next call.
  std::optional<std::string_view> next_line();

  /// Returns the line at which the rest begins, from 1.
  std::uint64_t line() const { return line_; }
  /// Returns the place of a line, for messages.
  Place place(std::uint64_t line) const;
  const std::string& name() const { return name_; }
  std::uint64_t taken() const { return file_.taken(); }

 private:
  std::string name_;
  PackedFile file_;
  std::vector<char> block_;
  std::size_t begin_ = 0;
  std::size_t end_ = 0;
  std::uint64_t line_ = 1;
  bool ended_ = false;
};

}  // namespace reprise
