#include "experiments/studies/evaluation/evaluation_directory.h"

#include "reports/evaluation/evaluation_json.h"
#include "reports/evaluation/evaluation_page.h"
#include "reports/pages/html_page.h"
#include "reports/pages/markdown_page.h"
#include "sim/support/files/file.h"

namespace reprise {

std::string write_evaluation(const std::filesystem::path& directory,
                             const EvaluationResults& results, const std::string& command) {
  const DrawnFigures figures = draw_scripts(evaluation_figures(results));
  for (const DrawnFigure& figure : figures.figures) {
    write_file(directory / figure.file_name, figure.svg);
  }
  HtmlPage html;
  write_evaluation_page(html, results, figures, command);
  write_file(directory / "report.html", html.take());
  MarkdownPage markdown;
  write_evaluation_page(markdown, results, figures, command);
  write_file(directory / "report.md", markdown.take());
  write_file_durably(directory / "evaluation.json", write_evaluation_json(results));
  return figures.missing;
}

}  // namespace reprise
