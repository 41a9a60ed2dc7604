// Text as a terminal shows it: names that came from a config made harmless, measured in columns,
// shortened, padded and wrapped. Every function is pure and safe to call from any thread.
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace reprise {

/// `text` with everything that is not to be seen replaced by what it is: "\n", "\t", "\x1b" for
/// control characters and bytes that are not UTF-8, "\u{202e}" for characters that reorder or hide
/// the text around them. The result is valid UTF-8 on one line.
std::string printable(std::string_view text);

/// printable(), but newlines and tabs stay: for showing a whole file.
std::string printable_lines(std::string_view text);

/// The columns that UTF-8 text takes on a terminal: two for East Asian wide characters and emoji,
/// none for combining marks, one for others (also for each byte that is not UTF-8).
int display_width(std::string_view text);

/// `text` in at most `width` (>= 1) columns: the middle is replaced by an ellipsis, since both ends
/// of a name tell what it is.
std::string shorten(std::string_view text, int width);

/// The names, made printable, each in at most `width` (>= 8) columns and still different from each
/// other: where shortening makes two alike, a name ends in "…#" and its place in the list.
std::vector<std::string> distinct_short_names(const std::vector<std::string>& names, int width);

/// Filled up with spaces to `width` columns; longer text stays as it is.
std::string pad_right(std::string text, int width);
std::string pad_left(std::string text, int width);

/// `text` as lines of at most `width` (>= 1) columns, broken at spaces, or inside words that are
/// longer than a line. Lines after the first begin with `indent` spaces (< width).
std::vector<std::string> wrap(std::string_view text, int width, int indent = 0);

}  // namespace reprise
