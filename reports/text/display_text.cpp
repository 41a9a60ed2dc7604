#include "reports/text/display_text.h"

#include <algorithm>
#include <array>
#include <set>

#include <fmt/format.h>

namespace reprise {
namespace {

constexpr std::string_view kEllipsis = "…";

struct CodePoint {
  char32_t value = 0;
  std::size_t bytes = 1;
  bool valid = false;
};

// Decodes the code point at the start of `text` (not empty) as the Unicode standard allows it: no
// overlong forms, no surrogates, nothing above U+10FFFF. An invalid sequence is one byte long.
CodePoint first_code_point(std::string_view text) {
  const auto byte = [&](std::size_t i) { return static_cast<unsigned char>(text[i]); };
  const unsigned char lead = byte(0);
  if (lead < 0x80) return {lead, 1, true};
  std::size_t length = 0;
  char32_t value = 0;
  char32_t smallest = 0;
  if (lead >= 0xC2 && lead <= 0xDF) {
    length = 2, value = lead & 0x1FU, smallest = 0x80;
  } else if (lead >= 0xE0 && lead <= 0xEF) {
    length = 3, value = lead & 0x0FU, smallest = 0x800;
  } else if (lead >= 0xF0 && lead <= 0xF4) {
    length = 4, value = lead & 0x07U, smallest = 0x10000;
  }
  if (length == 0 || text.size() < length) return {lead, 1, false};
  for (std::size_t i = 1; i < length; ++i) {
    if ((byte(i) & 0xC0U) != 0x80U) return {lead, 1, false};
    value = (value << 6U) | (byte(i) & 0x3FU);
  }
  const bool surrogate = value >= 0xD800 && value <= 0xDFFF;
  if (value < smallest || value > 0x10FFFF || surrogate) return {lead, 1, false};
  return {value, length, true};
}

struct Range {
  char32_t first;
  char32_t last;
};

template <std::size_t size>
bool inside(const std::array<Range, size>& ranges, char32_t value) {
  return std::any_of(ranges.begin(), ranges.end(), [value](const Range& range) {
    return range.first <= value && value <= range.last;
  });
}

// Zero-width characters: combining marks of the scripts that occur in names, joiners and variation
// selectors.
constexpr std::array kZeroWidth{
    Range{0x0300, 0x036F}, Range{0x0483, 0x0489}, Range{0x0591, 0x05BD},   Range{0x05BF, 0x05C7},
    Range{0x0610, 0x061A}, Range{0x064B, 0x065F}, Range{0x0670, 0x0670},   Range{0x06D6, 0x06DC},
    Range{0x06DF, 0x06E4}, Range{0x0900, 0x0902}, Range{0x093C, 0x093C},   Range{0x0941, 0x0948},
    Range{0x094D, 0x094D}, Range{0x0E31, 0x0E31}, Range{0x0E34, 0x0E3A},   Range{0x0E47, 0x0E4E},
    Range{0x1AB0, 0x1AFF}, Range{0x1DC0, 0x1DFF}, Range{0x200B, 0x200F},   Range{0x202A, 0x202E},
    Range{0x2060, 0x206F}, Range{0x20D0, 0x20FF}, Range{0x3099, 0x309A},   Range{0xFE00, 0xFE0F},
    Range{0xFE20, 0xFE2F}, Range{0xFEFF, 0xFEFF}, Range{0x1F3FB, 0x1F3FF}, Range{0xE0000, 0xE01EF},
};

// Characters of East Asian Width Wide or Fullwidth, and the emoji blocks that terminals draw in two
// columns.
constexpr std::array kDoubleWidth{
    Range{0x1100, 0x115F},   Range{0x231A, 0x231B},   Range{0x2329, 0x232A},
    Range{0x23E9, 0x23EC},   Range{0x25FD, 0x25FE},   Range{0x2614, 0x2615},
    Range{0x2648, 0x2653},   Range{0x26A1, 0x26A1},   Range{0x26BD, 0x26BE},
    Range{0x2705, 0x2705},   Range{0x274C, 0x274C},   Range{0x2753, 0x2757},
    Range{0x2795, 0x2797},   Range{0x2B50, 0x2B50},   Range{0x2E80, 0x303E},
    Range{0x3041, 0x3098},   Range{0x309B, 0x33FF},   Range{0x3400, 0x4DBF},
    Range{0x4E00, 0x9FFF},   Range{0xA000, 0xA4CF},   Range{0xA960, 0xA97C},
    Range{0xAC00, 0xD7A3},   Range{0xF900, 0xFAFF},   Range{0xFE30, 0xFE6F},
    Range{0xFF00, 0xFF60},   Range{0xFFE0, 0xFFE6},   Range{0x16FE0, 0x18CFF},
    Range{0x1B000, 0x1B2FF}, Range{0x1F004, 0x1F004}, Range{0x1F0CF, 0x1F0CF},
    Range{0x1F18E, 0x1F19A}, Range{0x1F200, 0x1F265}, Range{0x1F300, 0x1F64F},
    Range{0x1F680, 0x1F6FF}, Range{0x1F7E0, 0x1F7EB}, Range{0x1F900, 0x1FAFF},
    Range{0x20000, 0x3FFFD},
};

// Characters that are invisible but change or hide the text around them: direction marks and
// overrides, line and paragraph separators, zero-width spaces, tags. Joiners are not in the list,
// because Persian names and emoji need them.
constexpr std::array kUnseen{
    Range{0x00AD, 0x00AD}, Range{0x061C, 0x061C}, Range{0x200B, 0x200B}, Range{0x200E, 0x200F},
    Range{0x2028, 0x202E}, Range{0x2060, 0x206F}, Range{0xFEFF, 0xFEFF}, Range{0xE0000, 0xE007F},
};

bool is_control(char32_t value) { return value < 0x20 || (value >= 0x7F && value <= 0x9F); }

bool is_seen(const CodePoint& point) {
  return point.valid && !is_control(point.value) && !inside(kUnseen, point.value);
}

int width_of(const CodePoint& point) {
  if (!point.valid) return 1;
  if (inside(kZeroWidth, point.value)) return 0;
  return inside(kDoubleWidth, point.value) ? 2 : 1;
}

// Returns the number of bytes of the longest prefix of `text` that fits into `width` columns, with
// its combining marks.
std::size_t bytes_within(std::string_view text, int width) {
  std::size_t bytes = 0;
  while (bytes < text.size()) {
    const CodePoint point = first_code_point(text.substr(bytes));
    width -= width_of(point);
    if (width < 0) break;
    bytes += point.bytes;
  }
  return bytes;
}

// Returns the longest suffix of `text` that fits into `width` columns and does not begin with a
// combining mark.
std::string_view end_within(std::string_view text, int width) {
  int rest = display_width(text);
  while (!text.empty()) {
    const CodePoint point = first_code_point(text);
    if (rest <= width && width_of(point) > 0) break;
    rest -= width_of(point);
    text.remove_prefix(point.bytes);
  }
  return text;
}

std::string escape_unseen(std::string_view text, std::string_view kept) {
  std::string shown;
  shown.reserve(text.size());
  while (!text.empty()) {
    const CodePoint point = first_code_point(text);
    const std::string_view bytes = text.substr(0, point.bytes);
    const bool keep = kept.find(bytes) != std::string_view::npos;
    if (keep || is_seen(point)) {
      shown += bytes;
    } else if (bytes == "\n") {
      shown += "\\n";
    } else if (bytes == "\r") {
      shown += "\\r";
    } else if (bytes == "\t") {
      shown += "\\t";
    } else if (!point.valid || is_control(point.value)) {
      shown += fmt::format("\\x{:02x}", static_cast<unsigned>(point.value));
    } else {
      shown += fmt::format("\\u{{{:04x}}}", static_cast<unsigned>(point.value));
    }
    text.remove_prefix(point.bytes);
  }
  return shown;
}

}  // namespace

std::string printable(std::string_view text) { return escape_unseen(text, ""); }

std::string printable_lines(std::string_view text) { return escape_unseen(text, "\n\t"); }

int display_width(std::string_view text) {
  int width = 0;
  while (!text.empty()) {
    const CodePoint point = first_code_point(text);
    width += width_of(point);
    text.remove_prefix(point.bytes);
  }
  return width;
}

std::string shorten(std::string_view text, int width) {
  if (display_width(text) <= width) return std::string(text);
  const int kept = std::max(width - 1, 0);
  const std::string_view tail = end_within(text, kept / 2);
  const std::string_view head = text.substr(0, bytes_within(text, kept - display_width(tail)));
  return fmt::format("{}{}{}", head, kEllipsis, tail);
}

std::vector<std::string> distinct_short_names(const std::vector<std::string>& names, int width) {
  std::vector<std::string> shown;
  shown.reserve(names.size());
  std::multiset<std::string> seen;
  for (const std::string& name : names) {
    shown.push_back(shorten(printable(name), width));
    seen.insert(shown.back());
  }
  for (std::size_t i = 0; i < names.size(); ++i) {
    const std::string full = printable(names[i]);
    if (shown[i] == full || seen.count(shown[i]) < 2) continue;
    const std::string number = fmt::format("{}#{}", kEllipsis, i + 1);
    shown[i] = full.substr(0, bytes_within(full, std::max(width - display_width(number), 0)));
    shown[i] += number;
  }
  return shown;
}

std::string pad_right(std::string text, int width) {
  text.append(static_cast<std::size_t>(std::max(width - display_width(text), 0)), ' ');
  return text;
}

std::string pad_left(std::string text, int width) {
  text.insert(0, static_cast<std::size_t>(std::max(width - display_width(text), 0)), ' ');
  return text;
}

std::vector<std::string> wrap(std::string_view text, int width, int indent) {
  const std::string margin(static_cast<std::size_t>(indent), ' ');
  std::vector<std::string> lines;
  std::string line;
  bool empty = true;  // the line has no word yet; a line of the margin alone counts as empty
  const auto begin_line = [&] {
    lines.push_back(line);
    line = margin;
    empty = true;
  };
  while (!text.empty()) {
    const std::size_t gap = text.find(' ');
    std::string_view word = text.substr(0, gap);
    text.remove_prefix(gap == std::string_view::npos ? text.size() : gap + 1);
    if (word.empty()) continue;
    if (!empty && display_width(line) + 1 + display_width(word) > width) begin_line();
    while (display_width(line) + display_width(word) > width && empty) {
      // A line takes at least one character, even if the character is wider than the line.
      const std::size_t fits = bytes_within(word, width - display_width(line));
      const std::size_t bytes = std::max(fits, first_code_point(word).bytes);
      line += word.substr(0, bytes);
      word.remove_prefix(bytes);
      if (word.empty()) break;
      begin_line();
    }
    if (word.empty()) {
      empty = false;
      continue;
    }
    if (!empty) line += ' ';
    line += word;
    empty = false;
  }
  if (!empty || lines.empty()) lines.push_back(line);
  return lines;
}

}  // namespace reprise
