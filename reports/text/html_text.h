// Text inside HTML, and inside XML, which SVG is: whatever a config or a data file says is shown as
// it was written and never interpreted. All functions are pure and safe to call from any thread.
#pragma once

#include <string>
#include <string_view>

namespace reprise {

/// Valid UTF-8 with U+FFFE and U+FFFF, which are no characters of XML, replaced by U+FFFD.
std::string xml_characters(std::string text);

/// `text` on one line as content or as the value of an attribute: printable(), and with entities
/// for what would begin markup or end the value.
std::string html_text(std::string_view text);

/// html_text() with newlines and tabs as they are, for whole files.
std::string html_lines(std::string_view text);

/// `text` as inline code, for names. "(no name)" where it is empty.
std::string html_code(std::string_view text);

/// The picture of an SVG file as an element of a page that holds several: its ids begin with
/// `prefix`, so that they stay apart from those of other pictures, and what only a file of its own
/// needs (prolog, namespaces, titles that would show as tooltips) is left out. `prefix` is ours.
/// Empty where there is no whole <svg> element.
std::string inline_svg(std::string_view svg, std::string_view prefix);

}  // namespace reprise
