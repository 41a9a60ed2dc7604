// Writes text into Markdown (CommonMark with GitHub's tables). Text from a config or a data file is
// shown as it was written and never interpreted. All functions are pure and safe to call from any
// thread.
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace reprise {

/// Returns `text` as prose on one line. The text is made printable(), with a backslash before every
/// character that could begin markup, a link or HTML. Underscores inside words stay bare, because
/// Markdown does not interpret them there.
std::string markdown_prose(std::string_view text);

/// Returns `text` as inline code, in which nothing is interpreted. This serves for names. "(no
/// name)" if the text is empty.
std::string markdown_code(std::string_view text);

/// Returns `text` in a fenced block that its content cannot close. Newlines and tabs stay.
/// `language` ("yaml") comes from the program and is not escaped. Ends in a newline.
std::string markdown_block(std::string_view text, std::string_view language);

/// Returns a table. Cells hold Markdown (names through markdown_code and the like) and may hold
/// "|". All rows have as many cells as the header. The first `left` columns are aligned left, the
/// others right, but for the last with `last_left`. Ends in a newline.
std::string markdown_table(const std::vector<std::string>& header,
                           const std::vector<std::vector<std::string>>& rows, std::size_t left = 1,
                           bool last_left = false);

}  // namespace reprise
