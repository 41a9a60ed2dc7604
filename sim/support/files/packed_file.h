// Reads the bytes of a file, of a file in a zip archive, or of standard input, and unpacks them if
// gzip or Zstandard packed them.
#pragma once

#include <cstdint>
#include <memory>
#include <span>
#include <string>

namespace reprise {

/// A file that is open from construction to destruction. Its first bytes, not its name, tell
/// whether it is packed by gzip (RFC 1952) or Zstandard (RFC 8878). Not safe to use from several
/// threads at once.
class PackedFile {
 public:
  /// Opens `path`, or standard input for "-". Throws UserError when it cannot be opened.
  explicit PackedFile(const std::string& path);
  /// Opens a file in the zip archive `path`: number `member` of zip_members(path). Throws UserError
  /// when it cannot be opened, for example because it is encrypted.
  PackedFile(const std::string& path, std::uint64_t member);
  ~PackedFile();
  PackedFile(const PackedFile&) = delete;
  PackedFile& operator=(const PackedFile&) = delete;

  /// Writes the next unpacked bytes to the beginning of `to` (which is not empty) and returns their
  /// number; 0 is the end. Throws UserError for a file that cannot be read, and for packed data
  /// that are damaged, end too early, or are followed by something else, because half a file would
  /// otherwise pass for a whole one.
  std::size_t read(std::span<char> to);

  /// Returns whether the input can be opened and read again: a file can, a pipe cannot.
  bool rereadable() const;

  /// Returns the number of bytes taken from the file so far, counted before unpacking.
  std::uint64_t taken() const;

 private:
  class Reader;
  std::unique_ptr<Reader> reader_;
};

/// Returns the name of a file for messages: its path, or "standard input" for "-".
std::string input_name(const std::string& path);

/// Returns whether a path, or a name for messages, is of standard input or of another descriptor
/// that is open: /dev/stdin, /dev/fd/3. What it names has no folder, and can be read once.
bool names_descriptor(const std::string& path);

}  // namespace reprise
