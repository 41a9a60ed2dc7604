#include "reports/pages/markdown_page.h"

#include <utility>

#include <fmt/format.h>

#include "reports/text/markdown_text.h"

namespace reprise {

std::string MarkdownPage::code(std::string_view text) const { return markdown_code(text); }

std::string MarkdownPage::prose(std::string_view text) const { return markdown_prose(text); }

std::string MarkdownPage::plain(std::string_view text) const { return std::string(text); }

void MarkdownPage::title(std::string_view words, std::optional<std::string_view> name) {
  add(name ? fmt::format("# {} {}\n", words, code(*name)) : fmt::format("# {}\n", words));
}

void MarkdownPage::answer(const std::string& question, const std::string& answer) {
  paragraph(question);
  paragraph(answer);
}

void MarkdownPage::section(std::string_view title) { add(fmt::format("## {}\n", title)); }

void MarkdownPage::paragraph(const std::string& markup) { add(fmt::format("{}\n", markup)); }

void MarkdownPage::bullets(const std::vector<std::string>& items) {
  std::string text;
  for (const std::string& item : items) text += fmt::format("- {}\n", item);
  add(text);
}

void MarkdownPage::table(const PageTable& table) {
  std::vector<std::vector<std::string>> rows;
  for (const std::vector<PageCell>& cells : table.rows) {
    std::vector<std::string>& row = rows.emplace_back();
    for (const PageCell& cell : cells) {
      row.push_back(cell.stands_out() ? fmt::format("**{}**", cell.markup) : cell.markup);
    }
  }
  add(markdown_table(table.header, rows, table.left, table.ends_in_words));
}

void MarkdownPage::figure(const DrawnFigure& figure) {
  add(fmt::format("![{}]({})\n", prose(figure.title), figure.file_name));
}

void MarkdownPage::block(std::string_view text, std::string_view language) {
  add(markdown_block(text, language));
}

std::string MarkdownPage::take() { return std::exchange(text_, {}); }

void MarkdownPage::add(const std::string& block) {
  if (!text_.empty()) text_ += '\n';
  text_ += block;
}

}  // namespace reprise
