// Reads the values of a JSON file one at a time. The file may have one value a line, be one array
// of the values, or be one object with a value under each id. It may be packed by gzip.
#pragma once

#include <filesystem>
#include <memory>
#include <optional>
#include <string>
#include <string_view>

#include "sim/support/user_error.h"

namespace reprise {

/// One value, as the file has it.
struct JsonText {
  std::string_view text;
  Place place;  // the line; in an array or an object also the column where the value begins
  /// The id of the value, if the file is an object of ids.
  std::optional<std::string> key;
};

/// Reads one value at a time, so that a file of any length, packed or not, takes no more memory
/// than its longest value. Not safe to use from several threads at once.
class JsonValues {
 public:
  /// The limit on the bytes of a value. A list of all tracks of a catalog of a million takes half
  /// of this; a longer value is a mistake, or was packed to do harm.
  static constexpr std::size_t kLongestValue = std::size_t{1} << 24;
  /// The limit on the levels of brackets in a value.
  static constexpr int kDeepest = 64;

  /// Opens the file. Throws UserError when it cannot be opened.
  explicit JsonValues(const std::filesystem::path& path);
  ~JsonValues();
  JsonValues(const JsonValues&) = delete;
  JsonValues& operator=(const JsonValues&) = delete;

  /// Returns the next value, or nothing at the end of the file. The value is valid until the next
  /// call. Throws UserError with its place for a value that is too long or too deep, for an array
  /// or an object that does not end, and for text after its end. The caller has to check whether
  /// the value itself is JSON.
  std::optional<JsonText> next();

 private:
  class Scanner;
  std::unique_ptr<Scanner> scanner_;
};

}  // namespace reprise
