// Text inside Markdown (CommonMark with GitHub's tables): whatever a config or a data file says is
// shown as it was written and never interpreted. All functions are pure and safe from any thread.
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace reprise {

/// `text` as prose on one line: printable(), with a backslash before every character that could
/// begin markup, a link or HTML. Underscores inside words stay bare, as they mean nothing there.
std::string markdown_prose(std::string_view text);

/// `text` as inline code, where nothing is interpreted: for names. "(no name)" where it is empty.
std::string markdown_code(std::string_view text);

/// `text` in a fenced block that its content cannot close; newlines and tabs stay. `language` is
/// ours ("yaml") and not escaped. Ends in a newline.
std::string markdown_block(std::string_view text, std::string_view language);

/// A table. Cells hold Markdown (names through markdown_code and the like) and may hold "|"; all
/// rows have as many as the header. The first `left` columns are aligned left, the others right.
/// Ends in a newline.
std::string markdown_table(const std::vector<std::string>& header,
                           const std::vector<std::vector<std::string>>& rows, std::size_t left = 1);

}  // namespace reprise
