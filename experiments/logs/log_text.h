// Reads the lines of one log file, a block at a time, so that a log of any length takes the memory
// of one block.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "sim/support/files/packed_file.h"
#include "sim/support/hash_of_parts.h"
#include "sim/support/user_error.h"

namespace reprise {

/// A log file as lines of text. Not safe to use from several threads at once.
class LogText {
 public:
  /// The number of bytes behind the end of every line that may be read; their values mean nothing.
  /// Parsers that look at many bytes at once need them.
  static constexpr std::size_t kPadding = 64;
  /// The bytes of the longest line allowed. A row has some two hundred bytes; a longer line than
  /// this is no log.
  static constexpr std::size_t kLongestLine = std::size_t{1} << 20;

  /// Opens the file as PackedFile does.
  explicit LogText(const std::string& path);
  LogText(const LogText&) = delete;
  LogText& operator=(const LogText&) = delete;

  /// Returns the next line that is not blank, without its line end, or nothing at the end of the
  /// log. The line is valid until the next call. Throws UserError as PackedFile::read does, and for
  /// a line that is too long.
  std::optional<std::string_view> next_line();

  /// Returns the number of the line last returned, from 1.
  std::uint64_t line() const { return line_; }
  /// Returns true when the line last returned was the last of the log and had no line end.
  bool unended() const { return unended_; }

  bool rereadable() const { return bytes_.rereadable(); }
  std::uint64_t taken() const { return bytes_.taken(); }

  /// Return the number of bytes of text read so far, and the XXH3 hash of these bytes.
  std::uint64_t size() const { return size_; }
  std::uint64_t fingerprint() const { return hash_.hash64(); }

 private:
  bool read_block();

  std::string name_;
  PackedFile bytes_;
  HashOfParts hash_;
  std::vector<char> block_;
  std::size_t begin_ = 0;  // start of the text not yet returned
  std::size_t end_ = 0;
  std::uint64_t line_ = 0;
  std::uint64_t size_ = 0;
  bool unended_ = false;
};

/// Returns the place of a line of a log, for messages.
Place log_place(const std::string& path, std::uint64_t line);

}  // namespace reprise
