// The values of a JSON file one at a time, in every shape in which files of records come: a value a
// line, one array of them, or one object with a value under each id. Plain or gzip.
#pragma once

#include <filesystem>
#include <memory>
#include <optional>
#include <string>
#include <string_view>

#include "sim/support/user_error.h"

namespace reprise {

/// One value, as it is written.
struct JsonText {
  std::string_view text;
  Place place;  // its line; in an array or an object, also the column it begins in
  /// Of a value in an object of ids: the id it stands under.
  std::optional<std::string> key;
};

/// Holds one value at a time, so a file of any length, whatever it unpacks to, takes the memory of
/// its longest value. Not safe to use from several threads at once.
class JsonValues {
 public:
  /// Bytes of the longest value. A list of all tracks of a catalog of a million takes half of it;
  /// what is longer is a mistake, or was packed to do harm.
  static constexpr std::size_t kLongestValue = std::size_t{1} << 24;
  /// Levels of brackets in a value.
  static constexpr int kDeepest = 64;

  /// Opens the file. Throws UserError when it cannot be opened.
  explicit JsonValues(const std::filesystem::path& path);
  ~JsonValues();
  JsonValues(const JsonValues&) = delete;
  JsonValues& operator=(const JsonValues&) = delete;

  /// The next value; nothing at the end of the file. Valid until the next call. Throws UserError
  /// with its place for a value that is too long or too deep, for an array or an object that does
  /// not end, and for what follows its end. Whether the value itself is JSON is for the caller to
  /// see.
  std::optional<JsonText> next();

 private:
  class Scanner;
  std::unique_ptr<Scanner> scanner_;
};

}  // namespace reprise
