#include "reports/text/html_text.h"

#include <array>
#include <cstddef>

#include <fmt/format.h>

#include "reports/text/display_text.h"

namespace reprise {
namespace {

std::string with_entities(std::string_view text) {
  std::string escaped;
  for (const char letter : text) {
    switch (letter) {
      case '&':
        escaped += "&amp;";
        break;
      case '<':
        escaped += "&lt;";
        break;
      case '>':
        escaped += "&gt;";
        break;
      case '"':
        escaped += "&quot;";
        break;
      case '\'':
        escaped += "&apos;";
        break;
      default:
        escaped += letter;
    }
  }
  return escaped;
}

// Returns a tag of an SVG with prefixed ids and without namespaces. gnuplot writes the tags, so
// their attributes hold no ">".
std::string own_tag(std::string_view tag, std::string_view prefix) {
  constexpr std::array<std::string_view, 5> kBeforeIds{"id='", "id=\"", "href='#", "href=\"#",
                                                       "url(#"};
  std::string own;
  for (std::size_t at = 0; at < tag.size();) {
    if (tag.substr(at).starts_with("xmlns")) {
      const std::size_t value = tag.find_first_of("\"'", at);
      const std::size_t end =
          value == std::string_view::npos ? value : tag.find(tag[value], value + 1);
      if (end == std::string_view::npos) break;
      at = end + 1;
      continue;
    }
    std::size_t length = 0;
    for (const std::string_view before : kBeforeIds) {
      if (tag.substr(at).starts_with(before)) length = before.size();
    }
    own += tag.substr(at, length == 0 ? 1 : length);
    if (length > 0) own += prefix;
    at += length == 0 ? 1 : length;
  }
  return own;
}

}  // namespace

std::string xml_characters(std::string text) {
  for (const std::string_view forbidden : {"\xEF\xBF\xBE", "\xEF\xBF\xBF"}) {
    for (std::size_t at = 0; (at = text.find(forbidden, at)) != std::string::npos;) {
      text.replace(at, forbidden.size(), "\xEF\xBF\xBD");
    }
  }
  return text;
}

std::string html_text(std::string_view text) {
  return with_entities(xml_characters(printable(text)));
}

std::string html_lines(std::string_view text) {
  return with_entities(xml_characters(printable_lines(text)));
}

std::string html_code(std::string_view text) {
  return text.empty() ? "(no name)" : fmt::format("<code>{}</code>", html_text(text));
}

std::string inline_svg(std::string_view svg, std::string_view prefix) {
  constexpr std::string_view kEnd = "</svg>";
  const std::size_t begin = svg.find("<svg");
  const std::size_t end = svg.rfind(kEnd);
  if (begin == std::string_view::npos || end == std::string_view::npos || end < begin) return {};
  svg = svg.substr(begin, end + kEnd.size() - begin);
  std::string own;
  own.reserve(svg.size());
  for (std::size_t at = 0; at < svg.size();) {
    const std::size_t tag = svg.find('<', at);
    own += svg.substr(at, tag - at);
    if (tag == std::string_view::npos) break;
    // These elements are left out, because browsers would show them as tooltips.
    bool skipped = false;
    for (const std::string_view name : {"title", "desc"}) {
      if (!svg.substr(tag).starts_with(fmt::format("<{}>", name))) continue;
      const std::string closing = fmt::format("</{}>", name);
      const std::size_t close = svg.find(closing, tag);
      if (close == std::string_view::npos) return {};
      at = close + closing.size();
      skipped = true;
    }
    if (skipped) continue;
    const std::size_t tag_end = svg.find('>', tag);
    if (tag_end == std::string_view::npos) return {};
    own += own_tag(svg.substr(tag, tag_end + 1 - tag), prefix);
    at = tag_end + 1;
  }
  return own;
}

}  // namespace reprise
