// Writes a page as one self-contained HTML file: no script, nothing fetched, light and dark
// colours, suitable for narrow screens and for paper. The file is well-formed XML, too.
#pragma once

#include <string>
#include <vector>

#include "reports/pages/page.h"

namespace reprise {

class HtmlPage : public Page {
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
  std::string contents() const;

  std::string window_title_;
  std::string head_;                   // markup above the table of contents
  std::vector<std::string> sections_;  // titles of the sections
  std::string body_;                   // markup below the table of contents
  std::size_t figures_ = 0;
};

}  // namespace reprise
