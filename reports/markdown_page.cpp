#include "reports/markdown_page.h"

#include <fmt/format.h>

#include "reports/markdown_text.h"

namespace reprise {

std::string markdown_paragraph(const std::string& block) { return fmt::format("\n{}", block); }

std::string markdown_section(std::string_view title, const std::string& block) {
  return fmt::format("\n## {}\n\n{}", title, block);
}

std::string markdown_bullets(const std::vector<std::string>& items) {
  std::string text;
  for (const std::string& item : items) text += fmt::format("- {}\n", item);
  return text;
}

std::string markdown_figures(const DrawnFigures& figures) {
  std::string text;
  for (const DrawnFigure& figure : figures.figures) {
    text += markdown_paragraph(
        fmt::format("![{}]({})\n", markdown_prose(figure.title), figure.file_name));
  }
  if (!figures.missing.empty()) {
    text += markdown_paragraph(fmt::format("No figures: {}.\n", markdown_prose(figures.missing)));
  }
  return text;
}

std::string markdown_warnings_notice(std::size_t warnings) {
  if (warnings == 0) return {};
  return fmt::format("\n{} below.\n", warnings == 1
                                          ? "There is a warning"
                                          : fmt::format("There are {} warnings", warnings));
}

std::string markdown_making_again(std::string_view command, std::string_view config) {
  std::string text =
      fmt::format("\nTo make it again, in this directory:\n\n{}", markdown_block(command, "sh"));
  if (!config.empty()) {
    text += fmt::format("\nconfig.yaml:\n{}", markdown_paragraph(markdown_block(config, "yaml")));
  }
  return text;
}

}  // namespace reprise
