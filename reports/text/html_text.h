// Writes text into HTML, and into XML, because SVG is XML. Text from a config or a data file is
// shown as it was written and never interpreted. All functions are pure and safe to call from any
// thread.
#pragma once

#include <string>
#include <string_view>

namespace reprise {

/// Returns `text` (valid UTF-8) with U+FFFE and U+FFFF replaced by U+FFFD, because those two are
/// not characters of XML.
std::string xml_characters(std::string text);

/// Returns `text` on one line, for use as content or as the value of an attribute. The text is made
/// printable(), and entities replace the characters that would begin markup or end the value.
std::string html_text(std::string_view text);

/// Returns html_text(text), but keeps newlines and tabs. This serves to show a whole file.
std::string html_lines(std::string_view text);

/// Returns `text` as inline code, for names. "(no name)" if the text is empty.
std::string html_code(std::string_view text);

/// Returns the <svg> element of an SVG file, for a page that holds several pictures. All ids begin
/// with `prefix`, so that they differ from the ids of other pictures. The parts that only a
/// separate file needs (prolog, namespaces, titles that would show as tooltips) are left out.
/// `prefix` comes from the program and is not escaped. Returns an empty string if there is no whole
/// <svg> element.
std::string inline_svg(std::string_view svg, std::string_view prefix);

}  // namespace reprise
