// The bytes of one log as they come: from a file, plain or gzip, or from standard input.
#pragma once

#include <cstdint>
#include <memory>
#include <span>
#include <string>

namespace reprise {

/// Whether it is gzip is told by its first bytes, not by its name. Open from when it is made until
/// it is destroyed. Not safe to use from several threads at once.
class LogBytes {
 public:
  /// `path`, or "-" for standard input. Throws UserError for what cannot be opened.
  explicit LogBytes(const std::string& path);
  ~LogBytes();
  LogBytes(const LogBytes&) = delete;
  LogBytes& operator=(const LogBytes&) = delete;

  /// Fills `to` (not empty) from its beginning with what comes next, unpacked, and returns how much
  /// that is: 0 at the end. Throws UserError for what cannot be read, and for gzip that is damaged,
  /// ends too early, or is followed by something else: half a log would pass for a whole one.
  std::size_t read(std::span<char> to);

  /// Whether it can be opened and read again: a file, not a pipe.
  bool rereadable() const;

  /// Bytes taken from the file so far, packed as they are there.
  std::uint64_t taken() const;

 private:
  class Packed;
  std::unique_ptr<Packed> packed_;
};

/// What messages call a log: its path, or "standard input" for "-".
std::string log_name(const std::string& path);

}  // namespace reprise
