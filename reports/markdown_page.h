// The blocks that pages in Markdown are made of. Each ends in a newline and begins with an empty
// line where that parts it from what stands before it. All functions are pure and safe to call from
// any thread.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "reports/figures/drawn_figures.h"

namespace reprise {

/// A block of Markdown, which ends in a newline, after an empty line.
std::string markdown_paragraph(const std::string& block);

/// A heading of the second level, which is ours and not escaped, and a block below it.
std::string markdown_section(std::string_view title, const std::string& block);

/// A list of Markdown in one line each, without an empty line before it.
std::string markdown_bullets(const std::vector<std::string>& items);

/// The figures, one below the other, or why there are none.
std::string markdown_figures(const DrawnFigures& figures);

/// "There are 3 warnings below." in a paragraph; empty where there are none.
std::string markdown_warnings_notice(std::size_t warnings);

/// How to make the directory's files again by `command`, and the config that it takes as a block.
std::string markdown_making_again(std::string_view command, std::string_view config);

}  // namespace reprise
