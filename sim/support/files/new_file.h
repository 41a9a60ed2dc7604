// Writes a file part by part. A reader never sees it half-written.
#pragma once

#include <filesystem>
#include <string>
#include <string_view>

namespace reprise {

/// A file that is being written. It has its name only when it is finished; until then a reader sees
/// the old file of that name, or none. Where the file system allows it, the file has no name at all
/// before, so that a program that is killed leaves nothing behind. Elsewhere it has a temporary
/// name, beside the name that it will get. All functions throw UserError when the file cannot be
/// written. Not safe to use from several threads at once.
class NewFile {
 public:
  /// Makes the directory when it is missing.
  explicit NewFile(std::filesystem::path path);
  NewFile(const NewFile&) = delete;
  NewFile& operator=(const NewFile&) = delete;
  /// Removes what was written of a file that is not finished.
  ~NewFile();

  /// Writes more content behind what is there. Small parts are gathered in a block.
  void write(std::string_view content);
  /// Gives the file its name, and replaces any file of that name. With `durably` it returns only
  /// when the content is on the disk.
  void finish(bool durably = false);

 private:
  void open();
  void write_now(std::string_view content);
  bool rename();
  void next_name();
  std::filesystem::path directory() const;

  std::filesystem::path path_;
  std::string beside_;  // the temporary name; empty while no file has that name
  std::string block_;
  int file_ = -1;
};

}  // namespace reprise
