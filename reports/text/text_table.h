// Lays out a table in monospaced text. Columns are aligned by their width on a terminal. Headings
// are stacked word over word, to keep columns narrow. Colour is optional.
#pragma once

#include <string>
#include <vector>

namespace reprise {

enum class TextStyle { plain, strong, faint, good, bad, caution };

enum class Align { left, right };

struct TextCell {
  std::string text;  // one printable line
  TextStyle style = TextStyle::plain;
};

struct TextColumn {
  // Stacked if the column is narrow, broken at " " and "_"; one printable line.
  std::string heading;
  Align align = Align::right;
};

/// A table. Every row has a cell for every column. The first column names the rows.
struct TextTable {
  std::vector<TextColumn> columns;
  std::vector<std::vector<TextCell>> rows;
};

/// Returns `text` in ANSI colours. Returns it unchanged without `colour`, for the plain style, and
/// if it is empty.
std::string styled(const std::string& text, TextStyle style, bool colour);

/// Returns the number of terminal columns that the whole table takes, with all its columns side by
/// side.
int natural_width(const TextTable& table);

/// Returns the table as text. Each line ends in "\n", and no line has trailing spaces. If the table
/// is wider than `width`, the columns that do not fit continue below, beside the names again. A
/// single column that does not fit stays too wide. Pure, safe to call from any thread.
std::string render(const TextTable& table, int width, bool colour);

}  // namespace reprise
