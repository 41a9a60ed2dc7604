// Builds the text that programs print: titles, paragraphs, tables and warnings within the columns
// of a terminal.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "reports/summary/comparison.h"
#include "reports/text/text_table.h"

namespace reprise {

/// Returns printable(name), in quotes unless it is one plain word or number, so that the sentence
/// around the name stays readable. Pure, safe to call from any thread.
std::string name_in_prose(std::string_view name);

/// Returns the colour of an effect with this verdict.
TextStyle style_of(Verdict verdict);

/// A text that grows. No line is wider than the width, except if a single column of a table is.
class ConsoleText {
 public:
  /// A `width` below 60 columns counts as 60.
  ConsoleText(int width, bool colour);

  int width() const { return width_; }

  /// Adds an empty line, except at the very beginning.
  void begin_part();

  /// Adds a title in one line. The note is left out if there is no room for it. Both are printable
  /// text.
  void title(const std::string& words, const std::string& note = {});

  /// Adds printable text. Lines after the first begin with `indent` spaces.
  void paragraph(const std::string& words, int indent, TextStyle style);

  /// Adds printable text in one line, however long it is.
  void line(const std::string& words, TextStyle style);

  void table(const TextTable& table);

  /// Adds a part with full names, as the config has them. It lists the names that
  /// distinct_short_names() replaced in `shown` by a name with a place in the list ("…#3"), because
  /// nothing else tells those apart.
  void spell_out(const std::vector<std::string>& names, const std::vector<std::string>& shown);

  /// Adds a part with all warnings, as they were given, made printable.
  void warnings(const std::vector<std::string>& warnings);

  /// Returns the whole text, and leaves this text empty.
  std::string take();

 private:
  int width_;
  bool colour_;
  std::string text_;
};

}  // namespace reprise
