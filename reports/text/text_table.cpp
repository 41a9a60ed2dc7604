#include "reports/text/text_table.h"

#include <algorithm>
#include <string_view>
#include <utility>

#include "reports/text/display_text.h"

namespace reprise {
namespace {

constexpr int kGap = 2;
constexpr int kLongestHeadingWord = 16;
// A heading of at most this width is not stacked, even if the numbers below it are narrower.
constexpr int kShortHeading = 8;

// The layout of a column: its heading as stacked lines, and its width.
struct Layout {
  std::vector<std::string> heading;
  int width = 0;
};

// Splits a heading into words: "mean_request_latency" -> "mean_", "request_", "latency". The words
// together are the heading again.
std::vector<std::string> heading_words(std::string_view heading) {
  std::vector<std::string> words;
  std::string word;
  for (const char letter : heading) {
    word += letter;
    if (letter == ' ' || letter == '_') words.push_back(std::exchange(word, {}));
  }
  if (!word.empty()) words.push_back(word);
  return words;
}

// Returns a line of a stacked heading without its trailing " " or "_", because the line break
// separates the words.
std::string heading_line(std::string line) {
  line.erase(line.find_last_not_of(" _") + 1);
  return line;
}

Layout lay_out(const TextTable& table, std::size_t column) {
  Layout layout;
  for (const std::vector<TextCell>& row : table.rows) {
    layout.width = std::max(layout.width, display_width(row[column].text));
  }
  std::vector<std::string> words = heading_words(table.columns[column].heading);
  for (std::string& word : words) {
    word = shorten(word, kLongestHeadingWord);
    layout.width = std::max(layout.width, display_width(heading_line(word)));
  }
  const int whole = display_width(table.columns[column].heading);
  if (whole <= kShortHeading) layout.width = std::max(layout.width, whole);
  std::string line;
  for (const std::string& word : words) {
    if (!line.empty() && display_width(heading_line(line + word)) > layout.width) {
      layout.heading.push_back(heading_line(std::exchange(line, {})));
    }
    line += word;
  }
  layout.heading.push_back(heading_line(line));
  return layout;
}

std::vector<Layout> lay_out(const TextTable& table) {
  std::vector<Layout> layouts;
  for (std::size_t column = 0; column < table.columns.size(); ++column) {
    layouts.push_back(lay_out(table, column));
  }
  return layouts;
}

std::string ansi_code(TextStyle style) {
  switch (style) {
    case TextStyle::plain:
      return "";
    case TextStyle::strong:
      return "\x1b[1m";
    case TextStyle::faint:
      return "\x1b[2m";
    case TextStyle::good:
      return "\x1b[32m";
    case TextStyle::bad:
      return "\x1b[31m";
    case TextStyle::caution:
      return "\x1b[33m";
  }
  return "";
}

// Returns the line of the cells of `columns`; `cells` are in the same order.
std::string line_of(const TextTable& table, const std::vector<Layout>& layouts,
                    const std::vector<std::size_t>& columns, const std::vector<TextCell>& cells,
                    bool colour) {
  std::string line;
  // Spaces to write before the next text; they are delayed, so that no line ends in spaces.
  int missing = 0;
  for (std::size_t i = 0; i < columns.size(); ++i) {
    const int width = layouts[columns[i]].width;
    const int filling = std::max(width - display_width(cells[i].text), 0);
    const bool left = table.columns[columns[i]].align == Align::left;
    if (i > 0) missing += kGap;
    if (!left) missing += filling;
    if (!cells[i].text.empty()) {
      line.append(static_cast<std::size_t>(missing), ' ');
      line += styled(cells[i].text, cells[i].style, colour);
      missing = 0;
    }
    if (left) missing += filling;
  }
  return line + '\n';
}

std::string render_columns(const TextTable& table, const std::vector<Layout>& layouts,
                           const std::vector<std::size_t>& columns, bool colour) {
  std::string text;
  std::size_t height = 0;
  int width = 0;
  for (const std::size_t column : columns) {
    height = std::max(height, layouts[column].heading.size());
    width += layouts[column].width + (column == columns.front() ? 0 : kGap);
  }
  for (std::size_t level = 0; level < height; ++level) {
    std::vector<TextCell> cells;
    for (const std::size_t column : columns) {
      const std::vector<std::string>& heading = layouts[column].heading;
      const std::size_t above =
          height - heading.size();  // headings are aligned at the bottom, on the rule
      cells.push_back({level < above ? std::string() : heading[level - above], TextStyle::plain});
    }
    text += line_of(table, layouts, columns, cells, colour);
  }
  std::string rule;
  for (int i = 0; i < width; ++i) rule += "─";
  text += styled(rule, TextStyle::faint, colour) + '\n';
  for (const std::vector<TextCell>& row : table.rows) {
    std::vector<TextCell> cells;
    cells.reserve(columns.size());
    for (const std::size_t column : columns) cells.push_back(row[column]);
    text += line_of(table, layouts, columns, cells, colour);
  }
  return text;
}

}  // namespace

std::string styled(const std::string& text, TextStyle style, bool colour) {
  if (!colour || style == TextStyle::plain || text.empty()) return text;
  return ansi_code(style) + text + "\x1b[0m";
}

int natural_width(const TextTable& table) {
  int width = 0;
  for (const Layout& layout : lay_out(table)) width += layout.width;
  return width + kGap * std::max(static_cast<int>(table.columns.size()) - 1, 0);
}

std::string render(const TextTable& table, int width, bool colour) {
  if (table.columns.empty()) return {};
  const std::vector<Layout> layouts = lay_out(table);
  std::string text;
  std::vector<std::size_t> columns{0};
  int used = layouts[0].width;
  for (std::size_t column = 1; column < layouts.size(); ++column) {
    const int needed = kGap + layouts[column].width;
    if (columns.size() > 1 && used + needed > width) {
      text += render_columns(table, layouts, columns, colour) + '\n';
      columns = {0};
      used = layouts[0].width;
    }
    columns.push_back(column);
    used += needed;
  }
  return text + render_columns(table, layouts, columns, colour);
}

}  // namespace reprise
