#include "experiments/studies/directories/page_files.h"

#include "reports/pages/html_page.h"
#include "reports/pages/markdown_page.h"
#include "sim/support/files/file.h"

namespace reprise {

void write_page_files(const std::filesystem::path& directory, const DrawnFigures& figures,
                      const std::function<void(Page&)>& write) {
  for (const DrawnFigure& figure : figures.figures) {
    write_file(directory / figure.file_name, figure.svg);
  }
  HtmlPage html;
  write(html);
  write_file(directory / "report.html", html.take());
  MarkdownPage markdown;
  write(markdown);
  write_file(directory / "report.md", markdown.take());
}

}  // namespace reprise
