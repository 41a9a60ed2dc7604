// Prepares text for a terminal. Names from a config are made harmless, measured in columns,
// shortened, padded and wrapped. Every function is pure and safe to call from any thread.
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace reprise {

/// Returns `text` with all invisible characters escaped: "\n", "\t", "\x1b" for control characters
/// and bytes that are not UTF-8, "\u{202e}" for characters that reorder or hide the text around
/// them. The result is valid UTF-8 on one line.
std::string printable(std::string_view text);

/// Returns printable(text), but keeps newlines and tabs. This serves to show a whole file.
std::string printable_lines(std::string_view text);

/// Returns the number of columns that UTF-8 text takes on a terminal: two for East Asian wide
/// characters and emoji, none for combining marks, one for other characters and for each byte that
/// is not UTF-8.
int display_width(std::string_view text);

/// Returns `text` in at most `width` (>= 1) columns. An ellipsis replaces the middle, because both
/// ends of a name help to identify the name.
std::string shorten(std::string_view text, int width);

/// Returns the names, made printable, each in at most `width` (>= 8) columns. Different names stay
/// different: if shortening makes two names alike, each shortened one ends in "…#" and its place in
/// the list.
std::vector<std::string> distinct_short_names(const std::vector<std::string>& names, int width);

/// Fill `text` up with spaces to `width` columns, on its right or on its left. Longer text stays as
/// it is.
std::string pad_right(std::string text, int width);
std::string pad_left(std::string text, int width);

/// Returns `text` as lines of at most `width` (>= 1) columns. Lines break at spaces, or inside a
/// word that is longer than a line. Lines after the first begin with `indent` spaces (< width).
std::vector<std::string> wrap(std::string_view text, int width, int indent = 0);

}  // namespace reprise
