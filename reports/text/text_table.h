// A table in monospaced text: columns aligned by what a terminal shows, headings stacked word over
// word to keep columns narrow, and colour only where asked for.
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
  std::string heading;  // stacked where narrow, broken at " " and "_"; one printable line
  Align align = Align::right;
};

/// Every row has a cell for every column. The first column names the rows.
struct TextTable {
  std::vector<TextColumn> columns;
  std::vector<std::vector<TextCell>> rows;
};

/// `text` in ANSI colours; unchanged without colour, for plain style, and where it is empty.
std::string styled(const std::string& text, TextStyle style, bool colour);

/// The columns of the terminal that the whole table takes side by side.
int natural_width(const TextTable& table);

/// The table, each line ended by "\n", none with trailing spaces. Where it is wider than `width`,
/// the columns that do not fit continue below, beside the names again; a single column that does
/// not fit stays too wide. Pure, safe to call from any thread.
std::string render(const TextTable& table, int width, bool colour);

}  // namespace reprise
