#include "reports/text/markdown_text.h"

#include <algorithm>
#include <cstddef>

#include <fmt/format.h>

#include "reports/text/display_text.h"

namespace reprise {
namespace {

std::size_t longest_run_of_backticks(std::string_view text) {
  std::size_t longest = 0;
  std::size_t run = 0;
  for (const char letter : text) {
    run = letter == '`' ? run + 1 : 0;
    longest = std::max(longest, run);
  }
  return longest;
}

// Returns whether the byte is part of a letter or a digit of any script. Bytes above ASCII count as
// letters.
bool in_word(char letter) {
  const auto byte = static_cast<unsigned char>(letter);
  return byte >= 0x80 || (byte >= '0' && byte <= '9') || (byte >= 'A' && byte <= 'Z') ||
         (byte >= 'a' && byte <= 'z');
}

bool ends_in_www(std::string_view text) {
  if (text.size() < 3) return false;
  text.remove_prefix(text.size() - 3);
  return std::all_of(text.begin(), text.end(),
                     [](char letter) { return letter == 'w' || letter == 'W'; });
}

}  // namespace

std::string markdown_prose(std::string_view text) {
  const std::string shown = printable(text);
  std::string prose;
  for (std::size_t i = 0; i < shown.size(); ++i) {
    const char letter = shown[i];
    bool escape = false;
    switch (letter) {
      case '_':
        escape =
            i == 0 || i + 1 == shown.size() || !in_word(shown[i - 1]) || !in_word(shown[i + 1]);
        break;
      case '-':
      case '+':
      case '=':
      case '#':  // at the start of a line: a list, a rule or a heading
        escape = i == 0;
        break;
      case ')':
      case '.':  // a numbered list, or "www.", which makes a link by itself
        escape = shown.find_first_not_of("0123456789") == i || ends_in_www(shown.substr(0, i));
        break;
      case ':':  // "https://" makes a link by itself
        escape = i + 1 < shown.size() && shown[i + 1] == '/';
        break;
      default:
        escape = std::string_view("\\`*[]<>&~|$").find(letter) != std::string_view::npos;
    }
    if (escape) prose += '\\';
    prose += letter;
  }
  return prose;
}

std::string markdown_code(std::string_view text) {
  const std::string shown = printable(text);
  if (shown.empty()) return "(no name)";
  const std::string fence(longest_run_of_backticks(shown) + 1, '`');
  // Readers remove one space on each side of the code. So a space is added beside a backtick, and
  // to a text that begins and ends with a space.
  const bool ticks = shown.front() == '`' || shown.back() == '`';
  const bool spaces = shown.front() == ' ' && shown.back() == ' ' &&
                      shown.find_first_not_of(' ') != std::string::npos;
  const std::string_view gap = ticks || spaces ? " " : "";
  return fmt::format("{}{}{}{}{}", fence, gap, shown, gap, fence);
}

std::string markdown_block(std::string_view text, std::string_view language) {
  std::string shown = printable_lines(text);
  if (!shown.empty() && shown.back() != '\n') shown += '\n';
  const std::string fence(std::max<std::size_t>(longest_run_of_backticks(shown) + 1, 3), '`');
  return fmt::format("{}{}\n{}{}\n", fence, language, shown, fence);
}

std::string markdown_table(const std::vector<std::string>& header,
                           const std::vector<std::vector<std::string>>& rows, std::size_t left,
                           bool last_left) {
  const auto line = [](const std::vector<std::string>& cells) {
    std::string text = "|";
    for (const std::string& cell : cells) {
      text += ' ';
      // A reader cuts a table into cells before anything else, even inside code. One backslash
      // before a pipe keeps the pipe, whatever precedes the backslash.
      for (std::size_t i = 0; i < cell.size(); ++i) {
        if (cell[i] == '|') text += '\\';
        text += cell[i];
      }
      text += " |";
    }
    return text + '\n';
  };
  std::string table = line(header) + '|';
  for (std::size_t column = 0; column < header.size(); ++column) {
    const bool is_left = column < left || (last_left && column + 1 == header.size());
    table += is_left ? " :-- |" : " --: |";
  }
  table += '\n';
  for (const std::vector<std::string>& row : rows) table += line(row);
  return table;
}

}  // namespace reprise
