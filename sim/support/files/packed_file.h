// The bytes of a file as they come, unpacked where gzip packed it; or of standard input.
#pragma once

#include <cstdint>
#include <memory>
#include <span>
#include <string>

namespace reprise {

/// Whether it is gzip is told by its first bytes, not by its name. Open from when it is made until
/// it is destroyed. Not safe to use from several threads at once.
class PackedFile {
 public:
  /// `path`, or "-" for standard input. Throws UserError for what cannot be opened.
  explicit PackedFile(const std::string& path);
  ~PackedFile();
  PackedFile(const PackedFile&) = delete;
  PackedFile& operator=(const PackedFile&) = delete;

  /// Fills `to` (not empty) from its beginning with what comes next, unpacked, and returns how much
  /// that is: 0 at the end. Throws UserError for what cannot be read, and for gzip that is damaged,
  /// ends too early, or is followed by something else: half a file would pass for a whole one.
  std::size_t read(std::span<char> to);

  /// Whether it can be opened and read again: a file, not a pipe.
  bool rereadable() const;

  /// Bytes taken from the file so far, packed as they are there.
  std::uint64_t taken() const;

 private:
  class Reader;
  std::unique_ptr<Reader> reader_;
};

/// What messages call a file: its path, or "standard input" for "-".
std::string input_name(const std::string& path);

}  // namespace reprise
