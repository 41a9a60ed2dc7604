// What the tables that programs print are made of: titles, paragraphs, tables and warnings within
// the columns of a terminal.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "reports/summary/comparison.h"
#include "reports/text/text_table.h"

namespace reprise {

/// printable(), and quoted unless it is one plain word or number, so that the sentence around it
/// stays a sentence. Pure, safe to call from any thread.
std::string name_in_prose(std::string_view name);

/// The colours of an effect that says this.
TextStyle style_of(Verdict verdict);

/// Text as it grows. No line gets wider than the width, but where a single column of a table is.
class ConsoleText {
 public:
  /// A `width` of less than 60 columns is taken for 60.
  ConsoleText(int width, bool colour);

  int width() const { return width_; }

  /// An empty line, but at the very beginning.
  void begin_part();

  /// One line; the note is left out where there is no room for it. Both are printable text.
  void title(const std::string& words, const std::string& note = {});

  /// Printable text; lines after the first begin with `indent` spaces.
  void paragraph(const std::string& words, int indent, TextStyle style);

  void table(const TextTable& table);

  /// A part with the full names, as a config has them, of those that distinct_short_names() made
  /// `shown` of and that only their place tells apart.
  void spell_out(const std::vector<std::string>& names, const std::vector<std::string>& shown);

  /// A part with all of them, as a config has them.
  void warnings(const std::vector<std::string>& warnings);

  /// All of it; leaves nothing here.
  std::string take();

 private:
  int width_;
  bool colour_;
  std::string text_;
};

}  // namespace reprise
