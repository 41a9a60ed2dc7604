#include "reports/pages/html_page.h"

#include <utility>

#include <fmt/format.h>

#include "reports/pages/html_style.h"
#include "reports/text/html_text.h"

namespace reprise {
namespace {

// The policy forbids to fetch or run anything, whatever the page holds.
constexpr std::string_view kPolicy =
    "default-src 'none'; style-src 'unsafe-inline'; img-src data:; base-uri 'none'; "
    "form-action 'none'";

std::string_view verdict_class(Verdict verdict) {
  switch (verdict) {
    case Verdict::better:
      return "better";
    case Verdict::worse:
      return "worse";
    case Verdict::unclear:
    case Verdict::equivalent:
      return "unclear";
    case Verdict::differs:
    case Verdict::none:
      break;
  }
  return {};
}

std::string cell_element(std::string_view element, const std::vector<std::string_view>& classes,
                         std::string_view content) {
  std::string names;
  for (const std::string_view name : classes) {
    if (name.empty()) continue;
    if (!names.empty()) names += ' ';
    names += name;
  }
  if (names.empty()) return fmt::format("<{0}>{1}</{0}>", element, content);
  return fmt::format("<{0} class=\"{1}\">{2}</{0}>", element, names, content);
}

}  // namespace

std::string HtmlPage::code(std::string_view text) const { return html_code(text); }

std::string HtmlPage::prose(std::string_view text) const { return html_text(text); }

std::string HtmlPage::plain(std::string_view text) const { return html_text(text); }

void HtmlPage::title(std::string_view words, std::optional<std::string_view> name) {
  window_title_ = name ? fmt::format("{} {}", words, html_text(*name)) : std::string(words);
  head_ += name ? fmt::format("<h1>{} {}</h1>\n", words, code(*name))
                : fmt::format("<h1>{}</h1>\n", words);
}

void HtmlPage::answer(const std::string& question, const std::string& answer) {
  head_ +=
      fmt::format("<p class=\"question\">{}</p>\n<p class=\"answer\">{}</p>\n", question, answer);
}

void HtmlPage::section(std::string_view title) {
  sections_.emplace_back(title);
  body_ += fmt::format("<h2 id=\"part-{}\">{}</h2>\n", sections_.size(), title);
}

void HtmlPage::paragraph(const std::string& markup) {
  (sections_.empty() ? head_ : body_) += fmt::format("<p>{}</p>\n", markup);
}

void HtmlPage::bullets(const std::vector<std::string>& items) {
  std::string& text = sections_.empty() ? head_ : body_;
  text += "<ul>\n";
  for (const std::string& item : items) text += fmt::format("<li>{}</li>\n", item);
  text += "</ul>\n";
}

void HtmlPage::table(const PageTable& table) {
  const auto left = [&table](std::size_t column) { return table.is_left(column) ? "left" : ""; };
  // The keyboard can reach the table (tabindex), because a wide table must be scrolled.
  body_ += "<div class=\"scroll\" tabindex=\"0\">\n<table>\n<thead>\n<tr>";
  for (std::size_t i = 0; i < table.header.size(); ++i) {
    body_ += cell_element("th", {left(i)}, table.header[i]);
  }
  body_ += "</tr>\n</thead>\n<tbody>\n";
  for (const std::vector<PageCell>& row : table.rows) {
    body_ += "<tr>";
    for (std::size_t i = 0; i < row.size(); ++i) {
      body_ += cell_element(
          "td", {left(i), verdict_class(row[i].verdict), row[i].stands_out() ? "key" : ""},
          row[i].markup);
    }
    body_ += "</tr>\n";
  }
  body_ += "</tbody>\n</table>\n</div>\n";
}

void HtmlPage::figure(const DrawnFigure& figure) {
  ++figures_;
  std::string pictures = inline_svg(figure.svg, fmt::format("figure{}-", figures_));
  if (!figure.narrow_svg.empty()) {
    // The style sheet shows one of them.
    pictures =
        fmt::format("<div class=\"wide\">\n{}\n</div>\n<div class=\"narrow\">\n{}\n</div>",
                    pictures, inline_svg(figure.narrow_svg, fmt::format("narrow{}-", figures_)));
  }
  body_ += fmt::format("<figure role=\"img\" aria-label=\"{}\" tabindex=\"0\">\n{}\n</figure>\n",
                       html_text(figure.title), pictures);
}

void HtmlPage::block(std::string_view text, std::string_view) {
  body_ += fmt::format("<pre tabindex=\"0\">{}</pre>\n", html_lines(text));
}

std::string HtmlPage::contents() const {
  if (sections_.empty()) return {};
  std::string text = "<nav aria-label=\"parts of this report\">\n<ul>\n";
  for (std::size_t i = 0; i < sections_.size(); ++i) {
    text += fmt::format("<li><a href=\"#part-{}\">{}</a></li>\n", i + 1, sections_[i]);
  }
  return fmt::format("{}</ul>\n</nav>\n", text);
}

std::string HtmlPage::take() {
  std::string file = fmt::format(
      "<!DOCTYPE html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\" />\n"
      "<meta http-equiv=\"Content-Security-Policy\" content=\"{}\" />\n"
      "<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\" />\n"
      "<title>{}</title>\n<style>{}</style>\n</head>\n<body>\n<main>\n{}{}{}</main>\n</body>\n"
      "</html>\n",
      kPolicy, window_title_, kHtmlStyle, head_, contents(), body_);
  window_title_.clear();
  head_.clear();
  sections_.clear();
  body_.clear();
  figures_ = 0;
  return file;
}

}  // namespace reprise
