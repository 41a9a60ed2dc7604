// Writes a page in GitHub's Markdown. The page links the files of its figures, relative to its own
// directory.
#pragma once

#include <string>

#include "reports/pages/page.h"

namespace reprise {

class MarkdownPage : public Page {
 public:
  std::string code(std::string_view text) const override;
  std::string prose(std::string_view text) const override;
  std::string plain(std::string_view text) const override;

  void title(std::string_view words, std::optional<std::string_view> name) override;
  void answer(const std::string& question, const std::string& answer) override;
  void section(std::string_view title) override;
  void paragraph(const std::string& markup) override;
  void bullets(const std::vector<std::string>& items) override;
  void table(const PageTable& table) override;
  void figure(const DrawnFigure& figure) override;
  void block(std::string_view text, std::string_view language) override;
  std::string take() override;

 private:
  // Adds a block, after an empty line unless it is the first block.
  void add(const std::string& block);

  std::string text_;
};

}  // namespace reprise
