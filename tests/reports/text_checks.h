// Checks pages, and tables on a terminal, for the tests of reports.
#pragma once

#include <sstream>
#include <string>

#include <gtest/gtest.h>

#include "reports/text/display_text.h"

namespace reprise {

// Returns the number of pipes that separate cells: all pipes except those after a backslash.
inline std::size_t cell_borders(const std::string& line) {
  std::size_t borders = 0;
  for (std::size_t i = 0; i < line.size(); ++i) {
    borders += line[i] == '|' && (i == 0 || line[i - 1] != '\\') ? 1 : 0;
  }
  return borders;
}

// Expects that each row of a table has as many cells as its header.
inline void expect_whole_tables(const std::string& page) {
  std::istringstream lines(page);
  std::size_t header = 0;
  for (std::string line; std::getline(lines, line);) {
    if (line.empty() || line[0] != '|') {
      header = 0;
      continue;
    }
    if (header == 0) header = cell_borders(line);
    EXPECT_EQ(cell_borders(line), header) << line;
  }
}

// Returns the text without the colours of the table.
inline std::string uncoloured(const std::string& text) {
  std::string plain;
  for (std::size_t i = 0; i < text.size(); ++i) {
    if (text[i] == '\x1b') {
      i = text.find('m', i);
    } else {
      plain += text[i];
    }
  }
  return plain;
}

// Expects that no line is wider than the terminal, holds control characters, or ends in a space.
inline void expect_lines_fit(const std::string& text, int width) {
  std::istringstream lines(text);
  for (std::string line; std::getline(lines, line);) {
    EXPECT_LE(display_width(line), width) << line;
    EXPECT_EQ(printable(line), line);
    EXPECT_FALSE(line.ends_with(' ')) << '"' << line << '"';
  }
}

}  // namespace reprise
