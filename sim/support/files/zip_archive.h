// Lists the files in a zip archive, and reads one of them.
#pragma once

#include <cstdint>
#include <memory>
#include <span>
#include <string>
#include <vector>

namespace reprise {

/// A file in a zip archive.
struct ZipMember {
  std::string name;                // with its folders: "MyData/endsong_0.json"
  std::uint64_t place = 0;         // its number in the archive
  std::uint64_t packed_bytes = 0;  // in the archive, as it says
};

/// Returns whether a file begins as zip archives do. The result is false for files that cannot be
/// read, and for "-". Thread-safe.
bool is_zip_archive(const std::string& path);

/// Returns the files of an archive, without folders, in the archive's order. Throws UserError for
/// an archive that is damaged or cut off. Thread-safe.
std::vector<ZipMember> zip_members(const std::string& path);

/// An open file of an archive. Its bytes are unpacked as they are read, so that a file of any
/// length takes no memory to speak of. Not safe to use from several threads at once.
class ZipMemberFile {
 public:
  /// Opens file number `place`. Throws UserError when that fails, for example because the file is
  /// encrypted.
  ZipMemberFile(const std::string& path, std::uint64_t place);
  ~ZipMemberFile();
  ZipMemberFile(const ZipMemberFile&) = delete;
  ZipMemberFile& operator=(const ZipMemberFile&) = delete;

  /// Returns "ARCHIVE/MEMBER", for messages.
  const std::string& name() const;

  /// Writes the next bytes to the beginning of `to` and returns their number; 0 is the end. Throws
  /// UserError for data that are damaged; the checksum is compared at the end of the file.
  std::size_t read(std::span<unsigned char> to);

  /// Returns about how many bytes of the archive were read, so that progress is in bytes on disk.
  std::uint64_t taken() const;

 private:
  struct Open;
  std::unique_ptr<Open> open_;
};

}  // namespace reprise
