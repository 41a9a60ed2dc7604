// Defines the registry of formats of listening logs. A format is one new file in formats/, with a
// function that recognises it by its content, a reader, and a registration at the end.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "experiments/listens/listens_rows.h"
#include "experiments/listens/text/log_bytes.h"
#include "sim/support/registered.h"

namespace reprise {

/// The beginning of a file, by which its format is told.
struct LogHead {
  std::string_view text;  // at most LogBytes::kHead bytes, without a byte order mark
  const ListensRequest& request;

  /// Returns whether the text begins as JSON does.
  bool json() const;
  /// Returns whether a JSON text has the key: "key" and a colon behind it.
  bool has_key(std::string_view key) const;
  /// Returns whether its first object has the key, at any depth: what follows may be of another
  /// kind, and then the reader says where that begins.
  bool first_has_key(std::string_view key) const;
  /// Returns the first line that is not blank.
  std::string_view first_line() const;
  /// Returns the first lines that are not blank, at most `most`, and none that the head cuts off
  /// unless it is the only one. Without a header these tell the format, because one row may be odd.
  std::vector<std::string_view> first_lines(std::size_t most) const;
  /// Returns the fields of the first line between separators, without quotes and the blanks around
  /// them.
  std::vector<std::string> header() const;
  /// Returns whether the first line has all of these columns.
  bool has_columns(const std::vector<std::string_view>& columns) const;
};

/// A format of listening logs.
struct ListensFormat {
  static constexpr const char* kind = "format of listening logs";

  std::string name;  // "spotify_extended"
  std::string help;  // a sentence or two for `reprise list`
  /// Users are accounts, whose names stay out of all outputs.
  bool hidden_users = false;
  /// With hidden users: the names that the service gives to its files, in which # stands for
  /// numbers. Files of other names may be named after accounts.
  std::vector<std::string_view> usual_names{};
  /// Returns whether a file with this beginning has the format. Formats exclude each other, except
  /// that columns which were asked for go first. Pure.
  bool (*recognise)(const LogHead&) = nullptr;
  /// Reads the whole file, and hands over every row once. Throws UserError with file:line for text
  /// that is no row, unless ListensRows::unreadable takes it.
  void (*read)(LogBytes&, ListensRows&) = nullptr;
};

using ListensFormatRegistration = EntryRegistration<ListensFormat>;

/// Returns all formats, by name. Complete when main begins; from then on any thread may call it.
inline const std::vector<ListensFormat>& listens_formats() {
  return Registered<ListensFormat>::instance().all();
}

/// A kind of file that people take for a log of listening, and that is none.
struct OtherData {
  static constexpr const char* kind = "kind of file that is no log of listening";

  std::string name;  // "ratings"
  std::string help;  // what it is, and what it could be used for
  bool (*recognise)(const LogHead&) = nullptr;
};

using OtherDataRegistration = EntryRegistration<OtherData>;

/// Returns all such kinds, by name. As thread-safe as listens_formats().
inline const std::vector<OtherData>& other_data() {
  return Registered<OtherData>::instance().all();
}

}  // namespace reprise
