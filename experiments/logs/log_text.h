// The lines of one log, a block at a time: a log of any length takes the memory of a block.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "sim/support/files/packed_file.h"
#include "sim/support/user_error.h"

namespace reprise {

/// Not safe to use from several threads at once.
class LogText {
 public:
  /// Bytes that may be read, whatever they are, behind the end of every line: parsers that look at
  /// many bytes at once ask for them.
  static constexpr std::size_t kPadding = 64;
  /// Bytes of the longest line. A row has some two hundred; what is longer is no log.
  static constexpr std::size_t kLongestLine = std::size_t{1} << 20;

  /// Opens it as PackedFile does.
  explicit LogText(const std::string& path);
  ~LogText();
  LogText(const LogText&) = delete;
  LogText& operator=(const LogText&) = delete;

  /// The next line that is not blank, without its end; nothing at the end of the log. Valid until
  /// the next call. Throws UserError as PackedFile::read does, and for lines that are too long.
  std::optional<std::string_view> next_line();

  /// Of the line last returned, from 1.
  std::uint64_t line() const { return line_; }
  /// Whether the line last returned was the last of the log and had no line end.
  bool unended() const { return unended_; }

  bool rereadable() const { return bytes_.rereadable(); }
  std::uint64_t taken() const { return bytes_.taken(); }

  /// Bytes of the text read so far, and their XXH3.
  std::uint64_t size() const { return size_; }
  std::uint64_t fingerprint() const;

 private:
  struct Hash;

  bool read_block();

  std::string name_;
  PackedFile bytes_;
  std::unique_ptr<Hash> hash_;
  std::vector<char> block_;
  std::size_t begin_ = 0;  // of what is not yet returned
  std::size_t end_ = 0;
  std::uint64_t line_ = 0;
  std::uint64_t size_ = 0;
  bool unended_ = false;
};

/// A line of a log, for messages.
Place log_place(const std::string& path, std::uint64_t line);

}  // namespace reprise
